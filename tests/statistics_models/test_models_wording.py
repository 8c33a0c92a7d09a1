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
        sentence = text(
            language,
            f"finding-{name}",
            reviewer="R07",
            points="3.2",
            direction="below",
            times="1.9",
            correlation="0.61",
            reference="0.25",
        )
        assert "R07" in sentence


def test_reviewers_needed() -> None:
    assert text("en", "reviewers-needed", count=5, coefficient="dependability", target="0.80") == (
        "With 5 reviewers a unit, the dependability of scores reaches 0.80."
    )
    assert text("zh", "reviewers-needed", count=5, coefficient="generalizability", target="0.80") == (
        "每个对象由 5 位专家评审，相对排序的概化系数即可达到 0.80。"
    )
