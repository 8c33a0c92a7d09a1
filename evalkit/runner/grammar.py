"""Notebook libraries without the one import of theirs that takes as long as all others together."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

# JupyterLab brings it; jsonschema, and with it nbformat, then compiles a grammar for addresses at every start.
_GRAMMAR = "rfc3987_syntax"


@contextmanager
def without_grammar() -> Iterator[None]:
    """Import what imports nbformat, without a check of addresses that no notebook asks for."""
    absent = _GRAMMAR not in sys.modules
    if absent:
        sys.modules[_GRAMMAR] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if absent:
            sys.modules.pop(_GRAMMAR, None)
