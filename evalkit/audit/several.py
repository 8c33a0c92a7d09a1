"""Functions that look beyond one edition: the honour for several high tiers, earlier editions, runs of full marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from evalkit.audit.values import AtLeast, Name, NeedsEditions, NotComputable, Value
from evalkit.edition.expressions import Call
from evalkit.files import store
from evalkit.files.store import Stamps
from evalkit.scoring import Evaluation, Series, load_series
from evalkit.scoring.honours import HonourChange
from evalkit.scoring.rolls import Roll

#: Where an evaluation keeps what :func:`_now` found, as a cached property would.
_STAMPS = "_audit_stamps"


def _series(ev: Evaluation) -> Series:
    """Return the programme's editions up to this one."""
    return _up_to(ev.record.folder, _now(ev))


def _now(ev: Evaluation) -> Stamps:
    """Return when each file of the programme was last changed: whoever watches a notebook outlives them.

    An evaluation is of one moment; a ledger asks once a claim.
    """
    if _STAMPS not in vars(ev):
        vars(ev)[_STAMPS] = store.stamps_of(store.below(ev.record.folder.parent))
    found: Stamps = vars(ev)[_STAMPS]
    return found


@lru_cache(maxsize=8)
def _up_to(folder: Path, now: Stamps) -> Series:
    return _load(folder.parents[2], folder.parent.name, now).up_to(folder.name)


@lru_cache(maxsize=4)
def _load(root: Path, programme: str, _: Stamps) -> Series:
    return load_series(programme, root=root)


# A ledger asks for the roll of its edition once a unit.
@lru_cache(maxsize=8)
def _honour(folder: Path, now: Stamps) -> tuple[Roll | None, HonourChange | None]:
    series = _up_to(folder, now)
    if not series.can_honour(folder.name):
        return None, None
    return series.honour(folder.name), series.honour_change(folder.name)


def _roll(ev: Evaluation) -> Roll:
    _ruled(ev)
    roll, _ = _honour(ev.record.folder, _now(ev))
    if roll is None:
        raise NeedsEditions("claim-needs-honour")
    return roll


def _ruled(ev: Evaluation) -> None:
    """Refuse what no edition on file would tell: the honour of rules that have none."""
    if ev.rules.honour is None:
        raise NotComputable("claim-rules-silent")


def _change(ev: Evaluation) -> HonourChange:
    _ruled(ev)
    _, change = _honour(ev.record.folder, _now(ev))
    if change is None:
        raise NeedsEditions("claim-needs-honour")
    return change


def _word(call: Call, name: str) -> str | None:
    argument = call.get(name)
    return argument.words[0] if argument else None


def _unit(call: Call) -> str:
    return str(_word(call, "unit"))


def _honour_count(ev: Evaluation, call: Call) -> Value:
    cohorts = call.get("cohort")
    inside = ev.rules.cohorts_in(_word(call, "within"))
    wanted = [c for c in inside if cohorts is None or c in cohorts.words]
    change = _word(call, "change")
    if change is None:
        roll = _roll(ev)
        units, open_, whole = roll.held, roll.unknown, roll.whole
    else:
        found = _change(ev)
        units = found.added if change == "added" else tuple(found.dropped["unit"])
        open_, whole = found.maybe_added if change == "added" else found.maybe_dropped, True
    on_file = _cohorts(ev)
    if not whole or any(_cohort_of(ev, unit, on_file) in wanted for unit in open_):
        # What is known is the least there may be, which is not what a count says.
        raise NeedsEditions("claim-needs-editions")
    return sum(_cohort_of(ev, unit, on_file) in wanted for unit in units)


def _cohorts(ev: Evaluation) -> dict[str, str]:
    """Return the cohorts of the units that the edition has on file."""
    roster = ev.record.roster
    return dict(zip(roster["unit"].astype(str), roster["cohort"].astype(str), strict=True))


def _cohort_of(ev: Evaluation, unit: str, on_file: Mapping[str, str]) -> str:
    """Return the cohort of a unit, as the edition has it on file or as its code tells."""
    cohort = on_file.get(unit) or ev.rules.cohort_of(unit)
    if cohort is None:
        raise NeedsEditions("claim-needs-editions")
    return cohort


def _honour_edition(ev: Evaluation, call: Call) -> Value:
    editions = _roll(ev).editions
    place = int(str(_word(call, "n")))
    if not 1 <= place <= len(editions):
        raise NotComputable("claim-rules-silent")
    return Name((editions[place - 1],))


def _honoured(ev: Evaluation, call: Call) -> Value:
    status = _roll(ev).status(_unit(call))
    if status == "unknown":
        raise NeedsEditions("claim-needs-editions")
    return status == "yes"


def _added(ev: Evaluation, call: Call) -> Value:
    return _changed(_unit(call), _change(ev).added, _change(ev).maybe_added)


def _dropped(ev: Evaluation, call: Call) -> Value:
    return _changed(_unit(call), _change(ev).dropped["unit"], _change(ev).maybe_dropped)


def _changed(unit: str, known: Iterable[str], maybe: Iterable[str]) -> bool:
    if unit in set(maybe):
        raise NeedsEditions("claim-needs-editions")
    return unit in set(known)


def _earlier_editions(ev: Evaluation, call: Call) -> Value:
    """Count the editions before this one; with none on file it may be the first, or the others are elsewhere.

    So may some be of which the first ones are not on file.
    """
    series = _series(ev)
    if len(series.editions) == 1 or series.timeline.gaps:
        raise NeedsEditions("claim-needs-editions")
    return AtLeast(len(series.editions) - 1)


def _full_marks_in_a_row(ev: Evaluation, call: Call) -> Value:
    """Count the editions, back from this one, in which the unit's score on file is the best there is.

    Before an edition of which the score is not on file, or which is missing, the run may have been longer than what is
    on file shows; so it ends there, as the source's own count does where it begins with the first score that it names.
    """
    series = _series(ev)
    unit = _unit(call)
    run = 0
    for name in reversed(series.editions):
        other = series[name]
        code = series.timeline.lineage.before(unit, ev.rules.edition, name)
        scores = other.published.loc[other.published["unit"] == code, "score"].dropna()
        if scores.empty or scores.iloc[0] != other.rules.best_score:
            break
        run += 1
        if name in series.timeline.gaps:
            break
    return run


def _on_no_file(ev: Evaluation, call: Call) -> Value:
    raise NotComputable("claim-on-no-file")


SEVERAL: Mapping[str, Callable[[Evaluation, Call], Value]] = {
    "honour_count": _honour_count,
    "honour_editions": lambda ev, call: len(_roll(ev).editions),
    "honour_edition": _honour_edition,
    "honoured": _honoured,
    "honour_added": _added,
    "honour_dropped": _dropped,
    "earlier_editions": _earlier_editions,
    "full_marks_in_a_row": _full_marks_in_a_row,
    "not_on_file": _on_no_file,
}
