"""Labels on file: what is wrong with assessments beside the rules and units, and with the events in ``labels.csv``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from evalkit.errors import Fault, hints, nearest
from evalkit.rules.models import Rules
from evalkit.sources.checking import CheckedRow
from evalkit.sources.schema import ASSESSMENTS, HELD, LABEL_LEDGER, NO_LEVEL

#: Which cells an event must have, and which it may have besides.
_MUST: Mapping[str, tuple[str, ...]] = {
    "assessed": ("tier",),
    "follow-up": ("tier",),
    "verification": ("tier",),
    "suspended": ("reason",),
    "resumed": (),
    "lowered": ("tier", "reason"),
    "ended": ("reason",),
    "void": ("reason",),
}
_MAY: Mapping[str, tuple[str, ...]] = {"assessed": ("applied",), "suspended": ("until",), "void": ("tier",)}
_FILE = f"../{LABEL_LEDGER.file}"


def assessment_faults(rules: Rules, tables: Mapping[str, Sequence[CheckedRow]]) -> Iterator[Fault]:
    """Yield cells that the conditions of a label go by and that are empty."""
    places = {label.id: i for i, label in enumerate(rules.labels)}
    for row in tables.get(ASSESSMENTS.file, ()):
        if row["label"] not in places:
            continue
        i = places[row["label"]]
        label = rules.labels[i]
        asked = {one.column: f"labels[{i + 1}].{one.key}" for one in label.conditions}
        for column, place in asked.items():
            if row[column] is None and column not in row.faulty:
                yield Fault("empty-yet-asked-for", ASSESSMENTS.file, row.line, column, None, {"place": place})


def ledger_faults(rows: Sequence[CheckedRow], editions: Sequence[str]) -> list[Fault]:
    """Return what is wrong with the events of a programme by themselves: cells, days, one event twice."""
    file = LABEL_LEDGER.file
    faults: list[Fault] = []
    first: dict[tuple[str | None, ...], int] = {}
    known = {_key(row) for row in rows if row["event"] != "void"}
    void = {_key(row) for row in rows if row["event"] == "void"}
    for row in rows:
        edition, event = row["edition"], row["event"]
        if edition is not None and edition not in editions:
            allowed: dict[str, object] = {"allowed": ", ".join(editions)}
            faults.append(Fault("not-allowed", file, row.line, "edition", edition, allowed, nearest(edition, editions)))
        if event is None:
            continue
        faults += _cells(row, event)
        # One event a day: of two, nobody could tell which came first.
        key = (*_key(row), event) if _key(row) in void else _key(row)[:-1]
        before = first.setdefault(key, row.line)
        if before != row.line and not row.faulty:
            faults.append(Fault("event-twice", file, row.line, "event", event, {"first": before}))
        elif event == "void" and _key(row) not in known and not row.faulty:
            faults.append(Fault("void-of-nothing", file, row.line, "event", event))
    return faults


def _key(row: CheckedRow) -> tuple[str | None, ...]:
    return tuple(row[column] for column in ("date", "edition", "unit", "label", "tier"))


def _cells(row: CheckedRow, event: str) -> Iterator[Fault]:
    """Yield cells that an event needs and that are empty, those that it has not, and days in the wrong order."""
    file, must = LABEL_LEDGER.file, _MUST[event]
    for column in ("tier", "until", "applied", "reason"):
        cell = row[column]
        if cell is None and column in must and column not in row.faulty:
            yield Fault("event-needs", file, row.line, column, None, {"event": event})
        elif cell is not None and column != "reason" and column not in (*must, *_MAY.get(event, ())):
            yield Fault("event-has-not", file, row.line, column, cell, {"event": event})
    date, until, applied = row["date"], row["until"], row["applied"]
    if date is not None and until is not None and until < date:
        yield Fault("until-before", file, row.line, "until", until, {"allowed": f"≥ {date}"})
    if date is not None and applied is not None and applied > date:
        yield Fault("until-before", file, row.line, "applied", applied, {"allowed": f"≤ {date}"})


def event_faults(rules: Rules, units: Iterable[str | None], rows: Sequence[CheckedRow]) -> Iterator[Fault]:
    """Yield what is wrong with the events of one edition beside its rules and the codes of its units."""
    own = [row for row in rows if row["edition"] == rules.edition]
    codes = {str(unit) for unit in units if unit is not None} if own else set()
    like = hints(sorted(codes))
    for row in own:
        unit, label = row["unit"], row["label"]
        if unit is not None and unit not in codes:
            yield Fault("unknown-unit", _FILE, row.line, "unit", unit, {}, like(unit))
        wrong = label is not None and _word(row, "label", rules.ledgers)
        if wrong:
            yield wrong
        elif label is not None and row["event"] is not None:
            yield from _level(rules, row, label, row["event"])


def _level(rules: Rules, row: CheckedRow, label: str, event: str) -> Iterator[Fault]:
    """Yield a level that the label has not, and an event that does not go with it."""
    key = {"tier": "validity", "honour": "honour.validity"}.get(label)
    if event == "assessed" and (key is None or key not in rules.validities):
        yield Fault("assessed-elsewhere", _FILE, row.line, "event", event, {"key": key or "assessments.csv"})
    elif event == "lowered" and label != "tier":
        yield Fault("event-of-tiers", _FILE, row.line, "event", event, {"label": label})
    elif row["tier"] is not None:
        found = (*rules.valid_tiers, NO_LEVEL) if label == "tier" else (HELD, NO_LEVEL)
        tiers = rules.valid_tiers[1:] if event == "lowered" else found
        wrong = _word(row, "tier", tiers)
        if wrong:
            yield wrong


def _word(row: CheckedRow, column: str, known: Sequence[str]) -> Fault | None:
    word = row[column]
    if word is None or word in known:
        return None
    shown: dict[str, object] = {"allowed": ", ".join(known) or "–"}
    return Fault("not-allowed", _FILE, row.line, column, word, shown, nearest(word, known))
