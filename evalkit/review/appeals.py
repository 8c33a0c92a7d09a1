"""Appeals of units: opened on a ground and in the days that the rules admit, decided with a reason, kept as events."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import pandas as pd

from evalkit.edition.record import ReviewedEdition
from evalkit.errors import EvalkitError, UnknownName
from evalkit.review.filing import put_on_file, table_text
from evalkit.review.history import Told
from evalkit.review.state import state_of
from evalkit.review.versions import versions_of
from evalkit.sources.schema import APPEALS, DECIDED


@dataclass(frozen=True)
class Appeal:
    """An appeal: its number, unit and ground, the version that it is against, and the decision where there is one."""

    number: int
    unit: str
    ground: str
    version: int
    opened: dt.date
    decision: str | None = None


def appeals_of(record: ReviewedEdition) -> tuple[Appeal, ...]:
    """Return the appeals on file in the order in which they were opened."""
    found: dict[int, Appeal] = {}
    table = record.review.appeals
    for row in [] if table is None else table.to_dict("records"):
        number = int(row["appeal"])
        if row["event"] == "opened":
            found[number] = Appeal(number, str(row["unit"]), str(row["ground"]), int(row["version"]), row["date"])
        elif number in found:
            found[number] = replace(found[number], decision=str(row["decision"]))
    return tuple(found.values())


def find_appeal(record: ReviewedEdition, number: int) -> Appeal:
    """Return an appeal by its number.

    Raises
    ------
    UnknownName
        There is none.
    """
    known = {appeal.number: appeal for appeal in appeals_of(record)}
    if number not in known:
        raise UnknownName("appeal", str(number), tuple(map(str, known)))
    return known[number]


def open_appeal(record: ReviewedEdition, unit: str, ground: str, told: Told) -> Appeal:
    """Enter an appeal against the latest version that was published.

    Parameters
    ----------
    record
        The edition.
    unit, ground
        A unit of ``units.csv``, whether it took part or not, and one of ``[[appeals.grounds]]``.
    told
        Who enters it, what the unit says, and on which day.

    Raises
    ------
    UnknownName, EvalkitError
        There is no such unit or ground; the rules admit no appeals, nothing is published, or the days are over.
    """
    rules = record.rules.appeals
    if rules is None:
        raise EvalkitError("appeals-not-admitted", edition=record.name)
    for name, value, known in (
        ("unit-listed", unit, tuple(record.roster["unit"])),
        ("ground", ground, tuple(g.id for g in rules.grounds)),
    ):
        if value not in known:
            raise UnknownName(name, value, known)
    day = told.day
    published = [version for version in versions_of(record) if version.date <= day]
    if not published:
        raise EvalkitError("appeal-before-publication", edition=record.name)
    last = published[-1].date + dt.timedelta(days=rules.days)
    if day > last:
        raise EvalkitError("appeal-too-late", day=day.isoformat(), last=last.isoformat(), days=rules.days)
    number = max((appeal.number for appeal in appeals_of(record)), default=0) + 1
    appeal = Appeal(number, unit, ground, published[-1].number, day)
    _enter(record, appeal, "opened", None, told)
    return appeal


def decide_appeal(record: ReviewedEdition, number: int, decision: str, told: Told) -> Appeal:
    """Enter the decision on an appeal; that it changes nothing by itself is for whoever corrects.

    Parameters
    ----------
    record, number
        The edition and the number of the appeal.
    decision
        ``upheld``, ``partly`` or ``rejected``.
    told
        Who enters it, why it was decided so, and on which day.

    Raises
    ------
    UnknownName, EvalkitError
        There is no such appeal or decision, it is decided already, no reason is given, or it was opened later.
    """
    appeal = find_appeal(record, number)
    if decision not in DECIDED:
        raise UnknownName("decision", decision, DECIDED)
    if appeal.decision is not None:
        raise EvalkitError("appeal-decided", appeal=str(number), decision=appeal.decision)
    if not (told.reason or "").strip():
        raise EvalkitError("appeal-without-reason", appeal=str(number))
    day = told.day
    if day < appeal.opened:
        facts = {"first": appeal.opened.isoformat(), "day": day.isoformat()}
        raise EvalkitError("appeal-decided-before-opened", appeal=str(number), **facts)
    _enter(record, appeal, "decided", decision, told)
    return replace(appeal, decision=decision)


def _enter(record: ReviewedEdition, appeal: Appeal, event: str, decision: str | None, told: Told) -> None:
    row = {
        "appeal": appeal.number,
        "date": told.day.isoformat(),
        "event": event,
        "unit": appeal.unit,
        "ground": appeal.ground,
        "decision": decision,
        "version": appeal.version,
        "state": state_of(record, [appeal.unit]).get(appeal.unit),
        "by": told.by,
        "reason": told.reason,
    }
    new = pd.DataFrame([row], columns=list(APPEALS.names), dtype=object)
    earlier = record.review.appeals
    content = table_text(new if earlier is None else pd.concat([earlier.astype(object), new]), APPEALS)
    put_on_file(record, {APPEALS.file: content})
