"""Changes in another order end in the same edition; each day comes back; a command that is killed loses nothing."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest

from evalkit.edition.record import ReviewedEdition
from evalkit.files import store
from evalkit.review.as_of import files_as_of
from evalkit.review.correction import correct_mark
from evalkit.review.filing import file_absence, file_marks, file_minutes
from evalkit.review.history import Told
from evalkit.review.people import recuse, resign
from evalkit.scoring import Evaluation
from tests.review.small import DECIDED, INDICATORS, RULES, SHEETS, SmallFolder

#: One reviewer a unit suffices, so that nobody comes instead: who does depends on who is there at that time.
_ONE = RULES.replace('kind = "grouped"', 'kind = "grouped"\nreviewers_per_unit = 1').replace(
    'kind = "crossed"', 'kind = "crossed"\nreviewers_per_unit = 1'
)
_MINUTES = ["unit", "date", "decision", "reason", "present", "recused", "minority_view"]
_REVISED = ["unit", "reviewer", "round", "indicator", "points", "comment"]
_TABLES = ("marks.csv", "assignment.csv", "recusals.csv", "minutes.csv", "absences.csv", "unavailable.csv")
_LATE = [("second", "A03", "R5"), ("second", "B02", "R2"), ("second", "A01", "R5")]
_FIRST_DAY = dt.date(2026, 3, 1)

Change = Callable[[ReviewedEdition, Told], object]


def sheet(key: tuple[str, str, str]) -> Change:
    rows = [(key[1], key[2], key[0], i, Decimal(p), None) for i, p in zip(INDICATORS, SHEETS[key], strict=True)]
    return lambda record, told: file_marks(record, pd.DataFrame(rows, columns=_REVISED, dtype=object), told=told)


def mark(step: str, unit: str, who: str, indicator: str, points: str) -> Change:
    return lambda record, told: correct_mark(record, (step, unit, who, indicator), points, told)


def minute(unit: str, decision: str, reason: str) -> Change:
    row = [unit, dt.date(2026, 2, 20), decision, reason, "R1 R3", None, None]
    decided = [(u, "panel", "talk", i, Decimal(p), None) for (u, i), p in DECIDED.items() if decision == "revised"]
    revised = pd.DataFrame(decided, columns=_REVISED, dtype=object)
    return lambda record, told: file_minutes(
        record, pd.DataFrame([row], columns=_MINUTES), revised, replace=True, told=told
    )


def declared(who: str, unit: str) -> Change:
    none = pd.DataFrame(columns=_REVISED, dtype=object)
    row = pd.DataFrame([(who, unit, "old friends")], columns=["reviewer", "unit", "reason"])
    return lambda record, told: file_marks(record, none, row, told=told)


#: Threads of changes: within one the order is given (a mark must be there to be corrected), between them it is not.
THREADS: tuple[tuple[Change, ...], ...] = (
    (sheet(_LATE[0]), mark(*_LATE[0], "media", "9"), mark(*_LATE[0], "media", "8.5")),
    (sheet(_LATE[1]), mark(*_LATE[1], "council", "23")),
    (mark("first", "B01", "R3", "media", "2.5"), mark("first", "B01", "R3", "media", "2")),
    (minute("A02", "revised", "核实"), minute("A02", "kept", "复议")),
    (minute("B02", "kept", "专业判断"),),
    (lambda record, told: recuse(record, "R4", "A02", told),),
    (declared("R5", "A01"),),
    (lambda record, told: resign(record, "R2", told), ),
    (lambda record, told: file_absence(record, "B01", "merged", None, told),),
)  # fmt: skip


def arrivals(seed: int) -> list[Change]:
    """Return all changes in an order that is allowed, by chance. R2 hands in what is open before giving up."""
    draw, left = random.Random(seed), [list(thread) for thread in THREADS]
    found: list[Change] = []
    while any(left):
        open_ = [t for i, t in enumerate(left) if t and not (i == 7 and left[1])]
        found.append(draw.choice(open_).pop(0))
    return found


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[str], SmallFolder]:
    """Return the small edition in a folder of its own, three sheets of which are not in yet, without minutes."""

    def make(name: str) -> SmallFolder:
        folder = SmallFolder.written_to(tmp_path / name)
        folder.write("rules.toml", _ONE)
        assignment = folder.path("assignment.csv").read_text("utf-8")
        folder.with_sheets({key: points for key, points in SHEETS.items() if key not in _LATE}, {})
        folder.write("assignment.csv", assignment)
        return folder

    return make


def read(folder: SmallFolder) -> ReviewedEdition:
    return folder.read().reviewed()


def rows_of(content: bytes | None, but: tuple[str, ...] = ()) -> list[tuple[tuple[str, str], ...]]:
    """Return the rows of a table in any order, cells that are empty left out."""
    if content is None:
        return []
    table = pd.read_csv(BytesIO(content), dtype=str, keep_default_na=False)
    cells = [[(n, c) for n, c in row.items() if c and n not in but] for row in table.to_dict("records")]
    return sorted(tuple(sorted((str(n), str(c)) for n, c in row)) for row in cells)


def tables(folder: SmallFolder) -> dict[str, bytes | None]:
    return {n: folder.path(n).read_bytes() if folder.path(n).exists() else None for n in _TABLES}


def results(record: ReviewedEdition) -> list[tuple[object, ...]]:
    table = Evaluation(record, record.rules).results[["unit", "score", "tier", "rank"]]
    return [tuple(map(str, row)) for row in table.itertuples(index=False, name=None)]


def test_any_order_of_arrival_ends_in_the_same_edition_and_each_day_comes_back(
    fresh: Callable[[str], SmallFolder],
) -> None:
    """Days and states of minutes apart: those say when, and on which marks, it was decided."""
    ends = []
    for seed in range(3):
        folder = fresh(f"order-{seed}")
        kept = {_FIRST_DAY: tables(folder)}
        for place, change in enumerate(arrivals(seed), start=1):
            day = _FIRST_DAY + dt.timedelta(days=place)
            change(read(folder), Told("Wu", "as it came", day))
            kept[day] = tables(folder)
        record = read(folder)
        ends.append(({n: rows_of(c, ("state", "since")) for n, c in kept[day].items()}, results(record)))
        for then, there in kept.items():
            files = files_as_of(record, then)
            now = tables(folder)
            for name, content in there.items():
                assert rows_of(files.get(name, now[name])) == rows_of(content), (seed, then, name)
    assert all(end == ends[0] for end in ends[1:])
    last, scores = ends[0]
    assert len(last["recusals.csv"]) == 3 and len(last["unavailable.csv"]) == 1
    assert sorted(str(unit) for unit, *_ in scores) == ["A01", "A02", "A03", "B02"]


@pytest.mark.parametrize(
    "change",
    [
        lambda record, told: resign(record, "R5", told),
        lambda record, told: recuse(record, "R5", "A03", told),
        lambda record, told: recuse(record, "R4", "A02", told),
        declared("R5", "A01"),
        mark("first", "B01", "R3", "media", "2.5"),
        lambda record, told: file_absence(record, "B01", "merged", None, told),
    ],
    ids=["resign", "recuse", "recuse-after-marks", "declared", "mark", "absence"],
)
def test_a_command_that_is_killed_at_any_write_is_made_again_and_loses_nothing(
    fresh: Callable[[str], SmallFolder], monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    """Killed after its first or second file: the edition can be read, and the same command ends as it would have."""
    told = Told("Wu", "why", dt.date(2026, 3, 2))
    whole = fresh("whole")
    before = tables(whole)
    change(read(whole), told)
    real = store.write
    for place in (2, 3):
        folder = fresh(f"killed-{place}")
        written: list[Path] = []

        def dies(path: Path, *args: object, at: int = place, seen: list[Path] = written, **options: object) -> str:
            seen.append(path)
            if len(seen) == at:
                raise KeyboardInterrupt
            return real(path, *args, **options)  # type: ignore[arg-type]

        with monkeypatch.context() as patch:
            patch.setattr(store, "write", dies)
            try:
                change(read(folder), told)
            except KeyboardInterrupt:
                patch.setattr(store, "write", real)
                change(read(folder), told)
        for name, content in tables(whole).items():
            assert rows_of(tables(folder)[name]) == rows_of(content), (place, name)
        files = files_as_of(read(folder), dt.date(2026, 3, 1))
        for name, content in before.items():
            assert rows_of(files.get(name, tables(folder)[name])) == rows_of(content), (place, name)
