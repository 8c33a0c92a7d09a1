"""The functions of expressions, computed from an evaluation as it is published.

Withheld scores stay withheld: a question whose answer depends on one has none. Which functions there are and what each
takes stands in :data:`evalkit.edition.expressions.SIGNATURES`; the words in the arguments were checked there.
"""

from __future__ import annotations

import datetime as dt
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

import pandas as pd

from evalkit.audit.several import SEVERAL
from evalkit.audit.values import Name, NotComputable, Share, Value
from evalkit.edition.expressions import Argument, Call, Sign, denominator
from evalkit.files.textfile import name_key
from evalkit.rules.banding import steps_of_tier
from evalkit.scoring import Evaluation

Function = Callable[[Evaluation, Call], Value]
Stated = TypeVar("Stated")

_COMPARE: Mapping[Sign, Callable[[Fraction, Fraction], bool]] = {
    "=": operator.eq,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


def compute(ev: Evaluation, call: Call) -> Value:
    """Return what a checked expression comes to.

    Raises
    ------
    NotComputable
        What is on file does not tell.
    """
    return FUNCTIONS[call.function](ev, call)


def _words(call: Call, name: str) -> tuple[str, ...]:
    argument = call.get(name)
    return argument.words if argument else ()


def _word(call: Call, name: str, otherwise: str = "") -> str:
    return next(iter(_words(call, name)), otherwise)


def _cohorts(ev: Evaluation, call: Call) -> tuple[str, ...]:
    inside = ev.rules.cohorts_in(_word(call, "within") or None)
    chosen = _words(call, "cohort")
    return tuple(c for c in inside if not chosen or c in chosen)


def _known(number: int | None) -> int:
    if number is None:
        raise NotComputable("claim-total-unknown")
    return number


def _stated(thing: Stated | None) -> Stated:
    """Return what the rules hold; they may be silent about it."""
    if not thing:
        raise NotComputable("claim-rules-silent")
    return thing


def _ratio(count: int, denominator: int) -> Share:
    if denominator == 0:
        raise NotComputable("claim-of-nothing")
    return Share(count, denominator)


def _selected(ev: Evaluation, cohorts: Sequence[str], tiers: Sequence[str]) -> pd.DataFrame:
    """Return the published results of some cohorts and tiers; no tiers means all."""
    if not ev.complete:
        raise NotComputable("claim-not-all-on-file")
    shown = ev.published[ev.published["cohort"].isin(cohorts)]
    if not tiers:
        return shown
    if shown["tier"].isna().any():
        raise NotComputable("claim-undecided" if ev.undecided else "claim-tier-open")
    return shown[shown["tier"].isin(tiers)]


def _count(ev: Evaluation, call: Call) -> int:
    shown = _selected(ev, _cohorts(ev, call), _words(call, "tier"))
    withheld = call.get("withheld")
    if withheld:
        shown = shown[shown["withheld"] == (withheld.words[0] == "yes")]
    score = call.get("score")
    return len(shown) if score is None else _meeting(ev, shown, score)


def _meeting(ev: Evaluation, shown: pd.DataFrame, condition: Argument) -> int:
    """Count the units whose score meets a condition, where the tier of each withheld one decides about it."""
    compare, wanted = _COMPARE[condition.sign], Fraction(condition.words[0])
    on_file = ev.scores.set_index("unit")[["steps", "lowest", "highest"]].to_dict("index")
    met = 0
    for row in shown[["unit", "score", "tier"]].to_dict("records"):
        answers = {compare(score, wanted) for score in _possible(ev, row, on_file[row["unit"]])}
        if len(answers) > 1:
            raise NotComputable("claim-withheld")
        met += answers.pop()
    return met


def _possible(ev: Evaluation, shown: Mapping[Any, Any], on_file: Mapping[Any, Any]) -> list[Fraction]:
    """Return every score that a unit may have, as far as is published, by its results and the scores behind them."""
    if not pd.isna(shown["score"]):
        return [Fraction(str(shown["score"]))]
    if pd.isna(on_file["steps"]):
        low, high = int(on_file["lowest"]), int(on_file["highest"])
    else:
        # On file but not published: no more may be told than its tier.
        low, high = steps_of_tier(next(t for t in ev.rules.tiers if t.id == shown["tier"]), ev.rules)
    return [Fraction(ev.rules.scores.scale.to_points(steps)) for steps in range(low, high + 1)]


def _share(ev: Evaluation, call: Call) -> Share:
    of = denominator(call)
    within = ev.rules.cohorts_in(_word(call, "within") or None)
    if of == "all":
        whole = _known(ev.rules.total_of(within))
    elif of == "cohort":
        whole = _known(ev.rules.total_of(_cohorts(ev, call)))
    elif of == "tier":
        whole = len(_selected(ev, within, _words(call, "tier")))
    else:
        whole = len(_selected(ev, within if of == "participants" else _cohorts(ev, call), ()))
    return _ratio(_count(ev, call), whole)


def _total(ev: Evaluation, call: Call) -> int:
    return _known(ev.rules.total_of(_cohorts(ev, call)))


def _taking_part(ev: Evaluation, call: Call) -> int:
    return len(_selected(ev, _cohorts(ev, call), ()))


def _absent(ev: Evaluation, call: Call) -> int:
    return _total(ev, call) - _taking_part(ev, call)


def _own(ev: Evaluation, call: Call) -> int:
    raise NotComputable("claim-own")


def _row(ev: Evaluation, call: Call) -> Any:
    return ev.published.set_index("unit", drop=False).loc[_word(call, "unit")]


def _score(ev: Evaluation, call: Call) -> Decimal:
    return Decimal(str(_scored(ev, call)["score"]))


def _rank(ev: Evaluation, call: Call) -> int:
    if not ev.complete:
        raise NotComputable("claim-not-all-on-file")
    row = _row(ev, call)
    if pd.notna(row["rank"]):
        if row["unit"] in ev.undrawn:
            raise NotComputable("claim-undecided")
        return int(row["rank"])
    if row["withheld"] or row["tier"] in ev.rules.publication.without_rank:
        raise NotComputable("claim-withheld")
    raise NotComputable("claim-unranked" if pd.notna(row["score"]) else "claim-score-unknown")


def _scored(ev: Evaluation, call: Call) -> Any:
    row = _row(ev, call)
    if row["withheld"]:
        raise NotComputable("claim-withheld")
    if pd.isna(row["score"]):
        raise NotComputable("claim-score-unknown")
    return row


def _tier(ev: Evaluation, call: Call) -> Name:
    row = _row(ev, call)
    tier = row["tier"]
    if pd.isna(tier):
        raise NotComputable("claim-undecided" if row["unit"] in ev.undecided else "claim-tier-open")
    found = next(t for t in ev.rules.tiers if t.id == tier)
    return Name((*found.name.values(), found.id))


def _cohort(ev: Evaluation, call: Call) -> Name:
    found = next(c for c in ev.rules.cohorts if c.id == _row(ev, call)["cohort"])
    return Name((*found.name.values(), found.id))


def _people(ev: Evaluation) -> pd.DataFrame:
    if ev.record.panel is None:
        raise NotComputable("claim-no-panel")
    return ev.record.panel.sort_values("order")


def _panel(ev: Evaluation, call: Call) -> int:
    people = _people(ev)
    role, affiliated = _word(call, "role"), _word(call, "affiliated")
    if role:
        people = people[people["role"] == role]
    if affiliated:
        people = people[people["unit"].notna() == (affiliated == "yes")]
    return len(people)


def _person(ev: Evaluation, call: Call) -> Name:
    people = _people(ev)
    named = people.loc[people["role"] == _word(call, "role"), "name"].tolist()
    place = int(_word(call, "n", "1"))
    if place > len(named):
        raise NotComputable("claim-not-so-many", count=len(named))
    return Name((str(named[place - 1]),))


def _title(ev: Evaluation, call: Call) -> Name:
    people = _people(ev)
    same = people["name"].map(name_key) == name_key(_word(call, "person"))
    if same.sum() != 1:
        raise NotComputable("claim-not-one-person", count=int(same.sum()))
    return Name((str(people.loc[same, "title"].iloc[0]),))


def _indicators(ev: Evaluation, call: Call) -> int:
    area = _word(call, "area")
    return _stated(sum(len(a.indicators) for a in ev.rules.areas if not area or a.id == area))


def _bound(ev: Evaluation, call: Call) -> Decimal:
    tier = next(t for t in ev.rules.tiers if t.id == _word(call, "tier"))
    end = tier.lowest if _word(call, "end") == "lowest" else tier.highest
    # The lowest score of all may be 0, which is stated too.
    if end is None:
        raise NotComputable("claim-rules-silent")
    return end


def _window(ev: Evaluation, call: Call) -> dt.date:
    window = _stated(ev.rules.window)
    return window.first if _word(call, "end") == "first" else window.last


def _code_digits(ev: Evaluation, call: Call) -> int:
    """Count the digits of the codes, where all have the same number of them."""
    codes = _selected(ev, _cohorts(ev, call), ())["unit"]
    found = {len(re.sub("[^0-9]", "", code)) for code in codes}
    if len(found) != 1:
        raise NotComputable("claim-codes-differ")
    return found.pop()


#: Every function of an expression, by its name.
FUNCTIONS: Mapping[str, Function] = {
    "count": _count,
    "share": _share,
    "total": _total,
    "absent": _absent,
    "participation_share": lambda ev, call: _ratio(_taking_part(ev, call), _total(ev, call)),
    "absent_share": lambda ev, call: _ratio(_absent(ev, call), _total(ev, call)),
    "score": _score,
    "rank": _rank,
    "tier": _tier,
    "cohort": _cohort,
    "withheld": lambda ev, call: bool(_row(ev, call)["withheld"]),
    "panel": _panel,
    "person": _person,
    "title": _title,
    "areas": lambda ev, call: len(_stated(ev.rules.areas)),
    "indicators": _indicators,
    "tiers": lambda ev, call: len(_stated(ev.rules.tiers)),
    "cohorts": lambda ev, call: len(_cohorts(ev, call)),
    "rounds": lambda ev, call: len(_stated(ev.rules.review.rounds)),
    "points": lambda ev, call: _stated(ev.rules.total_points),
    "bound": _bound,
    "window": _window,
    "milestone": lambda ev, call: ev.rules.review.milestones[int(_word(call, "n")) - 1].date,
    "edition": lambda ev, call: Name((ev.rules.edition,)),
    "code_digits": _code_digits,
    "own": _own,
    **SEVERAL,
}
