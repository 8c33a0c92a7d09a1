"""Lists of any length, one tier, cohorts of unknown size: what `check` accepts can be printed."""

from __future__ import annotations

import pytest

from evalkit.report.words import MOST_LISTED, Words
from evalkit.scoring import Evaluation
from evalkit.wording import Language, text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_text_of_any_length_goes_into_a_sentence(language: Language) -> None:
    # fluent.runtime refuses placeables of more than 2,500 characters, also within the branch of a selection.
    long = "{ $name } " * 3000
    facts = {"number": 2, "unit": "u", "units": "us", "measure": "m"}
    said = text(language, "numbered-table", caption=long, **facts)
    assert said.count("{ $name }") == 3000
    assert "\ufdd0" not in said


def test_two_long_texts_keep_their_places() -> None:
    one, other = "a" * 3000, "b" * 3000
    assert text("en", "alt-cohort", name=one, list=other) == f"{one}: {other}"


def test_a_long_list_gives_its_beginning_and_how_many_more(ev2019: Evaluation) -> None:
    words = Words("en", ev2019.record.programme, ev2019.rules)
    names = [f"n{i}" for i in range(1, 353)]
    assert words.listed(names[:3]) == "n1, n2 and n3"
    assert words.listed(names[:MOST_LISTED]).endswith(f"n{MOST_LISTED - 1} and n{MOST_LISTED}")
    # 352 − 40 = 312
    assert words.listed(names) == ", ".join(names[:40]) + " and 312 more"
    assert words.clauses(names) == "; ".join(names[:40]) + " and 312 more"
    assert words.clauses(names[:2]) == "n1; n2"


def test_a_long_list_in_chinese(ev2019: Evaluation) -> None:
    words = Words("zh", ev2019.record.programme, ev2019.rules)
    names = [f"名{i}" for i in range(1, 43)]
    assert words.listed(names) == "、".join(names[:40]) + " 等（另有 2 项从略）"
