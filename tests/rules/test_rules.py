"""The rules as an object: frozen, looked up by code and group, varied with the same checks as a file."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from pydantic import ValidationError

from evalkit.edition import Rules, read_programme, variant
from evalkit.errors import EditionError
from evalkit.files.tomlfile import LineIndex, key_path
from evalkit.scoring import Evaluation
from tests.folders import EDITION_2019, Folder


@pytest.fixture
def rules(ev2019: Evaluation) -> Rules:
    return ev2019.rules


def test_rules_are_frozen(rules: Rules) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        setattr(rules, "edition", "2020")  # noqa: B010
    with pytest.raises(ValidationError, match="frozen"):
        setattr(rules.tiers[0], "lowest", Decimal(1))  # noqa: B010
    for items in (rules.tiers, rules.cohorts, rules.areas, rules.areas[0].indicators, rules.review.rounds):
        assert isinstance(items, tuple)


def test_rules_compare_by_value(rules: Rules) -> None:
    """The same rules read twice are equal; a variant that changes nothing is equal too."""
    assert variant(rules) == rules
    assert variant(rules, tiers=rules.tiers, window=rules.window, edition="2019") == rules


def test_points_are_decimals(rules: Rules) -> None:
    """No binary float is in them anywhere."""

    def floats(value: object) -> list[object]:
        if isinstance(value, dict):
            return [x for item in value.values() for x in floats(item)]
        if isinstance(value, (list, tuple)):
            return [x for item in value for x in floats(item)]
        return [value] if isinstance(value, float) else []

    assert floats(rules.model_dump()) == []


@pytest.mark.parametrize(
    ("code", "cohort"),
    # Note to annex 2: the first digit is the batch, D stands for network members.
    [
        ("102", "1"),
        ("239", "2"),
        ("355", "3"),
        ("D106", "D"),
        ("d106", None),
        ("402", None),
        ("1020", None),
        ("10", None),
    ],
)
def test_cohort_of(code: str, cohort: str | None, rules: Rules) -> None:
    """The whole code must match, not a part of it."""
    assert rules.cohort_of(code) == cohort


def test_groups_and_totals(rules: Rules) -> None:
    """52 + 39 + 55 = 146 pilots, and 11 network members: 157 in all (foreword; section II.4)."""
    assert rules.cohorts_in("pilots") == ("1", "2", "3")
    assert rules.cohorts_in(None) == ("1", "2", "3", "D")
    assert rules.total_of(rules.cohorts_in("pilots")) == 146
    assert rules.total_of(rules.cohorts_in(None)) == 157
    with pytest.raises(KeyError):
        rules.cohorts_in("pilot")


def test_total_unknown(rules: Rules) -> None:
    """One unknown total makes the sum unknown; the others stay known."""
    cohorts = rules.model_dump(exclude_none=True)["cohorts"]
    del cohorts[3]["total"]
    without = variant(rules, cohorts=cohorts)
    assert without.total_of(("1", "D")) is None
    assert without.total_of(("1", "2")) == 91


def test_texts_by_language(rules: Rules) -> None:
    assert (rules.tiers[0].name["zh"], rules.tiers[0].name["en"]) == ("活跃度高", "Highly active")


def test_variant_takes_models_and_plain_values(rules: Rules) -> None:
    tiers = [tier.model_dump() for tier in rules.tiers]
    assert variant(rules, tiers=tiers).tiers == variant(rules, tiers=list(rules.tiers)).tiers == rules.tiers
    other = variant(rules, percent={"decimals": 1, "rounding": "half-even"})
    assert (other.percent.decimals, rules.percent.decimals) == (1, 2)
    assert variant(rules, window={"first": dt.date(2018, 1, 1), "last": dt.date(2018, 12, 31)}).window.last.year == 2018


def test_variant_is_checked_like_a_file(rules: Rules) -> None:
    """The same faults under the same keys, without a row: there is no file."""
    tiers = [tier.model_dump() for tier in rules.tiers]
    tiers[1]["highest"] = Decimal(85)
    with pytest.raises(EditionError) as caught:
        variant(rules, tiers=tiers, ranking={"ties": "olympic"}, tier=[])
    assert str(caught.value).splitlines() == [
        "alliances/2019: the rules to try out have 2 faults.",
        "  ranking.ties: “olympic” is not allowed; allowed: competition, modified-competition, dense.",
        f"  tier: “tier” is not a known key; allowed here: {', '.join(Rules.model_fields)}. Did you mean “tiers”?",
    ]
    with pytest.raises(EditionError, match="overlaps tier “high”, which begins at 85; allowed: 84"):
        variant(rules, tiers=tiers)


def test_variant_takes_floats_as_typed(rules: Rules) -> None:
    """0.1 is a tenth, not the binary number beside it; what is no number is refused under its key."""
    scores = {"min": 0, "max": 100, "step": 0.1}
    assert variant(rules, scores=scores).scores.step == Decimal("0.1")
    with pytest.raises(EditionError, match=r"banding\.to_nearest: 0\.5 is not a multiple of 1\.") as caught:
        variant(rules, banding={"to_nearest": 0.5, "rounding": "half-up"})
    assert "nothing was written" not in str(caught.value) and "rules.toml" not in str(caught.value)
    with pytest.raises(EditionError, match=r"banding\.to_nearest: NaN is not a number of points"):
        variant(rules, banding={"to_nearest": float("nan"), "rounding": "half-up"})


def test_programme() -> None:
    programme = read_programme(EDITION_2019.parent)
    assert (programme.id, programme.synthetic) == ("alliances", False)
    assert dict(programme.unit) == {"zh": "联盟", "zh_measure": "家", "en": "alliance", "en_plural": "alliances"}


def test_faulty_programme(folder: Folder) -> None:
    folder.sub("../programme.toml", "synthetic = false", "")
    with pytest.raises(EditionError, match="synthetic: the key is missing"):
        read_programme(folder.edition.parent)


TOML = """\
# 1
title = "x"
a.b = 1

