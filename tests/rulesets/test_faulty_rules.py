"""Rule files that must be refused, each for its reason, in both languages; one line for one cause."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from evalkit.edition.reader import read_edition
from evalkit.errors import EditionError
from evalkit.scoring import Evaluation
from evalkit.scoring.waiting import waiting_notes
from tests.rulesets.test_worked_cases import ROOT, expected

Change = tuple[str, str | Callable[[str], str], str]
RULES = "rules.toml"
BANDS = ((950, 1100), (901, 950), (851, 900), (801, 850), (701, 800), (0, 700))


def changed(folder: Path, programme: str, edition: str, changes: Sequence[Change]) -> Path:
    shutil.copytree(ROOT / "data" / programme, folder / programme)
    for file, old, new in changes:
        path = folder / programme / edition / file
        text = path.read_text(encoding="utf-8")
        if callable(old):
            path.write_text(old(text), encoding="utf-8")
        else:
            assert old in text, old
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder / programme / edition


def without_rows(*starts: str) -> Callable[[str], str]:
    return lambda text: "".join(line for line in text.splitlines(keepends=True) if not line.startswith(starts))


def without_column(name: str) -> Callable[[str], str]:
    def cut(text: str) -> str:
        rows = [line.split(",") for line in text.splitlines()]
        place = rows[0].index(name)
        return "\n".join(",".join(row[:place] + row[place + 1 :]) for row in rows) + "\n"

    return cut


def bands(text: str) -> str:
    for low, high in BANDS:
        text = text.replace(f"lowest = {low}\n", f"lowest = {low}\nhighest = {high}\n")
    return text


CASES: dict[str, tuple[str, str, list[Change], list[str]]] = {
    "F01 950 is in two tiers": (
        "social-organisations",
        "huaining",
        [(RULES, bands, "")],
        [
            "rules.toml, row 115, tiers[2].highest: 950 overlaps tier “5A”, which begins at 950; allowed: 949, or no"
            " “highest” in any tier: each then ends below the one before."
        ],
    ),
    "F02 900.5 is in none": (
        "social-organisations",
        "huaining",
        [
            (RULES, bands, ""),
            (RULES, "highest = 950", "highest = 949.99"),
            (RULES, '[banding]\nto_nearest = 1\nrounding = "half-up"\n\n', ""),
            (RULES, "highest = 850", "highest = 850.99"),
            (RULES, "highest = 800", "highest = 800.99"),
            (RULES, "highest = 700", "highest = 700.99"),
        ],
        [
            "rules.toml, row 116, tiers[3].highest: 900 leaves a gap below tier “4A”, which begins at 901; allowed:"
            " 900.99, or no “highest” in any tier, or a coarser banding.to_nearest."
        ],
    ),
    "F03 nothing below 701": (
        "social-organisations",
        "huaining",
        [(RULES, '[[tiers]]\nid = "none"\nname = { zh = "无等级", en = "No tier" }\nlowest = 0\n', "")],
        ["rules.toml, row 125, tiers[5].lowest: 701 leaves scores without a tier or reaches beyond them; allowed: 0."],
    ),
    "F04 a bonus beyond the maximum": (
        "social-organisations",
        "huaining",
        [(RULES, "max = 1100", "max = 1000")],
        [
            "rules.toml, row 86, scores.max: a score may come to 1100, above the maximum of 1000; raise the maximum, or"
            " declare scores.cap."
        ],
    ),
    "F05 a threshold nobody can reach": (
        "horizon-europe",
        "2026",
        [(RULES, "at_least = 3", "at_least = 6")],
        ["rules.toml, row 70, thresholds[1].at_least: 6 is out of bounds; allowed: 0–5."],
    ),
    "F06 a tie-break that is not on file": (
        "horizon-europe",
        "2026",
        [("units.csv", without_column("women_share"), "")],
        ["units.csv, row 1, women_share: the column is missing; ranking.lists.tie_break in rules.toml goes by it."],
    ),
    "F07 3.25": (
        "horizon-europe",
        "2026",
        [("marks.csv", "U01,panel,consensus,excellence,5", "U01,panel,consensus,excellence,3.25")],
        ["marks.csv, row 11, points: 3.25 is not a multiple of 0.5; allowed: 0 to 5 in steps of 0.5."],
    ),
    "F08 no agreed mark": (
        "horizon-europe",
        "2026",
        [("marks.csv", without_rows("U05,panel,consensus,impact"), "")],
        [
            "marks.csv, unit: unit U05 has no agreed mark on impact; the mean of the single marks never stands in its"
            " place."
        ],
    ),
    "F09 tiers against the scale": (
        "nih",
        "2026",
        [
            (
                RULES,
                "[ranking]",
                '[[tiers]]\nid = "a"\nname = { zh = "甲", en = "A" }\nlowest = 70\n\n'
                '[[tiers]]\nid = "b"\nname = { zh = "乙", en = "B" }\nlowest = 10\n\n[ranking]',
            )
        ],
        [
            "rules.toml, row 61, tiers[1].lowest: the first tier begins at 70, and the lowest score is the best: the"
            " order of the tiers runs against it. Begin with the tier of the lowest scores, and write for each the"
            " “highest” score that is in it."
        ],
    ),
    "F10 a vote of 10": (
        "nih",
        "2026",
        [("marks.csv", "U01,V1,vote,overall-impact,1", "U01,V1,vote,overall-impact,10")],
        ["marks.csv, row 2, points: 10 is out of range; allowed: 1 to 9."],
    ),
    "F12 a quota without a rule for ties": (
        "horizon-europe",
        "2026",
        [(RULES, 'ties = "none"\n', "")],
        ["rules.toml, row 80, quotas[1].ties: the key is missing."],
    ),
    "F13 a flag that says maybe": (
        "social-organisations",
        "huaining",
        [("units.csv", ",no,", ",maybe,")],
        ["units.csv, row 4, party_organisation: “maybe” is not allowed; allowed: yes, no."],
    ),
    "F14 an area that is too full": (
        "hi-tech-enterprise",
        "2026",
        [(RULES, "bonus = true\n", ""), (RULES, 'cap = "combined"\n', "")],
        [
            "rules.toml, row 28, areas[1].maximum: the indicators of the area come to 32, the area to 30; mark one of"
            ' them with bonus = true, or declare the cap: cap = "combined" or "reviewer".'
        ],
    ),
    "F15 a mark of the wrong role": (
        "hi-tech-enterprise",
        "2026",
        [("marks.csv", "U01,F1,review,growth-sales", "U01,T1,review,growth-sales")],
        [
            "marks.csv, row 227, indicator: reviewer T1 has the role “technical”, and “growth-sales” is marked by"
            " “financial”."
        ],
    ),
    "F16 weights of 105": (
        "teaching-award",
        "2026",
        [(RULES, "weight = 40", "weight = 45")],
        [
            "rules.toml, row 50, areas[1].indicators[3].weight: the weights 45 + 30 + 30 add up to 105; allowed: 1 or"
            " 100."
        ],
    ),
    "F18 a grade in lower case": (
        "hotcrp",
        "2026",
        [("marks.csv", "U01,R02,r1,overall-merit,Strong accept", "U01,R02,r1,overall-merit,strong accept")],
        [
            "marks.csv, row 2, points: “strong accept” is no grade; allowed: Reject, Weak reject, Weak accept, Accept,"
            " Strong accept. Did you mean “Strong accept”?"
        ],
    ),
    "F19 two twelves and no ten": (
        "eurovision-1991",
        "1991",
        [("marks.csv", "B,J1,final,points,10", "B,J1,final,points,12")],
        [
            "marks.csv, row 2, points: the ballot of reviewer J1 on “points”, round final, has 10 ×0, 12 ×2; allowed:"
            " 1, 2, 3, 4, 5, 6, 7, 8, 10, 12 once each, and 0 for all others."
        ],
    ),
    "F20 a full ranking that is not on file": (
        "eurovision-2016",
        "2016",
        [(RULES, 'by = "televote"', 'by = "full-ranking"')],
        ["units.csv, row 1, full-ranking: the column is missing; ranking.tie_break in rules.toml goes by it."],
    ),
    "F22 weights of roles of 0.99": (
        "staff-appraisal",
        "2026",
        [(RULES, "weight = 0.14\n", "weight = 0.13\n")],
        [
            "rules.toml, row 68, review.roles[1].weight: the weights 0.6 + 0.04 + 0.22 + 0.13 add up to 0.99; allowed:"
            " 1 or 100."
        ],
    ),
    "F23 two of four in a grade for a fifth": (
        "staff-appraisal",
        "2026",
        [
            ("marks.csv", "U01,U02,q1,virtue,85", "U01,U02,q1,virtue,100"),
            ("marks.csv", "U03,U02,q1,virtue,85", "U03,U02,q1,virtue,100"),
        ],
        [
            "marks.csv, row 12, points: on the ballot of reviewer U02 on “virtue”, round q1, 2 of 4 (50 %) are 100, 95,"
            " 90; allowed: 0 or fewer, as 0.2 of 4 is 0.8."
        ],
    ),
    "F27 two roundings at one stage": (
        "isu-pairs-2016",
        "2016",
        [(RULES, 'after = "weight"', 'after = "reviewers"')],
        [
            "rules.toml, row 98, review.final.rounding[2].after: there is already a rounding after “reviewers”;"
            " allowed: one for each stage."
        ],
    ),
    "F28 an unknown key": (
        "isu-pairs-2016",
        "2016",
        [(RULES, "drop = {", "dropp = {")],
        [
            "rules.toml, row 89, review.final.dropp: “dropp” is not a known key; allowed here: rule, of, rounding,"
            " drop, reviewer_weight, criteria, rounds, multiply. Did you mean “drop”?"
        ],
    ),
    "F28 a key of another construct": (
        "horizon-europe",
        "2026",
        [(RULES, "count = 3", "at_least = 3")],
        [
            "rules.toml, row 82, quotas[1].at_least: “at_least” is not a known key; allowed here: tier, count, counts,"
            " share, budget, of, rounding, ties, else."
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_refused_for_its_reason(name: str, tmp_path: Path) -> None:
    programme, edition, changes, due = CASES[name]
    with pytest.raises(EditionError) as caught:
        read_edition(changed(tmp_path, programme, edition, changes))
    assert caught.value.describe("en").splitlines()[1:] == [f"  {line}" for line in due]
    assert all(any("一" <= letter <= "鿿" for letter in fault.describe("zh")) for fault in caught.value.faults)


def test_a_share_that_lets_nobody_in_is_a_note(tmp_path: Path) -> None:
    """F23: a fifth of four is 0.8; whoever loads the edition learns that nobody at all may get the grade."""
    record = read_edition(ROOT / "data" / "staff-appraisal" / "2026")
    notes = [(n.kind, n.value, n.variables["what"], n.variables["product"]) for n in record.notes]
    assert notes == [("ballot-for-nobody", "4", "100, 95, 90", "0.8")]
    assert not read_edition(changed(tmp_path, "staff-appraisal", "2026", [(RULES, "most = 0.2", "most = 0.25")])).notes


def evaluated(folder: Path) -> Evaluation:
    return Evaluation(record := read_edition(folder), record.rules)


def test_lots_that_are_not_drawn_decide_nothing(tmp_path: Path) -> None:
    """F11: the outcome of U04, U05 and U06 is open, and never by code or by the order of the file."""
    folder = changed(tmp_path, "snsf", "2026", [])
    (folder / "lots.csv").unlink()
    ev = evaluated(folder)
    before = {u: r["tier_before_the_lot"] or None for u, r in expected("snsf").items()}
    assert ev.tier_by_unit == before
    assert [(n.kind, n.value) for n in waiting_notes(ev)] == [("waiting-lots", "U04, U05, U06")]
    # One lot of two says who is in, and not who is out.
    (folder / "lots.csv").write_text("tier,unit,order\nfunded,U06,1\n", encoding="utf-8")
    assert evaluated(folder).tier_by_unit == before | {"U06": "funded"}


def test_no_vote_is_no_division_by_zero(tmp_path: Path) -> None:
    """F21: nobody voted on U02, or all abstained from the valid votes: no tier, with the reason.

    Whether U06 is among the three then depends on U02: without it U01, U04 and U06 are.
    """
    for change in (without_rows("U02"), lambda text: text.replace("U02,promotion,8,3,1", "U02,promotion,0,0,0")):
        folder = changed(tmp_path / str(id(change)), "tenure-vote", "2026", [("votes.csv", change, "")])
        ev = evaluated(folder)
        assert {u: keys for u, keys in ev.undecided.items()} == {"U02": ("votes[1]",), "U06": ("quotas[1]",)}
        assert {u for u, t in ev.tier_by_unit.items() if t == "promoted"} == {"U01", "U04"}
        notes = [(n.kind, n.value, n.variables["what"]) for n in waiting_notes(ev)]
        assert notes == [("waiting-votes", "U02", "promotion"), ("waiting-lots", "U06", "promoted")]


def test_an_absence_written_as_a_zero_is_a_note(tmp_path: Path) -> None:
    """F25: 0 is within the scale and cannot be refused; as in the data set, where judge 6 was absent."""

    def absent(text: str) -> str:
        pairs = [f"P0{n}" for n in range(1, 9)]
        names = ("skating-skills", "transitions", "performance", "composition", "interpretation-of-the-music")
        return text + "".join(f"{pair},J6,short,{name},0\n" for pair in pairs for name in names)

    record = read_edition(changed(tmp_path, "isu-pairs-2016", "2016", [("marks.csv", absent, "")]))
    assert [(n.kind, n.value, n.variables["round"]) for n in record.notes] == [("least-everywhere", "J6", "short")]


SIBLINGS: dict[str, tuple[str, str, list[Change], str]] = {
    "lots that no rule asks for": (
        "snsf",
        "2026",
        [(RULES, 'ties = "lots"', 'ties = "all"')],
        'no rule that asks for it; allowed: ties = "lots" in rules.toml, or no such table',
    ),
    "two units drawn at once": (
        "snsf",
        "2026",
        [("lots.csv", "U04,2", "U04,1")],
        "“funded, 1” stands in row 2 already",
    ),
    "a lot for a tier without lots": (
        "snsf",
        "2026",
        [("lots.csv", "funded,U04", "rejected,U04")],
        "“rejected” is not allowed; allowed: funded",
    ),
    "a lot for nobody": ("snsf", "2026", [("lots.csv", "funded,U04", "funded,U40")], "“U40” is not in units.csv"),
    "more votes than members": (
        "tenure-vote",
        "2026",
        [("votes.csv", "U06,promotion,14", "U06,promotion,16")],
        "16 votes are more than the committee has members; allowed: up to 15",
    ),
    "a vote that there is not": (
        "tenure-vote",
        "2026",
        [("votes.csv", "U01,promotion", "U01,promotions")],
        "“promotions” is not allowed; allowed: promotion. Did you mean “promotion”?",
    ),
    "a vote into a better tier": (
        "tenure-vote",
        "2026",
        [(RULES, 'tier = "promoted"\nmajority', 'tier = "deferred"\nmajority')],
        "“deferred” is no lower tier than “deferred”; allowed: failed",
    ),
    "a majority of nobody": (
        "tenure-vote",
        "2026",
        [(RULES, 'of = "cast"\nmembers = 15', 'of = "members"')],
        "votes[1].members: the key is missing",
    ),
    "eleven votes of ten": (
        "eurovision-1969",
        "1969",
        [("marks.csv", "BE,CH,final,points,2", "BE,CH,final,points,3")],
        "the ballot of reviewer CH on “points”, round final, adds up to 11; allowed: 10",
    ),
    "points on a ballot that no mark can be": (
        "eurovision-1991",
        "1991",
        [(RULES, "8, 10, 12]", "8, 10, 13]")],
        "“13” is no mark on “points”; allowed: 0 – 12, + 1",
    ),
    "points once each and for all others": (
        "eurovision-1991",
        "1991",
        [(RULES, "rest = 0", "rest = 1")],
        "1 stands in each_once, too",
    ),
    "a ballot of two kinds": (
        "eurovision-1991",
        "1991",
        [(RULES, "rest = 0", "rest = 0, total = 58")],
        "exactly one of these keys is needed: each_once, total, grades, marks_from",
    ),
    "a grade on a ballot that there is not": (
        "staff-appraisal",
        "2026",
        [(RULES, '["100", "95", "90"]', '["100", "96"]')],
        "“96” is no mark on “virtue”; allowed: 100, 95, 90, 85, 80, 75, 70, 65, 60, 55",
    ),
    "a forced distribution of a role that there is not": (
        "staff-appraisal",
        "2026",
        [(RULES, 'role = "colleague"', 'role = "colleagues"')],
        "“colleagues” is not allowed; allowed: superior, self, colleague, peer. Did you mean “colleague”?",
    ),
    "a forced distribution without a share": (
        "staff-appraisal",
        "2026",
        [(RULES, "share_at_most = 0.2, ", "")],
        "share_at_most, share_at_least, count_at_most",
    ),
    "too few in the lowest grades": (
        "staff-appraisal",
        "2026",
        [(RULES, '"90"], share_at_most = 0.2', '"90"], share_at_least = 0.5')],
        "0 of 4 (0 %) are 100, 95, 90; allowed: 2 or more, as 0.5 of 4 is 2",
    ),
    "more than so many marks from 8 upwards": (
        "eurovision-1991",
        "1991",
        [(RULES, "each_once = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12], rest = 0", "marks_from = 8, count_at_most = 2")],
        "3 of 12 (25 %) are ≥ 8; allowed: 2 or fewer",
    ),
    "a weight without a rule for weights": (
        "teaching-award",
        "2026",
        [(RULES, 'criteria = "weighted-sum"\n', "")],
        "the weight 50 would be without effect",
    ),
    "a quota by count and share": (
        "horizon-europe",
        "2026",
        [(RULES, "count = 3", "count = 3\nshare = 0.2")],
        "exactly one",
    ),
    "a tier to which nothing leads": (
        "horizon-europe",
        "2026",
        [
            (
                RULES,
                '[[tiers]]\nid = "rejected"',
                '[[tiers]]\nid = "lost"\nname = { zh = "丢", en = "Lost" }\n\n[[tiers]]\nid = "rejected"',
            )
        ],
        "nothing leads into tier “lost”",
    ),
    "a factor without scores of rounds": (
        "isu-pairs-2016",
        "2016",
        [(RULES, 'rounds = "sum"\n', "")],
        "goes only with",
    ),
    "two marks left over of two": (
        "isu-pairs-2016",
        "2016",
        [
            (RULES, "factor = 1.6\n", "factor = 1.6\nreviewers_per_unit = 1\n"),
            (RULES, "factor = 0.8\n", "factor = 0.8\nreviewers_per_unit = 1\n"),
        ],
        "trimmed",
    ),
    "a unit without its type": (
        "horizon-europe",
        "2026",
        [("units.csv", ",RIA,", ",,")],
        "has no type; allowed: RIA, IA",
    ),
    "a mark on an indicator of another type": (
        "teaching-award",
        "2026",
        [("marks.csv", "U01,J1,review,broader-impact", "U01,J1,review,teamwork")],
        "do not have the indicator “teamwork”",
    ),
    "an agreement of nobody": (
        "hi-tech-enterprise",
        "2026",
        [(RULES, 'rule = "mean"', 'rule = "consensus"')],
        "needs a round of kind",
    ),
    "given points beyond their maximum": (
        "staff-appraisal",
        "2026",
        [("adjustments.csv", "4.5", "5.5")],
        "allowed: 0 to 5",
    ),
    "important differences where marks are weighted": (
        "teaching-award",
        "2026",
        [(RULES, "[review.final]", "[review.importance]\npoints = 20\n\n[review.final]")],
        "differences between the totals of sheets",
    ),
}


@pytest.mark.parametrize("name", SIBLINGS)
def test_siblings(name: str, tmp_path: Path) -> None:
    programme, edition, changes, due = SIBLINGS[name]
    with pytest.raises(EditionError) as caught:
        read_edition(changed(tmp_path, programme, edition, changes))
    assert any(due in fault.describe("en") for fault in caught.value.faults), caught.value.describe("en")
