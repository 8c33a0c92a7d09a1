"""What only the editions of a programme show together: one window twice, a copied edition, codes that changed hands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from evalkit.edition.record import EditionRecord, Note
from evalkit.edition.renamed import former_names
from evalkit.errors import Fault, visible
from evalkit.files.textfile import name_key
from evalkit.files.tomlfile import LineIndex
from evalkit.rules.models import Programme, Rules
from evalkit.rules.timeline import Days, in_order, missing_before
from evalkit.sources.schema import MARKS, SCORES, SUCCESSIONS, UNITS

_RULES_FILE = "rules.toml"
# So many examples of one cause are named, the others counted.
_NAMED = 5
# Fewer equal scores may well be chance.
_LEAST_EQUAL = 3


@dataclass
class Remarks:
    """What is wrong with an edition beside the others, and what is worth a look."""

    faults: list[Fault] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def windows_of(rules: Mapping[str, Rules], programme: Programme) -> dict[str, Days | None]:
    """Return the days that each edition evaluates, those that were cancelled included; None where not known."""
    windows = {name: r.window.days if r.window else None for name, r in rules.items()}
    return {**windows, **{c.edition: c.window.days if c.window else None for c in programme.cancelled}}


def remarks(records: Mapping[str, EditionRecord]) -> dict[str, Remarks]:
    """Return what the editions of one programme show together, by edition.

    Parameters
    ----------
    records
        The editions by name, as far as they could be read; at least one.
    """
    programme = next(iter(records.values())).programme
    windows = windows_of({name: record.rules for name, record in records.items()}, programme)
    order = [name for name in in_order(windows) if name in records]
    found = {name: Remarks() for name in order}
    gaps = missing_before(windows)
    for place, name in enumerate(order):
        earlier = [records[other] for other in reversed(order[:place])]
        record, mine = records[name], found[name]
        if len(order) > 1 and windows[name] is None:
            mine.notes.append(Note("order-by-name", _RULES_FILE, name))
        if name in gaps:
            mine.notes.append(_gap(name, windows))
        for other in earlier:
            _windows(record, other, mine, found[other.rules.edition])
            mine.notes += _copied(record, other)
        mine.notes += _names(record, earlier)
        mine.notes += _successions(record, earlier)
    return found


def roster(record: EditionRecord) -> pd.DataFrame:
    """Return every unit that an edition has on file, whether it took part or not."""
    return record.roster


def names_on_file(record: EditionRecord) -> dict[str, str]:
    """Return the name of every unit that an edition has on file, by code."""
    units = roster(record)
    return dict(zip(units["unit"].astype(str), units["name"].astype(str), strict=True))


def _gap(name: str, windows: Mapping[str, Days | None]) -> Note:
    order = [other for other in in_order(windows) if windows[other] is not None]
    before = order[order.index(name) - 1]
    ended, begins = windows[before], windows[name]
    days: dict[str, object] = {"before": before}
    if ended is not None and begins is not None:
        days |= {"ended": str(ended[1]), "begins": str(begins[0])}
    return Note("gap-before", _RULES_FILE, name, days)


def _windows(record: EditionRecord, other: EditionRecord, mine: Remarks, theirs: Remarks) -> None:
    """Add what is odd about two windows; the later of two editions with one and the same window is at fault."""
    if record.rules.window is None or other.rules.window is None:
        return
    (first, last), (start, end) = record.rules.window.days, other.rules.window.days
    name, earlier = record.rules.edition, other.rules.edition
    shown = f"{first} – {last}"
    if (first, last) == (start, end):
        text = record.folder.joinpath(_RULES_FILE).read_text(encoding="utf-8", errors="replace")
        row = LineIndex(text).row(("window", "first"))
        mine.faults.append(Fault("window-twice", _RULES_FILE, row, "window", shown, {"edition": earlier}))
        theirs.notes.append(Note("window-twice", _RULES_FILE, shown, {"edition": name}))
        return
    common = (min(last, end) - max(first, start)).days + 1
    if common * 2 > min((last - first).days, (end - start).days) + 1:
        mine.notes.append(Note("windows-overlap", _RULES_FILE, shown, {"edition": earlier, "days": common}))


def _copied(record: EditionRecord, other: EditionRecord) -> Iterator[Note]:
    before: dict[str, object] = {"edition": other.rules.edition}
    titles = [tuple(r.rules.title.values()) for r in (record, other)]
    if titles[0] == titles[1]:
        yield Note("copied-title", _RULES_FILE, titles[0][-1], before)
    scores = [r.scores[["unit", "steps"]].dropna() for r in (record, other)]
    if len(scores[0]) >= _LEAST_EQUAL and _same(*scores) and record.rules.scores == other.rules.scores:
        yield Note("copied-scores", SCORES.file, str(len(scores[0])), before)
    own, others = (None if r.review is None else r.review.marks for r in (record, other))
    columns = ["unit", "reviewer", "round", "indicator", "steps"]
    if own is not None and others is not None and len(own) >= _LEAST_EQUAL and _same(own[columns], others[columns]):
        yield Note("copied-scores", MARKS.file, str(len(own)), before)


def _same(one: pd.DataFrame, two: pd.DataFrame) -> bool:
    if len(one) != len(two):
        return False
    keys = [*one.columns]
    texts = [f.astype("string").sort_values(keys).reset_index(drop=True) for f in (one, two)]
    return bool(texts[0].equals(texts[1]))


def _codes_by_name(record: EditionRecord) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in _rows(roster(record)):
        found.setdefault(name_key(str(row["name"])), []).append(str(row["unit"]))
    return found


def _names(record: EditionRecord, earlier: list[EditionRecord]) -> Iterator[Note]:
    """Note the codes that had another name before, and the names that had another code, if no table says why."""
    now = {str(r["unit"]): str(r["name"]) for r in _rows(roster(record))}
    told = {str(r["new"]) for r in _rows(record.successions)}
    other_names, other_codes = [], []
    last_name: dict[str, tuple[str, EditionRecord]] = {}
    last_code: dict[str, tuple[str, str]] = {}
    for before in earlier:
        for row in _rows(roster(before)):
            last_name.setdefault(str(row["unit"]), (str(row["name"]), before))
        # A name that several units bear tells nothing about codes.
        for key, codes in _codes_by_name(before).items():
            if len(codes) == 1:
                last_code.setdefault(key, (codes[0], before.rules.edition))
    shared = {key for key, codes in _codes_by_name(record).items() if len(codes) > 1}
    for code, name in now.items():
        if code in told:
            continue
        if code in last_name:
            old, before = last_name[code]
            if name_key(old) != name_key(name) and not _variants(code, old, name, record, before):
                other_names.append(f"{code}: {visible(old)} ({before.rules.edition}) → {visible(name)}")
        was = last_code.get(name_key(name))
        if was is not None and name_key(name) not in shared and was[0] != code and was[0] not in now:
            other_codes.append(f"{visible(name)}: {was[0]} ({was[1]}) → {code}")
    for kind, listed in (("other-names", other_names), ("other-codes", other_codes)):
        if listed:
            more = len(listed) - _NAMED
            shown = "; ".join(listed[:_NAMED]) + (f"; … (+{more})" if more > 0 else "")
            yield Note(kind, UNITS.file, shown, {"count": len(listed), "table": f"../{SUCCESSIONS.file}"})


def _variants(code: str, old: str, name: str, *records: EditionRecord) -> bool:
    """Tell whether one edition has both names on file for the unit: its own and a variant, or two variants."""
    for record in records:
        own = [row["name"] for row in _rows(roster(record)) if row["unit"] == code]
        variants = [row["alias"] for row in _rows(record.aliases) if row["unit"] == code]
        variants += former_names(record).get(code, ())
        if {name_key(old), name_key(name)} <= {name_key(str(known)) for known in (*own, *variants)}:
            return True
    return False


def _successions(record: EditionRecord, earlier: list[EditionRecord]) -> Iterator[Note]:
    """Note successions of this edition whose codes are not on file where they should be."""
    if not earlier:
        return
    known = {str(unit) for before in earlier for unit in roster(before)["unit"]}
    mine = [row for row in _rows(record.successions) if row["edition"] == record.rules.edition]
    lost = [f"{row['old']} → {row['new']}" for row in mine if row["old"] not in known]
    if lost:
        yield Note("succession-of-nobody", f"../{SUCCESSIONS.file}", ", ".join(lost[:_NAMED]), {"count": len(lost)})


def _rows(frame: pd.DataFrame | None) -> list[dict[str, Any]]:
    return [] if frame is None else [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]
