"""An indicator that is dropped after marking: for everybody, from a day on, with nothing lost and the scale kept."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from math import floor
from pathlib import Path
from unittest import mock

import pandas as pd
import pytest
from click.testing import CliRunner

from evalkit.cli import main
from evalkit.edition import read_edition
from evalkit.edition.counted import with_dropped
from evalkit.edition.record import ReviewedEdition
from evalkit.errors import EditionError, EvalkitError, UnknownName
from evalkit.package.difference import differences
from evalkit.package.tables import package_tables
from evalkit.report import dropped as told
from evalkit.report.letters.before import points_by
from evalkit.report.review_findings import coverage
from evalkit.report.words import Words
from evalkit.review.as_of import write_as_of
from evalkit.review.correction import correct_mark
from evalkit.review.dropping import drop
from evalkit.review.history import Told
from evalkit.review.state import outlived
from evalkit.review.trail import trail
from evalkit.review.versions import Version
from evalkit.runner.versions import tables_then
from evalkit.scoring import Evaluation
from tests.review.small import DECIDED, INDICATORS, SHEETS, SmallFolder

ON = Told("Panel", "asked twice", dt.date(2026, 3, 5))
_POINTS = dict(zip(INDICATORS, (30, 20, 40, 10), strict=True))


@pytest.fixture
def small(tmp_path: Path) -> SmallFolder:
    return SmallFolder.written_to(tmp_path)


def read(folder: SmallFolder) -> ReviewedEdition:
    return folder.read().reviewed()


def evaluated(folder: SmallFolder) -> Evaluation:
    record = read(folder)
    return Evaluation(record, record.rules)


def scores(record: ReviewedEdition) -> dict[str, int]:
    rows = Evaluation(record, record.rules).results[["unit", "score"]]
    return {str(unit): int(score) for unit, score in rows.itertuples(index=False)}


def by_fractions(*dropped: str) -> dict[str, int]:
    """The rest in proportion to all points: means of the second round, decided marks in their place, half up."""
    left = [i for i in INDICATORS if i not in dropped]
    found = {}
    for unit in dict.fromkeys(key[1] for key in SHEETS):
        total = Fraction(0)
        for indicator in left:
            place = INDICATORS.index(indicator)
            given = [Fraction(p[place]) for (step, u, _), p in SHEETS.items() if (step, u) == ("second", unit)]
            total += Fraction(DECIDED.get((unit, indicator), sum(given) / len(given)))
        found[unit] = floor(total * 100 / sum(_POINTS[i] for i in left) + Fraction(1, 2))
    return found


@pytest.mark.parametrize("rules", ["", 'not_applicable = "minimum"\n', 'not_applicable = "leave-out"\n'])
@pytest.mark.parametrize("staged", [False, True], ids=["plain", "staged"])
def test_the_rest_stands_for_the_whole(small: SmallFolder, rules: str, staged: bool) -> None:
    """Whatever becomes of marks that are not applicable, and by either way of computing; then another one goes."""
    small.sub("rules.toml", "[marks]\n", f"[marks]\n{rules}")
    if staged:  # times 1: unit by unit in fractions, and not all at once in arrays
        small.sub("rules.toml", 'of = "last-round"\n', 'of = "last-round"\nmultiply = 1\n')
        small.sub("rules.toml", "[review.importance]\npoints = 25\ntiers = 2\n", "")
    assert scores(read(small)) == by_fractions()
    drop(read(small), "media", "asked twice", ON)
    assert scores(read(small)) == by_fractions("media")
    drop(read(small), "council", "not comparable", ON)
    assert scores(read(small)) == by_fractions("media", "council")


def test_a_weighted_mean_is_that_of_the_others(small: SmallFolder) -> None:
    """Weights 4, 3, 2, 1 of marks as they are: without media 4, 3 and 2, over 9; 0 to 40 is the scale, as before."""
    for indicator, weight in zip(INDICATORS, (4, 3, 2, 1), strict=True):
        small.sub("rules.toml", f'id = "{indicator}"\n', f'id = "{indicator}"\nweight = {weight}\n')
        small.sub("rules.toml", f"points = {_POINTS[indicator]}\n", "maximum = 40\n")
    small.sub("rules.toml", "total_points = 100\n", "")
    small.sub("rules.toml", 'of = "last-round"\n', 'of = "last-round"\ncriteria = "weighted-mean"\n')
    small.sub("rules.toml", "max = 100\n", "max = 40\n")
    small.sub("rules.toml", "[review.importance]\npoints = 25\ntiers = 2\n", "")
    for before, after in ((85, 34), (100, 40), (84, 33), (60, 24), (59, 23)):
        small.sub("rules.toml", f"st = {before}\n", f"st = {after}\n")
    drop(read(small), "media", "asked twice", ON)
    wanted = {}
    for unit in ("A01", "A03"):
        means = [
            sum(Fraction(p[k]) for (step, u, _), p in SHEETS.items() if (step, u) == ("second", unit)) / 3
            for k in range(3)
        ]
        wanted[unit] = floor((4 * means[0] + 3 * means[1] + 2 * means[2]) / 9 + Fraction(1, 2))
    assert {unit: score for unit, score in scores(read(small)).items() if unit in wanted} == wanted


def test_nothing_is_lost_and_it_is_there_again_as_of_the_day_before(small: SmallFolder, tmp_path: Path) -> None:
    before, marks = scores(read(small)), (small.edition / "marks.csv").read_bytes()
    drop(read(small), "media", "重复计分", ON, reason_en="counted twice")
    assert (small.edition / "marks.csv").read_bytes() == marks
    rows = pd.read_csv(small.edition / "dropped.csv", dtype=str).to_dict("records")
    assert rows == [
        {"indicator": "media", "since": "2026-03-05", "reason": "重复计分", "reason_en": "counted twice", "by": "Panel"}
    ]
    history = read(small).review.history
    assert history is not None
    assert history[["event", "indicator", "by"]].to_numpy().tolist() == [["dropped", "media", "Panel"]]
    # A mark on it is corrected afterwards: its table is written anew, with all that is on file.
    correct_mark(read(small), ("second", "A01", "R3", "media"), "1", Told(on=dt.date(2026, 3, 6)))
    assert scores(read(small)) == by_fractions("media")
    then = write_as_of(read(small), dt.date(2026, 3, 4), tmp_path / "then")
    assert not (then / "dropped.csv").exists() and not (then / "history.csv").exists()
    assert scores(read_edition(then).reviewed()) == before
    last = read_edition(write_as_of(read(small), dt.date(2026, 3, 5), tmp_path / "last")).reviewed()
    assert last.rules.dropped == ("media",)
    undropped = Evaluation(last, last.rules).undropped
    assert undropped is not None and scores(undropped.record.reviewed()) == before


def test_the_trail_says_why_and_decisions_of_the_panel_do_not_outlive_it(small: SmallFolder) -> None:
    drop(read(small), "council", "asked twice", ON)
    record = read(small)
    rows = trail(record, "A02")
    own = rows[rows["indicator"] == "council"]
    assert set(own["counts"]) == {"dropped"} and set(own["reason"]) == {"asked twice"}
    assert set(own["until"]) == {dt.date(2026, 3, 5)} and set(rows.loc[rows["indicator"] == "media", "counts"]) == {
        "yes", "other-round",
    }  # fmt: skip
    assert outlived(record)["changed"] == ()
    note = next(n for n in record.notes if n.kind == "dropped")
    assert (note.value, note.variables["since"]) == ("council", "2026-03-05")


def test_what_cannot_be_dropped(small: SmallFolder) -> None:
    with pytest.raises(UnknownName, match="fame"):
        drop(read(small), "fame", "x", ON)
    for indicator in INDICATORS[:3]:
        drop(read(small), indicator, "x", ON)
    with pytest.raises(EvalkitError, match="council is dropped already"):
        drop(read(small), "council", "x", ON)
    files = {path.name: path.read_bytes() for path in small.edition.iterdir()}
    with pytest.raises(EditionError, match="no indicator that weighs in the score and is no bonus would be left"):
        drop(read(small), "media", "x", ON)
    assert {path.name: path.read_bytes() for path in small.edition.iterdir()} == files
    assert scores(read(small)) == by_fractions(*INDICATORS[:3])


def test_every_fault_of_a_table_by_hand_is_named(small: SmallFolder) -> None:
    lines = ["indicator,since,reason", "media,2026-03-05,a", "media,2026-03-06,b", "fame,2026-03-05,c", "council,,"]
    small.write("dropped.csv", "\n".join(lines) + "\n")
    found = {(f.kind, f.row, f.column) for f in small.faults()}
    assert found == {
        ("value-twice", 3, "indicator"), ("not-allowed", 4, "indicator"),
        ("empty-cell", 5, "since"), ("empty-cell", 5, "reason"),
    }  # fmt: skip
    small.write("dropped.csv", "indicator,since,reason\n" + "".join(f"{i},2026-03-05,x\n" for i in INDICATORS))
    assert {(f.kind, f.row) for f in small.faults()} == {("cannot-drop", row) for row in range(2, 6)}


def test_a_sheet_may_lack_what_was_dropped_and_nothing_else(small: SmallFolder) -> None:
    """Three of four marks are a whole sheet then; what is left is asked of every sheet, and of no ballot more."""
    drop(read(small), "media", "asked twice", ON)
    marks = small.path("marks.csv").read_text("utf-8").splitlines(keepends=True)
    without = [line for line in marks if not line.startswith("A01,R3,second,media")]
    small.write("marks.csv", "".join(without))
    assert scores(read(small)) == by_fractions("media")
    small.write("marks.csv", "".join(line for line in without if not line.startswith("A01,R3,second,council")))
    found = [(f.kind, f.variables["count"], f.variables["wanted"]) for f in small.faults()]
    assert found == [("marks-incomplete", 2, 3)]
    # A sum that was asked for on media is asked for no more.
    small.write("marks.csv", "".join(without))
    small.sub("rules.toml", "step = 0.5\n", 'step = 0.5\nballot = { total = 7, indicators = ["media"] }\n')
    assert small.faults() == ()
    small.path("dropped.csv").unlink()
    assert {f.kind for f in small.faults()} == {"ballot-total", "marks-incomplete"}


def test_nor_does_one_of_a_type(small: SmallFolder) -> None:
    """Media is for companies alone: A01, which is one, may lack it once it is dropped, and nothing else."""
    small.sub("rules.toml", "[marks]\n", '[[types]]\nid = "firm"\nname = { zh = "企业", en = "Firm" }\n\n[marks]\n')
    small.sub("rules.toml", 'id = "media"\n', 'id = "media"\ntypes = ["firm"]\n')
    small.sub("rules.toml", "[review.importance]\npoints = 25\ntiers = 2\n", "")
    header, *units = small.path("units.csv").read_text("utf-8").splitlines()
    small.write("units.csv", "\n".join([f"{header},type", *(f"{u},firm" for u in units)]) + "\n")
    drop(read(small), "media", "asked twice", ON)
    marks = small.path("marks.csv").read_text("utf-8").splitlines(keepends=True)
    small.write("marks.csv", "".join(line for line in marks if not line.startswith("A01,R3,second,media")))
    assert scores(read(small)) == by_fractions("media") and evaluated(small).undropped is None
    small.write("marks.csv", "".join(line for line in marks if not line.startswith("A01,R3,second,council")))
    assert [(f.variables["count"], f.variables["wanted"]) for f in small.faults()] == [(2, 3)]
    small.write("marks.csv", "".join(marks))
    assert evaluated(small).undropped is not None


def test_what_is_published_of_it(small: SmallFolder) -> None:
    """A02 has 69 with media and 70 without; nobody of five changes tier or rank by hand (see tests/scoring)."""
    drop(read(small), "media", "重复计分", ON, reason_en="counted twice")
    ev = evaluated(small)
    weights = dict(zip(ev.rubric["indicator"], ev.rubric["weight"], strict=True))
    assert weights == {"council": Fraction(3, 9), "committee": Fraction(2, 9), "projects": Fraction(4, 9), "media": 0}
    en, zh = (told.dropped(ev, Words(language, ev.record.programme, ev.rules)) for language in ("en", "zh"))
    assert "“Media” was dropped after marking, on 5 March 2026, for this reason: “counted twice”" in en[0]
    assert "指标“媒体”在评分之后，于 2026 年 3 月 5 日取消，理由是：“重复计分”" in zh[0]
    assert (len(en), len(zh)) == (1, 1)
    assert told.effect(ev, Words("en", ev.record.programme, ev.rules)) == [
        "With what was dropped, all 5 units would be in the same tier as now.",
        "With what was dropped, all 5 published ranks would be the same.",
    ]
    assert told.units(ev, Words("en", ev.record.programme, ev.rules)) is None
    # All that are on file: 24 sheets of four marks.
    assert coverage(ev)["marks"] == 96
    view = told.units(ev, Words("en", ev.record.programme, ev.rules, "internal"))
    assert view is not None
    rows = {row[0]: row[2:4] for _, group in view.groups for row in group}
    with_it, without = by_fractions(), by_fractions("media")
    assert rows == {u: (str(with_it[u]), str(without[u])) for u in with_it if with_it[u] != without[u]}


def test_a_letter_has_points_of_what_counts_alone(small: SmallFolder) -> None:
    """A01 has 34 of 40 for projects, 8 of 10 for media and 17 of 20 for its committee, which is dropped second."""
    drop(read(small), "council", "x", ON)
    for dropped, wanted in (
        ((), {"organisation": (17, 20), "activity": (42, 50)}),
        (("committee",), {"activity": (42, 50)}),
    ):
        for indicator in dropped:
            drop(read(small), indicator, "x", ON)
        ev = evaluated(small)
        assert points_by(ev, "A01", "area", Words("en", ev.record.programme, ev.rules)) == wanted
    by_indicator = points_by(ev, "A01", "indicator", Words("en", ev.record.programme, ev.rules))
    assert by_indicator == {"projects": (34, 40), "media": (8, 10)}


def test_the_edition_is_evaluated_once_with_what_was_dropped(small: SmallFolder) -> None:
    """Whatever a page says of it, in sentences and in its table, in however many languages."""
    drop(read(small), "media", "asked twice", ON)
    ev = evaluated(small)
    with mock.patch("evalkit.scoring.evaluation.with_dropped", wraps=with_dropped) as evaluate:
        for language in ("en", "zh"):
            words = Words(language, ev.record.programme, ev.rules, "internal")
            assert told.effect(ev, words) and told.units(ev, words) is not None
    assert evaluate.call_count == 1


def test_the_correction_notice_lists_it(small: SmallFolder) -> None:
    """Every score that is another, and the shares of the rubric; nothing of what stays."""
    before = scores(read(small))
    drop(read(small), "media", "asked twice", ON)
    ev = evaluated(small)
    now = list(package_tables(ev, None, "public"))
    found = differences(tables_then(ev.record.reviewed(), Version(1, dt.date(2026, 3, 1), 0)), now)
    listed = {c.row: (c.before, c.after) for c in found if c.column == "score"}
    after = by_fractions("media")
    assert {v for v in listed.values()} == {(str(before[u]), str(after[u])) for u in before if before[u] != after[u]}


def test_the_command(small: SmallFolder, tmp_path: Path) -> None:
    root = str(small.edition.parent.parent.parent)
    words = ["--root", root, "drop", "small", "2025", "media", "--by", "Panel", "--on", "2026-03-05"]
    said = CliRunner().invoke(main, words, env={"LC_ALL": "C.UTF-8"})
    assert said.exit_code == 2 and "--why" in said.output
    said = CliRunner().invoke(main, [*words, "--why", "asked twice"], env={"LC_ALL": "C.UTF-8"})
    assert said.exit_code == 0, said.output
    assert said.output.splitlines()[-1] == (
        "media is dropped; its marks stay on file and do not count. 3 of 5 units have another score, 0 another tier, "
        "0 another rank."
    )
    said = CliRunner().invoke(main, ["--root", root, "what-if", "small", "2025", "--without", "council"])
    assert said.exit_code == 0, said.output
    said = CliRunner().invoke(main, ["--root", root, "check", "small", "2025"], env={"LC_ALL": "C.UTF-8"})
    assert "the indicator media was dropped on 2026-03-05 (asked twice)" in said.output
