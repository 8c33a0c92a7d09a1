"""Every reason for no result and every diagnostic reads in both languages."""

from __future__ import annotations

from typing import get_args

import pytest

from evalkit.statistics.reviewers.result import Name
from evalkit.wording import LANGUAGES, Language, has, text

REASONS = (
    "no-ratings one-unit one-reviewer no-pairs no-variation gaps too-few-ratings one-level no-repeats not-connected "
    "aliased collinear no-residual no-convergence too-few-units one-indicator one-round no-unit-in-both-rounds no-own "
    "all-own"
).split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_and_diagnostics_have_texts(language: Language) -> None:
    assert [reason for reason in REASONS if not has(language, f"undefined-{reason}")] == []
    for name in get_args(Name):
        assert text(language, f"diagnostic-{name}")
        assert text(language, f"diagnostic-{name}.asks")[-1] in "?？"
        assert text(language, f"diagnostic-{name}.estimate")
