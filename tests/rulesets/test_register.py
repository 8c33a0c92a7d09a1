"""The ledger of labels: the dated cases of the reference, ten of its rules worked out by hand, unknown editions."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from pathlib import Path

import pandas as pd
import pytest

from evalkit.errors import EvalkitError
from evalkit.rules.lots import Lots
from evalkit.rules.validity import TierValidity
from evalkit.scoring.register import Ledger
from tests.rulesets.registers import EVENTS, RULE, held, ledger, on, organisations, small, told
from tests.rulesets.test_worked_cases import ROOT

DATED = list(
    csv.DictReader((ROOT / "data/social-organisations/expected-on-date.csv").read_text(encoding="utf-8").splitlines())
)
PERIOD = ("2027-01-01", "2031-12-31")


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return ledger(organisations(tmp_path_factory.mktemp("organisations")), "social-organisations")


@pytest.mark.parametrize("row", DATED, ids=lambda row: f"{row['unit']}-{row['date']}")
def test_the_dated_cases_of_the_reference(offices: Ledger, row: dict[str, str]) -> None:
    """The tier of four organisations on eight days, as worked out in fractions and dates beside the rules."""
    assert held(on(offices, row["unit"], row["date"])) == row["tier"]


#: Ten cases of the rules in force since 1 March 2026 (rulesets/README.md, 2): from 1 January after the year of the
#: announcement to 31 December of the fifth year, new assessment in the first four, adjusted by what is found.
TEN = {
    # Announced 2026-08-20: not in force before the year is over.
    "announced": ("U01", "2026-08-20", ("announced", "4A", *PERIOD)),
    "the day before": ("U01", "2026-12-31", ("announced", "4A", *PERIOD)),
    "the first day": ("U01", "2027-01-01", ("held", "4A", *PERIOD)),
    # Found to be 3A on 2029-03-15; the last day stays.
    "lowered": ("U01", "2029-03-15", ("held", "3A", *PERIOD)),
    "the last day": ("U01", "2031-12-31", ("held", "3A", *PERIOD)),
    "expired": ("U01", "2032-01-01", ("expired", "3A", *PERIOD)),
    # Nothing is left of U09 from the day of the verification on.
    "ended": ("U09", "2028-05-10", ("ended", None, *PERIOD)),
    # Announced on 2027-01-02, a year later than the others: 2028 to 2032.
    "a year later": ("U12", "2027-12-31", ("announced", "2A", "2028-01-01", "2032-12-31")),
    # Assessed anew in 2029, the third of the first four years: the old one runs to the end of that year.
    "still the old one": ("U11", "2029-12-31", ("held", "4A", *PERIOD)),
    "the new one": ("U11", "2030-01-01", ("held", "5A", "2030-01-01", "2034-12-31")),
}


@pytest.mark.parametrize("case", TEN)
def test_ten_dated_cases_by_hand(offices: Ledger, case: str) -> None:
    unit, day, due = TEN[case]
    assert told(on(offices, unit, day)) == due


def test_a_tier_that_is_none_is_no_label(offices: Ledger) -> None:
    """U06 has 700 points, below every tier: it is in the register on no day."""
    assert on(offices, "U06", "2029-01-01").state == "none"
    assert "U06" not in set(offices.register(dt.date(2029, 1, 1))["unit"])


def test_the_ledger_tells_what_happened(offices: Ledger) -> None:
    rows = offices.ledger()
    mine = rows[rows["unit"].isin(["U01", "U09", "U11"])]
    assert [
        (r.unit, str(r.date), r.event, r.tier, r.edition, r.rule) for r in mine.itertuples() if r.event != "expired"
    ] == [
        ("U01", "2026-08-20", "granted", "4A", "huaining", "validity"),
        ("U01", "2029-03-15", "follow-up", "3A", "huaining", "validity.follow_up"),
        ("U01", "2029-03-15", "lowered", "3A", "huaining", "validity.follow_up"),
        ("U09", "2026-12-31", "granted", "5A", "chanhe", "validity"),
        ("U09", "2028-05-10", "verification", "none", "chanhe", "validity.follow_up"),
        ("U09", "2028-05-10", "ended", None, "chanhe", "validity.follow_up"),
        ("U11", "2026-12-31", "granted", "4A", "chanhe", "validity"),
        ("U11", "2029-10-01", "raised", "5A", "chanhe", "validity"),
    ]
    expired = {r.unit: str(r.date) for r in mine.itertuples() if r.event == "expired"}
    assert expired == {"U01": "2032-01-01", "U11": "2035-01-01"}  # U09 had none left to expire
    assert offices.ledger(dt.date(2027, 6, 1))["event"].unique().tolist() == ["granted"]


def test_when_a_new_assessment_may_be_asked_for(offices: Ledger) -> None:
    """The first four of the five years: 2027 to 2030; of U11, assessed anew, 2030 to 2033."""
    rows = offices.register(dt.date(2030, 6, 1)).set_index("unit")
    days = rows[["reapply_from", "reapply_until"]].astype(str)
    assert days.loc["U02"].tolist() == ["2027-01-01", "2030-12-31"]
    assert days.loc["U11"].tolist() == ["2030-01-01", "2033-12-31"]


def test_in_the_last_year_alone(tmp_path: Path) -> None:
    """A programme that lets a unit apply anew in the last year only: 2031 of 2027 to 2031."""
    rule = RULE.replace("first = 1, last = 4", "first = 5, last = 5")
    events = "2031-02-01,huaining,U05,tier,assessed,4A,,2031-01-01,\n"
    found = ledger(organisations(tmp_path, events, rule), "social-organisations")
    assert told(on(found, "U05", "2032-01-01")) == ("held", "4A", "2032-01-01", "2036-12-31")
    (event,) = found.ledger().query("unit == 'U05' and edition == 'huaining' and date > @day", local_dict={
        "day": dt.date(2030, 1, 1)}).query("event != 'expired'")["event"]  # fmt: skip
    assert event == "renewed"


FINDINGS = {
    # what the rules say, what is found, the tier afterwards
    "lowers, less": ("lowers", "C", "C"),
    "lowers, more": ("lowers", "A", "B"),
    "adjusts, more": ("adjusts", "A", "A"),
    "adjusts, nothing": ("adjusts", "none", "none"),
    "no rule, the same": (None, "B", "B"),
    "no rule, less": (None, "C", "unknown"),
    "no rule, nothing": (None, "none", "unknown"),
}
VALID = '[validity]\nannounced = 2020-06-01\nstarts = "announcement"\nyears = 3\n'


@pytest.mark.parametrize("case", FINDINGS)
def test_what_a_finding_does(case: str, tmp_path: Path) -> None:
    rule, finding, due = FINDINGS[case]
    follow_up = "" if rule is None else f'follow_up = {{ finding = "{rule}" }}\n'
    found = ledger(
        small(tmp_path, {"2020": (VALID + follow_up, {"X": "B"})}, f"2021-05-05,2020,X,tier,follow-up,{finding},,,\n")
    )
    assert held(on(found, "X", "2021-05-04")) == "B"
    assert held(on(found, "X", "2021-05-05")) == due
    # Three years from 2020-06-01: whatever was found, nothing is left after 2023-05-31.
    assert (held(on(found, "X", "2023-05-31")), held(on(found, "X", "2023-06-01"))) == (due, "none")


def test_a_suspension_ends_by_its_day_or_is_resumed(tmp_path: Path) -> None:
    events = (
        "2021-01-10,2020,X,tier,suspended,,2021-02-10,,late\n"
        "2021-03-01,2020,X,tier,suspended,,,,later\n"
        "2021-04-01,2020,X,tier,resumed,,,,\n"
    )
    found = ledger(small(tmp_path, {"2020": (VALID, {"X": "B"})}, events))
    days = {"2021-01-09": "held", "2021-01-10": "suspended", "2021-02-10": "suspended", "2021-02-11": "held",
            "2021-03-01": "suspended", "2021-03-31": "suspended", "2021-04-01": "held"}  # fmt: skip
    assert {day: on(found, "X", day).state for day in days} == days
    assert [str(on(found, "X", day).since) for day in ("2021-02-11", "2021-03-31", "2021-04-01")] == [
        "2021-02-11", "2021-03-01", "2021-04-01",
    ]  # fmt: skip


def test_a_row_that_is_taken_back(tmp_path: Path) -> None:
    """Entered as C, taken back, entered as none on the same day."""
    events = (
        "2021-05-05,2020,X,tier,follow-up,C,,,\n"
        "2021-05-05,2020,X,tier,void,C,,,slip\n"
        "2021-05-05,2020,X,tier,follow-up,none,,,\n"
    )
    rules = VALID + 'follow_up = { finding = "lowers" }\n'
    found = ledger(small(tmp_path, {"2020": (rules, {"X": "B"})}, events))
    assert told(on(found, "X", "2021-05-05"))[:2] == ("ended", None)
    assert "C" not in set(found.ledger()["tier"])


@pytest.mark.parametrize(
    ("announced", "years", "last"),
    [("2024-02-29", 4, "2028-02-28"), ("2024-02-29", 3, "2027-02-28"), ("9996-01-01", 5, "9999-12-30")],
)
def test_years_from_a_day_that_not_every_year_has(announced: str, years: int, last: str) -> None:
    """The day before the same day some years later; where that is 1 March, the last of February; dates end in 9999."""
    rule = TierValidity(announced=dt.date.fromisoformat(announced), starts="announcement", years=years)
    assert str(rule.days(dt.date.fromisoformat(announced))[1]) == last


@pytest.mark.parametrize(("refused", "due"), [("ends", "none"), ("runs-on", "B"), (None, "unknown")])
def test_a_new_assessment_that_gives_none(refused: str | None, due: str, tmp_path: Path) -> None:
    """C is no tier that is valid for a time: the B of 2020 ends, runs on to 2023-05-31, or nobody knows."""
    said = "" if refused is None else f'refused = "{refused}"\n'
    rules = VALID + 'tiers = ["A", "B"]\n' + said
    second = rules.replace("2020-06-01", "2021-06-01")
    found = ledger(small(tmp_path, {"2020": (rules, {"X": "B"}), "2021": (second, {"X": "C"})}))
    assert held(on(found, "X", "2021-05-31")) == "B"
    assert held(on(found, "X", "2021-06-01")) == due
    assert held(on(found, "X", "2023-06-01")) == "none"


def test_an_edition_that_is_missing_makes_the_state_unknown_not_no(tmp_path: Path) -> None:
    """2022 is not on file: from 2022-01-01 it may have decided on X; that of 2023 is known again from its first day.

    Y, which was in no other edition, may have got something in 2022.
    """
    rule = '[validity]\nannounced = {}-06-01\nstarts = "announcement"\nyears = 1\n'
    of = {year: (rule.format(year), {"X": "A"} | ({"Y": "B"} if year == "2020" else {})) for year in ("2020", "2021")}
    of["2023"] = (rule.format("2023"), {"X": "B"})
    of["2024"] = (rule.format("2024"), {"X": "B"})
    found = ledger(small(tmp_path, of))
    days = {
        "2021-12-31": "A",
        "2022-01-01": "unknown",
        "2023-05-31": "unknown",
        "2023-06-01": "B",
        "2025-06-01": "none",
    }
    assert {day: held(on(found, "X", day)) for day in days} == days
    assert (on(found, "X", "2022-01-01").because, on(found, "Y", "2021-12-31").state) == (
        "edition-not-on-file",
        "expired",
    )
    assert on(found, "Y", "2024-01-01").state == "unknown"


def test_a_unit_that_became_part_of_another_one(tmp_path: Path) -> None:
    """X is Z from 2021 on, Y is part of it: Z has what X had; of what Y had, nobody knows."""
    rules = VALID + 'refused = "runs-on"\n'
    root = small(tmp_path, {"2020": (rules, {"X": "A", "Y": "B"}), "2021": ("", {"Z": "C"})})
    (root / "data/small/successions.csv").write_text(
        "edition,old,new,kind\n2021,X,Z,renamed\n2021,Y,Z,merged\n", encoding="utf-8"
    )
    found = ledger(root)
    assert held(on(found, "Z", "2021-06-01")) == "A"
    assert (held(on(found, "Y", "2020-12-31")), told(on(found, "Y", "2021-01-01"))[0]) == ("B", "unknown")


def test_three_editions_running(tmp_path: Path) -> None:
    """An honour for A in three editions, valid for the two years after the announcement; one that drops out runs on."""
    honour = (
        '[honour]\nname = "Star"\ntier = "A"\nconsecutive = 3\n'
        '[honour.validity]\nannounced = {}-10-01\nstarts = "next-year"\nyears = 2\nrefused = "runs-on"\n'
    )
    given = {"2019": "A", "2020": "A", "2021": "A", "2022": "A", "2023": "B"}
    found = ledger(small(tmp_path, {y: (honour.format(y), {"X": t, "Y": "B"}) for y, t in given.items()}))
    assert told(on(found, "X", "2021-12-31", "honour")) == ("announced", "held", "2022-01-01", "2023-12-31")
    # Renewed by 2022 from 2023-01-01; 2023 gives none, and that of 2022 runs to the end of 2024.
    assert told(on(found, "X", "2024-12-31", "honour")) == ("held", "held", "2023-01-01", "2024-12-31")
    assert on(found, "X", "2025-01-01", "honour").state == "expired"
    assert on(found, "Y", "2024-01-01", "honour").state == "none"
    events = found.ledger()
    assert events["event"].tolist() == ["granted", "renewed", "expired"]


def test_cluster_labels_by_month() -> None:
    """Months are whole. U02: 2022-02 to 2024-02, renewed in 2024-11 to 2027-02; gold has no end on file."""
    found = ledger(ROOT, "cluster-labels")
    due = {"2022-01-31": "none", "2022-02-01": "held", "2024-02-29": "held", "2024-03-01": "expired",
           "2024-10-31": "expired", "2024-11-01": "held", "2027-02-28": "held", "2027-03-01": "expired"}  # fmt: skip
    assert {day: on(found, "U02", day, "bronze").state for day in due} == due
    assert [on(found, "U08", day, "gold").state for day in ("2025-12-31", "2026-01-01", "2040-01-01")] == [
        "none", "undated", "undated",
    ]  # fmt: skip
    assert on(found, "U07", "2026-06-01", "gold").state == "none"  # 79.9 of 80: refused


ALLIANCES = Path(__file__).parents[2]


def test_the_a_level_list_of_2019_from_the_ledger() -> None:
    """Annex 3 of the report; 18 had it in 2018, four are new, 342 fell off. No day is on file, and none is made up."""
    with (ALLIANCES / "data/alliances/2019/claims.csv").open(encoding="utf-8", newline="") as file:
        claims = {row["expression"] for row in csv.DictReader(file)}
    listed = {c[len("honoured(unit=") : -1] for c in claims if c.startswith("honoured(unit=")}
    added = {c[len("honour_added(unit=") : -1] for c in claims if c.startswith("honour_added(unit=")}
    whole = ledger(ALLIANCES, "alliances")
    found = Ledger(whole.series.up_to("2019"))
    rows = found.register(dt.date(2021, 1, 1))
    now = rows[rows["state"] == "undated"]
    assert (len(listed), len(added)) == (22, 4)
    assert set(now["unit"]) == listed
    days = ["since", "valid_from", "valid_until", "reapply_from", "reapply_until"]
    assert rows[days].isna().all().all()
    events = found.ledger()
    of_2019 = events[events["edition"] == "2019"].set_index("unit")["event"]
    assert set(of_2019.index[of_2019 == "granted"]) == added
    assert set(of_2019.index[of_2019 == "renewed"]) == listed - added
    assert of_2019[of_2019 == "not-renewed"].index.tolist() == ["342"]
    # 2020–2021 counts 24 and names nobody: of all that could be among them it is not known, none is said to have it.
    after = whole.register(dt.date(2022, 12, 1))
    assert set(after["state"]) == {"unknown", "ended"}
    assert listed <= set(after.loc[after["state"] == "unknown", "unit"])


def test_a_list_without_days_is_that_of_the_last_edition_whose_window_is_over(tmp_path: Path) -> None:
    """Nothing is decided on 2021 before its last day; what 2022 might have said is not on file until 2023 says it."""
    honour = '[honour]\nname = "Star"\ntier = "A"\nconsecutive = 1\n'
    given = {"2020": "A", "2021": "B", "2023": "A"}
    found = ledger(small(tmp_path, {year: (honour, {"X": tier}) for year, tier in given.items()}))
    due = {"2020-12-30": "none", "2020-12-31": "undated", "2021-12-30": "undated", "2021-12-31": "ended",
           "2022-01-01": "unknown", "2023-12-30": "unknown", "2023-12-31": "undated"}  # fmt: skip
    assert {day: on(found, "X", day, "honour").state for day in due} == due


def test_a_sample_is_drawn_by_a_published_seed(tmp_path: Path) -> None:
    """A third of seven is 2.33, rounded up to three: the first by `printf '%s %s' SEED CODE | sha256sum`."""
    rules = VALID + 'follow_up = { finding = "lowers", tiers = ["A"], percent = 33.3, seed = "2021-07" }\n'
    given = {**{f"U{i}": "A" for i in range(7)}, "V0": "B", "V1": "C"}
    found = ledger(small(tmp_path, {"2020": (rules, given)}, "2021-01-01,2020,U3,tier,ended,,,,asked for\n"))
    day = dt.date(2021, 7, 1)
    codes = [code for code, tier in given.items() if tier == "A" and code != "U3"]  # six: a third of them is two
    ordered = sorted(codes, key=lambda code: hashlib.sha256(f"2021-07 {code}".encode()).hexdigest())
    assert found.sample("tier", day) == tuple(ordered[:2])
    assert found.sample("tier", dt.date(2020, 7, 1), "another")[0] == min(
        [*codes, "U3"], key=lambda code: hashlib.sha256(f"another {code}".encode()).hexdigest()
    )
    assert len(found.sample("tier", dt.date(2020, 7, 1))) == 3
    with pytest.raises(EvalkitError, match="No rules say how many are drawn"):
        found.sample("honour", day)
    assert Lots(seed="2021-07").order(codes)[ordered[0]] == 1


def test_the_order_in_which_events_came_on_file_does_not_matter(tmp_path: Path) -> None:
    lines = [f"{line}\n" for line in EVENTS.splitlines()]
    whole = ledger(organisations(tmp_path / "one"), "social-organisations")
    turned = ledger(organisations(tmp_path / "two", "".join(reversed(lines))), "social-organisations")
    for day in (dt.date(2028, 5, 10), dt.date(2030, 1, 1), dt.date(2033, 1, 1)):
        pd.testing.assert_frame_equal(whole.register(day), turned.register(day))
    pd.testing.assert_frame_equal(whole.ledger(), turned.ledger())
