"""Changes in another order end in the same edition; each day comes back; a command that is killed loses nothing."""

from __future__ import annotations

import datetime as dt
import os
import random
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest

from evalkit.edition.record import ReviewedEdition
from evalkit.files import store
from evalkit.review.appeals import decide_appeal, open_appeal
from evalkit.review.as_of import files_as_of
from evalkit.review.correction import correct_mark
from evalkit.review.dropping import drop, rename
from evalkit.review.filing import file_absence, file_assignment, file_marks, file_minutes
from evalkit.review.history import Told
from evalkit.review.people import fill, join, recuse, resign
from evalkit.review.versions import release
from evalkit.scoring import Evaluation
from tests.review.small import DECIDED, INDICATORS, RULES, SHEETS, SmallFolder

#: One reviewer a unit suffices, so that nobody comes instead: who does depends on who is there at that time.
_ONE = RULES.replace('kind = "grouped"', 'kind = "grouped"\nreviewers_per_unit = 1').replace(
    'kind = "crossed"', 'kind = "crossed"\nreviewers_per_unit = 1'
)
_MINUTES = ["unit", "date", "decision", "reason", "present", "recused", "minority_view"]
_REVISED = ["unit", "reviewer", "round", "indicator", "points", "comment"]
_TABLES = (
    "marks.csv", "assignment.csv", "recusals.csv", "minutes.csv", "absences.csv", "unavailable.csv", "renamings.csv",
    "dropped.csv", "versions.csv", "appeals.csv",
)  # fmt: skip
_APPEALS = """
[appeals]
days = 30

[[appeals.grounds]]
id = "marking"
name = { zh = "评分有误", en = "A mark is wrong" }
"""
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


def called(name: str) -> Change:
    return lambda record, told: rename(record, "A03", name, "登记", told)


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
    (called("甲新"), called("甲再")),
    (lambda record, told: drop(record, "media", "重复", told),),
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


def more_to_come(folder: SmallFolder) -> None:
    """R6 has joined; a sheet that nobody has done is nobody's, and three reviewers a unit are asked for."""
    folder.sub("reviewers.csv", "R5,周五,farming\n", "R5,周五,farming\nR6,吴六,farming\n")
    folder.sub("assignment.csv", "second,A01,R5\n", "")
    folder.sub("rules.toml", 'kind = "crossed"\nreviewers_per_unit = 1', 'kind = "crossed"\nreviewers_per_unit = 3')


def nothing_assigned(folder: SmallFolder) -> None:
    for name in ("marks.csv", "assignment.csv"):
        folder.path(name).unlink()


def published(folder: SmallFolder) -> None:
    release(read(folder), Told("Wu", None, _FIRST_DAY))


def appealed(folder: SmallFolder) -> None:
    published(folder)
    open_appeal(read(folder), "A01", "marking", Told("Wu", "too low", _FIRST_DAY))


def nothing(folder: SmallFolder) -> None:
    pass


def replaced(record: ReviewedEdition, told: Told) -> None:
    rows = [("A01", "R3", "second", i, Decimal(p), None) for i, p in zip(INDICATORS, "1234", strict=True)]
    file_marks(record, pd.DataFrame(rows, columns=_REVISED, dtype=object), replace=True, told=told)


def assigned(record: ReviewedEdition, told: Told) -> None:
    file_assignment(record, pd.DataFrame(list(SHEETS), columns=["round", "unit", "reviewer"]), told=told)


#: Every command that writes what happened, with what has to be so before.
COMMANDS: dict[str, tuple[Callable[[SmallFolder], None], Change]] = {
    "assign": (nothing_assigned, assigned),
    "sheet": (nothing, sheet(_LATE[0])),
    "sheet-replaced": (nothing, replaced),
    "minutes": (nothing, minute("A02", "revised", "核实")),
    "resign": (nothing, lambda record, told: resign(record, "R5", told)),
    "recuse": (nothing, lambda record, told: recuse(record, "R5", "A03", told)),
    "recuse-after-marks": (nothing, lambda record, told: recuse(record, "R4", "A02", told)),
    "join": (more_to_come, lambda record, told: join(record, "R6", told)),
    "fill": (more_to_come, lambda record, told: fill(record, told, partial=True)),
    "declared": (nothing, declared("R5", "A01")),
    "correct": (nothing, mark("first", "B01", "R3", "media", "2.5")),
    "withdraw": (nothing, lambda record, told: file_absence(record, "B01", "merged", None, told)),
    "rename": (nothing, lambda record, told: rename(record, "B01", "乙新", "登记", told)),
    "drop": (nothing, lambda record, told: drop(record, "media", "重复", told)),
    "release": (nothing, lambda record, told: release(record, told)),
    "appeal-open": (published, lambda record, told: open_appeal(record, "A01", "marking", told)),
    "appeal-decide": (appealed, lambda record, told: decide_appeal(record, 1, "upheld", told)),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_is_killed_at_any_write_is_made_again_and_loses_nothing(
    fresh: Callable[[str], SmallFolder], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Killed before each file is put in its place, in turn: the edition is as it was, or as it is to be; never between.

    Where it is as it was, the same command ends as it would have.
    """
    so, change = COMMANDS[command]
    told = Told("Wu", "why", dt.date(2026, 3, 2))

    def prepared(name: str) -> SmallFolder:
        folder = fresh(name)
        rules = folder.path("rules.toml")
        rules.write_text(rules.read_text("utf-8") + _APPEALS, encoding="utf-8")
        so(folder)
        return folder

    whole = prepared("whole")
    before = tables(whole)
    change(read(whole), told)
    after = tables(whole)
    assert after != before
    real, killed, place = os.replace, True, 0
    while killed:
        place += 1
        folder, killed = prepared(f"killed-{place}"), False
        written: list[object] = []

        def dies(path: object, to: object, at: int = place, seen: list[object] = written) -> None:
            seen.append(path)
            if len(seen) == at:
                raise KeyboardInterrupt
            real(path, to)  # type: ignore[arg-type]

        with monkeypatch.context() as patch:
            patch.setattr(store.os, "replace", dies)
            try:
                change(read(folder), told)
            except KeyboardInterrupt:
                killed = True
        read(folder)
        if same(tables(folder), before):
            change(read(folder), told)
        assert same(tables(folder), after), place
        history = read(folder).review.history
        files = {} if history is None else files_as_of(read(folder), _FIRST_DAY)
        for name, content in before.items() if history is not None else ():
            assert rows_of(files.get(name, tables(folder)[name])) == rows_of(content), (place, name)
        assert not list(folder.edition.glob(".filing*"))
    # As many times as it writes, and once more.
    assert place >= 2


def same(one: dict[str, bytes | None], other: dict[str, bytes | None]) -> bool:
    return {n: rows_of(c) for n, c in one.items()} == {n: rows_of(c) for n, c in other.items()}