[window]
first = 2019-01-01

[[tiers]]
id = "high"
name = { zh = "高", en = "High" }

[[tiers]] # the second
"id" = "low"
name.zh = "低"

[[areas]]
[[areas.indicators]]
id = "one"
[[areas.indicators]]
id = "two"
[[areas]]
[[areas.indicators]]
id = "three"
[review]
[[review.rounds]]
id = "first"
"""


@pytest.mark.parametrize(
    ("location", "row"),
    [
        (("title",), 2),
        (("a", "b"), 3),
        (("window",), 5),
        (("window", "first"), 6),
        (("window", "last"), 5),  # absent: its table
        (("tiers", 0, "id"), 9),
        (("tiers", 0, "name", "en"), 10),  # in an inline table: its line
        (("tiers", 1, "id"), 13),
        (("tiers", 1, "name", "zh"), 14),
        (("tiers", 1, "name", "en"), 14),
        (("tiers", 1, "lowest"), 12),
        (("areas", 0, "indicators", 1, "id"), 20),
        (("areas", 1, "indicators", 0, "id"), 23),
        (("areas", 1), 21),
        (("review", "rounds", 0, "id"), 26),
        (("nothing",), None),
    ],
)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_line_index(location: tuple[int | str, ...], row: int | None, line_break: str) -> None:
    """Rows counted by hand in the text above."""
    assert LineIndex(TOML.replace("\n", line_break)).row(location) == row


def test_line_index_counts_the_lines_of_toml() -> None:
    """U+2028 and U+0085 break lines for str.splitlines, not for TOML 1.0 (newline = LF or CRLF)."""
    assert LineIndex("# a\u2028b\u0085c\nkey = 1\n").row(("key",)) == 2


def test_key_path() -> None:
    assert key_path(("tiers", 1, "name", "zh")) == "tiers[2].name.zh"
