"""How a reviewer appears on a page: by code, never by name. The one place that decides it."""

from __future__ import annotations


def reviewer_label(reviewer: str) -> str:
    """Return what stands for a reviewer in tables, figures and sentences.

    Parameters
    ----------
    reviewer
        The code of the reviewer.
    """
    return reviewer
