"""Indicators dropped, a reviewer recused, one who resigns, a unit withdrawn, a sheet still to come: in any order."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, example, given, seed, settings
from hypothesis import strategies as st

from evalkit.edition import read_edition
from evalkit.edition.record import ReviewedEdition
from evalkit.package.difference import differences
from evalkit.package.tables import package_tables
from evalkit.package.verify import main as verify
from evalkit.review.as_of import files_as_of, write_as_of
from evalkit.review.dropping import drop
from evalkit.review.filing import file_absence, file_marks
from evalkit.review.history import Told
from evalkit.review.people import recuse, resign
from evalkit.review.versions import Version
from evalkit.runner.versions import tables_then
from evalkit.scoring import Evaluation
from tests.generated.pages import as_text, every_page
from tests.package.made import listed, written
from tests.review.small import DECIDED, INDICATORS, RULES, SHEETS, SmallFolder
from tests.review.test_replay import results, rows_of, tables

LATE = ("second", "A03", "R5")
#: One reviewer a unit suffices, so that nobody comes instead of who leaves.
ONE = RULES.replace('kind = "grouped"', 'kind = "grouped"\nreviewers_per_unit = 1').replace(
    'kind = "crossed"', 'kind = "crossed"\nreviewers_per_unit = 1'
)
POINTS = dict(zip(INDICATORS, (30, 20, 40, 10), strict=True))
FIRST_DAY = dt.date(2026, 3, 1)


@dataclass
class State:
    """What has happened so far, by the names of :data:`EVENTS`, and what follows from it by other means."""

    happened: set[str] = field(default_factory=set)

    @property
    def dropped(self) -> set[str]:
        """The indicators that are dropped."""
        return self.happened & set(INDICATORS)

    def scores(self, leaves_out: bool) -> dict[str, int]:
        """The scores by fractions: means of the second round, decided marks in their place, half up.

        A03 waits for a sheet that is assigned; `leaves_out` tells whether what is done goes with who resigned.
        """
        kept = [i for i in INDICATORS if i not in self.dropped]
        out = {"B01": "withdrawn" in self.happened, "A03": "late" not in self.happened}
        gone = {("A02", "R4")} if "recused" in self.happened else set()
        gone |= {("B01", "R2"), ("B02", "R2")} if leaves_out and "resigned" in self.happened else set()
        found = {}
        for unit in dict.fromkeys(key[1] for key in SHEETS if not out.get(key[1])):
            own = [p for (step, u, who), p in SHEETS.items() if (step, u) == ("second", unit) and (u, who) not in gone]
            means = {i: sum(Fraction(p[INDICATORS.index(i)]) for p in own) / len(own) for i in kept}
            total = sum(Fraction(DECIDED.get((unit, i), means[i])) for i in kept)
            found[unit] = floor(total * 100 / sum(POINTS[i] for i in kept) + Fraction(1, 2))
        return found


def late(record: ReviewedEdition, told: Told) -> None:
    """File the sheet of R5 on A03, with what is asked for on that day."""
    points = zip(INDICATORS, SHEETS[LATE], strict=True)
    rows = [("A03", "R5", "second", i, Decimal(p), None) for i, p in points if not record.rules.is_dropped(i)]
    columns = ["unit", "reviewer", "round", "indicator", "points", "comment"]
    file_marks(record, pd.DataFrame(rows, columns=columns, dtype=object), told=told)


EVENTS: dict[str, Callable[[ReviewedEdition, Told], object]] = {
    "media": lambda record, told: drop(record, "media", "asked twice", told),
    "council": lambda record, told: drop(record, "council", "not comparable", told),
    "recused": lambda record, told: recuse(record, "R4", "A02", told),
    "resigned": lambda record, told: resign(record, "R2", told),
    "withdrawn": lambda record, told: file_absence(record, "B01", "merged", None, told),
    "late": late,
}


def prepared(root: Path, rule: str) -> SmallFolder:
    folder = SmallFolder.written_to(root)
    folder.write("rules.toml", ONE.replace("[review.conflicts]", f"{rule}[review.conflicts]"))
    folder.write("marks.csv", "".join(
        line for line in folder.text("marks.csv").splitlines(keepends=True) if not line.startswith("A03,R5,second")
    ))  # fmt: skip
    return folder


def read(folder: SmallFolder) -> ReviewedEdition:
    return folder.read().reviewed()


def scores(record: ReviewedEdition) -> dict[str, int]:
    rows = Evaluation(record, record.rules).results[["unit", "score"]]
    return {str(unit): int(score) for unit, score in rows.itertuples(index=False) if pd.notna(score)}


def without_dropped(content: dict[str, bytes | None], dropped: Collection[str]) -> dict[str, object]:
    """Return the rows of all tables but days, and the marks on what counts for nobody."""
    found = {name: rows_of(rows, ("state", "since")) for name, rows in content.items()}
    found["marks.csv"] = [row for row in found["marks.csv"] if dict(row)["indicator"] not in dropped]
    return dict(found)


_ENDS: dict[str, tuple[object, object]] = {}


@pytest.mark.parametrize("rule", ["", '[review]\nresigned = "leave-out"\n\n'], ids=["done-counts", "left-out"])
@seed(17)
@settings(
    max_examples=2, database=None, deadline=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@example(order=["media", "recused", "late", "council", "resigned", "withdrawn"])
@given(order=st.permutations(list(EVENTS)))
def test_any_order_ends_alike_and_every_day_comes_back(rule: str, order: list[str]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder, state = prepared(Path(place) / "edition", rule), State()
        then = {FIRST_DAY: (tables(folder), results(read(folder)))}
        dropped_first = False
        for number, event in enumerate(order, start=1):
            day = FIRST_DAY + dt.timedelta(days=number)
            dropped_first |= event == "late" and bool(state.dropped)
            EVENTS[event](read(folder), Told("Wu", "as it came", day))
            state.happened.add(event)
            assert scores(read(folder)) == state.scores(bool(rule)), (order, event)
            then[day] = (tables(folder), results(read(folder)))
        record = read(folder)
        assert (Evaluation(record, record.rules).undropped is None) == dropped_first
        end = without_dropped(tables(folder), state.dropped), results(record)
        assert _ENDS.setdefault(rule, end) == end
        for day, (there, _) in then.items():
            files, now = files_as_of(record, day), tables(folder)
            assert {n: rows_of(files.get(n, now[n])) for n in there} == {n: rows_of(c) for n, c in there.items()}, day
        first, second = (FIRST_DAY + dt.timedelta(days=1 + n) for n, e in enumerate(order) if e in INDICATORS)
        for day in {first, second - dt.timedelta(days=1)}:  # between the two drops
            as_of = read_edition(write_as_of(record, day, Path(place) / str(day))).reviewed()
            assert results(as_of) == then[day][1], (order, day)


ORDER = ("late", "recused", "media", "resigned", "council", "withdrawn")


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> SmallFolder:
    """Return the edition with everything after the late sheet decided since it was published, one a day."""
    folder = prepared(tmp_path_factory.mktemp("corrected"), '[review]\nresigned = "leave-out"\n\n')
    for number, event in enumerate(ORDER, start=1):
        EVENTS[event](read(folder), Told("Wu", "as it came", FIRST_DAY + dt.timedelta(days=number)))
    (folder.root / "notebooks").mkdir()
    return folder


def test_every_page_is_made_of_all_of_it_together(corrected: SmallFolder) -> None:
    """Both drops with their days; the withdrawn unit among those that did not take part; no error anywhere."""
    pages = every_page(corrected.root, "small", "2025", ("en", "public"), ("zh", "internal"))
    assert [(p.notebook, p.audience, p.error) for p in pages if p.error] == []
    text = {(p.notebook[:2], p.audience): "\n".join(map(as_text, p.shown)) for p in pages}
    for day, name in (("4 March 2026", "Media"), ("6 March 2026", "Council")):
        assert f"“{name}” was dropped after marking, on {day}" in text["06", "public"]
    assert "指标“媒体”在评分之后，于 2026 年 3 月 4 日取消" in text["06", "internal"]


def test_the_notice_of_all_of_it_has_each_score_and_the_package_is_verified(
    corrected: SmallFolder, tmp_path: Path
) -> None:
    """Of the scores before and after by fractions, those that differ are listed, and no others."""
    record = read(corrected)
    before, after = State({"late"}).scores(True), State(set(ORDER)).scores(True)
    now = list(package_tables(Evaluation(record, record.rules), None, "public"))
    found = differences(tables_then(record, Version(1, FIRST_DAY, 1)), now)
    listed_now = {change.row[0]: (change.before, change.after) for change in found if change.column == "score"}
    wanted = {u: (str(s), str(after.get(u, ""))) for u, s in before.items() if after.get(u) != s}
    assert listed_now == wanted
    for day in (0, 3, 5, len(ORDER)):
        then = record
        if day < len(ORDER):
            root = tmp_path / str(day)
            then = read_edition(write_as_of(record, FIRST_DAY + dt.timedelta(days=day), root)).reviewed()
        reports = tmp_path / f"reports-{day}"
        written(reports, Evaluation(then, then.rules))
        listed(reports)
        assert verify([str(reports)], "en") == 0, day
