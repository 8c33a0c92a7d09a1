"""The page on the consistency of the reviewers: what it rests on, every coefficient, what is said of them."""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.generated.oracle import agreement as formulas
from tests.generated.oracle.agreement import Found, Ratings
from tests.generated.oracle.context import UNKNOWN, Context
from tests.generated.oracle.edition import Edition, Sheet, rounded
from tests.generated.oracle.public import FEWEST, part, told
from tests.generated.oracle.values import Between, Near, reads

Expected = dict[str, object] | None
Given = Mapping[str, Any]
Rows = list[tuple[object, ...]]


def base(c: Context) -> Edition | None:
    """Return the edition whose sheets the page rests on; None where they are too few for the reader."""
    if c.ev.level != "marks" or not c.ev.files.get("marks"):
        return None
    ev = part(c)
    people, units = {s.reviewer for s in ev.sheets}, {s.unit for s in ev.sheets}
    return ev if not c.public or min(len(people), len(units)) >= FEWEST else None


def scopes(ev: Edition) -> list[str | None]:
    """Return the rounds with sheets, and None for all of them where there are several."""
    there = [r for r in ev.marked_rounds if any(s.round == r for s in ev.sheets)]
    return list(there) if len(there) < 2 else [*there, None]


def chosen(ev: Edition, scope: str | None) -> list[Sheet]:
    """Return the sheets of a round; for all rounds the first of each reviewer for each unit."""
    if scope is not None:
        return [s for s in ev.sheets if s.round == scope]
    first: dict[tuple[str, str], Sheet] = {}
    for name in ev.marked_rounds:
        for s in ev.sheets:
            if s.round == name:
                first.setdefault((s.unit, s.reviewer), s)
    return list(first.values())


def ratings(sheets: Sequence[Sheet], value: Callable[[Sheet], Fraction]) -> Ratings:
    found: dict[str, dict[str, Fraction]] = {}
    for s in sheets:
        found.setdefault(s.unit, {})[s.reviewer] = value(s)
    return found


def tier_number(ev: Edition, sheet: Sheet) -> Fraction:
    """Return the tier of a sheet's total, 1 for the lowest."""
    step = Fraction(ev.rules["scores"]["step"])
    total = step * rounded(sheet.total / step, ev.rules["review"]["final"]["rounding"])
    return Fraction(len(ev.tiers) - ev.tiers.index(ev.tier_at(total)))


def decimals(ev: Edition) -> int:
    """Return how many decimals a mean of totals has: so many that a five-hundredth of the range is seen."""
    low, high = (Fraction(ev.rules["scores"][k]) for k in ("min", "max"))
    return next(d for d in range(20) if Fraction(500, 10**d) <= high - low)


MARKS: dict[str, Callable[[Ratings], Found]] = {
    "alpha-interval": lambda r: formulas.alpha(r, False),
    "alpha-ordinal": lambda r: formulas.alpha(r, True),
    "icc-one-way": lambda r: formulas.icc(r, False),
    "icc-one-way-average": lambda r: formulas.icc(r, True),
    "kendall-w": formulas.kendall,
    "average-deviation-mean": formulas.average_deviation,
}
TIERS: dict[str, tuple[str, Callable[[Ratings, int], Found]]] = {
    "percent-agreement": ("", lambda r, q: formulas.chance_corrected(r, "percent", q)),
    "alpha-ordinal": ("", lambda r, q: formulas.alpha(r, True)),
    "gwet-ac2": ("ordinal", lambda r, q: formulas.chance_corrected(r, "ordinal", q)),
    "fleiss-kappa": ("quadratic", lambda r, q: formulas.chance_corrected(r, "quadratic", q)),
}


def _called(c: Context, name: str, weights: str = "") -> str:
    label = c.label(f"statistic-{name}")
    return c.label("statistic-weighted", name=label, weights=c.label(f"weights-{weights}")) if weights else label


def _cells(c: Context, what: str, label: str, found: Found, places: int) -> tuple[object, ...]:
    value = UNKNOWN if found.value is None else Near(found.value, places)
    ends: object = UNKNOWN
    if found.value is not None:
        ends = Between(found.value, places) if found.ends is None else Between(found.value, places, found.ends)
    why = "" if found.why is None else c.label(f"undefined-{found.why}")
    return (c.label(what), label, value, ends, *map(str, found.sizes), why)


def agreement_table(c: Context) -> Rows:
    """Every coefficient, round by round; those from components of variance are held against each other elsewhere."""
    ev = base(c)
    assert ev is not None
    rows: Rows = []
    every = scopes(ev)
    for scope in every:
        sheets = chosen(ev, scope)
        totals = ratings(sheets, lambda s: s.total)
        for name, formula in MARKS.items():
            places = decimals(ev) if name.startswith("average") else 2
            rows.append(_cells(c, "consistency-of-totals", _called(c, name), formula(totals), places))
        if scope == every[-1]:
            labels = ("icc-agreement", "icc-consistency", "icc-agreement-average", "icc-consistency-average")
            rows += [(c.label("consistency-of-totals"), _called(c, name), *[None] * 6) for name in labels]
        if ev.cut_offs_known:
            numbers = ratings(sheets, lambda s: tier_number(ev, s))
            for name, (weights, formula_) in TIERS.items():
                cells = _cells(
                    c, "consistency-of-tiers", _called(c, name, weights), formula_(numbers, len(ev.tiers)), 2
                )
                rows.append(cells)
    return rows


def _shares(ev: Edition, sheets: Sequence[Sheet], names: Sequence[str]) -> Ratings:
    reach = ev.reach(names)
    return ratings(sheets, lambda s: sum((s.marks[n] - ev.least for n in names), Fraction(0)) / reach)


class Indicator:
    """How far reviewers agree on an indicator or an area, as a share of its points."""

    def __init__(self, name: str, found: Ratings) -> None:
        self.name = name
        self.alpha = formulas.alpha(found, False)
        self.deviation = formulas.average_deviation(found).value
        self.between = formulas.between(found)

    @property
    def alike(self) -> bool:
        """Whether reviewers are within a sixth of the range, and alpha is low all the same."""
        if self.deviation is None or self.deviation > 1 / 6 + 1e-12:
            return False
        low = self.alpha.value is not None and self.alpha.value < 0.667
        return low or (self.alpha.value is None and self.alpha.why == "no-variation")


def indicators(c: Context, ev: Edition, by: str = "indicator") -> list[Indicator]:
    """Return each, the one with the least alpha first; of those without alpha in the order of the rules before them."""
    sheets = chosen(ev, scopes(ev)[-1]) if scopes(ev) else []
    things = ev.areas if by == "area" else ev.indicators
    found = []
    for thing in things:
        names = [i["id"] for i in thing.get("indicators", [])] if by == "area" else [thing["id"]]
        found.append(Indicator(c.name(thing), _shares(ev, sheets, names)))
    return sorted(found, key=lambda i: (i.alpha.value is not None, i.alpha.value or 0.0))


def _middle(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def flat(found: Sequence[Indicator]) -> list[Indicator]:
    """Return those with little to agree on: no farther apart than the middle one, in both respects."""
    deviations = [i.deviation for i in found if i.deviation is not None]
    spreads = [i.between for i in found if i.between is not None]
    if not deviations or not spreads:
        return []
    close, even = _middle(deviations) + 1e-12, _middle(spreads) + 1e-12
    return [i for i in found if i.alike and (i.deviation or 0.0) <= close and (i.between or 0.0) <= even]


def indicators_table(c: Context) -> Rows:
    ev = base(c)
    assert ev is not None
    rows: Rows = []
    for by in ("area", "indicator"):
        found = indicators(c, ev, by)
        low = flat(found)
        for i in found:
            remark = "" if i.alpha.why is None else c.label(f"undefined-{i.alpha.why}")
            if not remark and i in low:
                remark = c.label("consistency-remark-alike")
            value = UNKNOWN if i.alpha.value is None else Near(i.alpha.value, 2)
            ends = UNKNOWN if i.alpha.value is None else Between(i.alpha.value, 2)
            deviation = UNKNOWN if i.deviation is None else Near(100 * i.deviation, 1)
            spread = UNKNOWN if i.between is None else Near(100 * i.between, 1)
            units, _, number = i.alpha.sizes
            rows.append((i.name, value, ends, deviation, spread, str(units), str(number), remark))
    return rows


def bland_altman(c: Context, ev: Edition) -> tuple[int, float, float] | None:
    """Return number, mean and standard deviation of the differences of units' means, last round minus first."""
    every = [s for s in scopes(ev) if s is not None]
    if len(every) < 2:
        return None
    means = []
    for name in (every[0], every[-1]):
        of = ratings(chosen(ev, name), lambda s: s.total)
        means.append({u: formulas.mean(list(r.values())) for u, r in of.items()})
    gaps = [means[1][u] - means[0][u] for u in means[0] if u in means[1]]
    if len(gaps) < 2:
        return None
    centre = formulas.mean(gaps)
    sd = math.sqrt(sum(((g - centre) ** 2 for g in gaps), Fraction(0)) / (len(gaps) - 1))
    return len(gaps), float(centre), sd


def rounds_table(c: Context) -> Rows | None:
    ev = base(c)
    found = None if ev is None else bland_altman(c, ev)
    if ev is None or found is None:
        return None
    _, centre, sd = found
    places = decimals(ev)
    rows: Rows = []
    for label, value in (("bias", centre), ("lower", centre - 1.96 * sd), ("upper", centre + 1.96 * sd)):
        # 1.96 stands for the quantile, or the quantile itself: both round alike to what is printed, or nearly.
        rows.append((c.label(f"consistency-row-{label}"), Near(value, places, 1e-4 * sd), Between(value, places)))
    return rows


CONSISTENCY_TABLES: dict[str, tuple[Callable[[Context], Any], bool]] = {
    "consistency-agreement": (agreement_table, True),
    "consistency-indicators": (indicators_table, True),
    "consistency-rounds": (rounds_table, True),
}


# --- sentences --------------------------------------------------------------------------------------------------------


def too_few(c: Context, _: Given) -> Expected:
    return {} if c.ev.level == "marks" and c.ev.files.get("marks") and base(c) is None else None


def rests_on(c: Context, _: Given) -> Expected:
    ev = base(c)
    if ev is None:
        return None
    number = [len(ev.sheets_of(u)) for u in {s.unit for s in ev.sheets}]
    names = {r["id"]: c.name(r) for r in ev.rules["review"]["rounds"]}
    there = [s for s in scopes(ev) if s is not None]
    low, high = min(number), max(number)
    return {
        "sheets": len(ev.sheets),
        "marks": sum(len(s.marks) for s in ev.sheets),
        "reviewers": len({s.reviewer for s in ev.sheets}),
        "count": len(number),
        "rounds": c.listed([f"“{names[r]}”" for r in there]),
        "n_rounds": len(there),
        "least": None if low == high else low,
        "most": high,
    }


def reported(c: Context, given: Given) -> Expected:
    """What the answers to GRRAS are told from: the rubric, the panel, the mean totals of the units."""
    ev = base(c)
    known = rests_on(c, given)
    if ev is None or known is None:
        return None
    totals = {u: [s.total for s in ev.sheets if s.unit == u] for u in {s.unit for s in ev.sheets}}
    means = [float(sum(t) / len(t)) for t in totals.values()]
    digits = len(str(given["average"]).partition(".")[2])
    more: dict[str, object] = {
        "indicators": len(ev.indicators),
        "points": sum((Decimal(str(i["points"])) for i in ev.indicators if "points" in i), Decimal(0)),
        "panel": len(ev.files["reviewers"]),
        "average": Near(statistics.fmean(means), digits),
        "sd": Near(statistics.stdev(means), digits) if len(means) > 1 else None,
    }
    return {**known, **more}


def agrees(c: Context, given: Given) -> Expected:
    """Over all rounds: ICC of one mark and of the mean, how far reviewers and units are apart, pairs of one tier."""
    ev = base(c)
    if ev is None or not scopes(ev):
        return None
    sheets = chosen(ev, scopes(ev)[-1])
    totals = ratings(sheets, lambda s: s.total)
    single, many = formulas.icc(totals, False), formulas.icc(totals, True)
    pairs = None
    if ev.cut_offs_known:
        pairs = formulas.chance_corrected(ratings(sheets, lambda s: tier_number(ev, s)), "percent", len(ev.tiers)).value
    places = decimals(ev)

    def near(value: float | None, digits: int = 2) -> object:
        return UNKNOWN if value is None else Near(value, digits)

    spread = formulas.average_deviation(totals).value
    return {
        "reason": "" if single.why is None else c.label(f"undefined-{single.why}"),
        "single": near(single.value),
        "single_interval": UNKNOWN if single.value is None else Between(single.value, 2, single.ends),
        "units_share": UNKNOWN if single.value is None else Near(100 * single.value, 0),
        "rest_share": UNKNOWN if single.value is None else Near(100 - 100 * single.value, 0),
        "mean": near(many.value),
        "deviation": near(spread, places),
        "between": near(formulas.between(totals), places),
        "tiers": "no" if pairs is None else "yes",
        "pairs": UNKNOWN if pairs is None else Near(100 * pairs, 0),
    }


def agrees_not(c: Context, given: Given) -> Expected:
    found = agrees(c, given)
    return {"reason": found["reason"]} if found and found["reason"] else None


def agrees_if(c: Context, given: Given) -> Expected:
    found = agrees(c, given)
    return found if found and not found["reason"] else None


def by_indicator(test: Callable[[dict[str, Any]], bool]) -> Callable[[Context, Given], Expected]:
    def said(c: Context, _: Given) -> Expected:
        ev = base(c)
        if ev is None:
            return None
        found = indicators(c, ev)
        low = flat(found)
        known = [i for i in found if i.alpha.value is not None]
        deviations = [i.deviation for i in found if i.deviation is not None]
        far = _middle(deviations) - 1e-12 if deviations else 0.0
        apart = [i for i in known if i not in low and (i.alpha.value or 0.0) < 0.667 and (i.deviation or 0.0) >= far]
        closest = [i.deviation or 0.0 for i in low if i in known]
        facts: dict[str, Any] = {
            "known": len(known),
            "alike": sum(i in known for i in low),
            "alike_list": c.listed([i.name for i in low if i in known]),
            "apart": len(apart),
            "apart_list": c.listed([i.name for i in apart]),
            "largest": Near(100 * max(deviations), 1) if deviations else UNKNOWN,
            "closest": Near(100 * max(closest), 1) if closest else UNKNOWN,
            "least": Ends(known, True),
            "most": Ends(known, False),
        }
        for name, inside in (("spread", True), ("other_spread", False)):
            values = [i.between for i in found if (i in low) == inside and i.between is not None]
            facts[name] = Near(100 * sum(values) / len(values), 0) if values else UNKNOWN
        return facts if test(facts) else None

    return said


class Ends:
    """The names at one end of the list by alpha: each with its value, none from the other half."""

    def __init__(self, known: Sequence[Indicator], least: bool) -> None:
        self.known, self.least = known, least

    def matches(self, given: object) -> bool:
        text = str(given)
        named = []
        for i in self.known:
            found = re.search(re.escape(i.name) + r"\s?[(（]([−-]?\d+\.\d\d)[)）]", text)
            if found:
                if not Near(float(i.alpha.value or 0.0), 2).matches(found[1]):
                    return False
                named.append(round(i.alpha.value or 0.0, 2))
        values = sorted(round(i.alpha.value or 0.0, 2) for i in self.known)
        if not text:
            return not named
        end = values[0] if self.least else values[-1]
        return bool(named) and any(abs(x - end) < 0.011 for x in named)


def rounds_said(c: Context, _: Given) -> Expected:
    ev = base(c)
    found = None if ev is None else bland_altman(c, ev)
    if ev is None or found is None:
        return None
    number, centre, sd = found
    places = decimals(ev)
    there = [s for s in scopes(ev) if s is not None]
    return {
        "first": there[0],
        "last": there[-1],
        "points": Near(abs(centre), places),
        "interval": Between(centre, places),
        "lower": Near(centre - 1.96 * sd, places, 1e-4 * sd),
        "upper": Near(centre + 1.96 * sd, places, 1e-4 * sd),
        "count": number,
    }


def tied_sheets(ev: Edition) -> list[Sheet]:
    """Return the sheets of reviewers for a unit to which they have, or had, a tie on file."""
    ties = {(r["reviewer"], r["unit"]) for r in ev.files.get("affiliations", [])}
    return [s for s in ev.sheets if (s.reviewer, s.unit) in ties]


def own(c: Context, given: Given) -> Expected:
    """What ties add: to be said of three tied units and reviewers, from so many sheets of so many reviewers."""
    ev = base(c)
    if ev is None:
        return None
    tied = tied_sheets(ev)
    if c.public and min(len({s.unit for s in tied}), len({s.reviewer for s in tied})) < FEWEST:
        return None
    return {"holders": len({s.reviewer for s in tied})} if tied else None


def own_trust(c: Context, _: Given) -> Expected:
    ev = base(c)
    if ev is None:
        return None
    ties = ev.files.get("affiliations")
    members = None if ties is None else len({r["reviewer"] for r in ties if r["kind"] == "current"})
    return {
        "panel": len(ev.files["reviewers"]),
        "collected": "no" if ties is None else "yes",
        "members": None if members is None else told(c, members),
    }


def drift_said(c: Context, given: Given) -> Expected:
    ev = base(c)
    there = [] if ev is None else [s for s in scopes(ev) if s is not None]
    if ev is None or len(there) < 2:
        return None
    first, last = ({s.reviewer for s in chosen(ev, r)} for r in (there[0], there[-1]))
    both = len(first & last)
    # Of those with sheets in both rounds, as far as there is an error to test them by.
    return {"tested": AtMost(both), "named": AtMost(both)} if both else None


class AtMost:
    """Any number up to one."""

    def __init__(self, most: int) -> None:
        self.most = most

    def matches(self, given: object) -> bool:
        return 0 <= int(str(given)) <= self.most


def needs(key: str) -> Callable[[Context, Given], Expected]:
    """A sentence that says why something is not told: it must give a reason."""
    return lambda c, given: {} if base(c) is not None and given.get(key) else None


def for_part(c: Context, given: Given) -> Expected:
    """What rests on marks is said of the published units, of so many, and leaves out so many."""
    hidden = sum(c.hidden(u["unit"]) for u in c.ev.units)
    if not hidden:
        return None
    return {"count": len(c.ev.units) - hidden, "left_out": hidden}


def whole_page(test: Callable[[Context], bool] = lambda c: True) -> Callable[[Context, Given], Expected]:
    """A sentence without facts of its own, wherever the page has more than one."""
    return lambda c, _: {} if base(c) is not None and test(c) else None


def narrowed(c: Context) -> bool:
    """Whether the page leaves units out whose scores lie together: the rest differ less than all do."""
    return any(c.hidden(u["unit"]) for u in c.ev.units)


def several_rounds(c: Context) -> bool:
    ev = base(c)
    return ev is not None and len(scopes(ev)) > 1


def talk_trust(c: Context, given: Given) -> Expected:
    """How likely a harmless panel shows an entry: each question finds one of its own in a twentieth of cases."""
    if base(c) is None or not given.get("comparisons"):
        return None
    return {"chance": Near(100 * (1 - 0.95 ** int(given["questions"])), 0)}


def rounds_caption(c: Context, _: Given) -> Expected:
    """How many units there are, at most, and how many of them lie outside the limits; withheld ones are not drawn."""
    ev = base(c)
    found = None if ev is None else bland_altman(c, ev)
    if ev is None or found is None:
        return None
    number, centre, sd = found
    every = [s for s in scopes(ev) if s is not None]
    totals = [ratings(chosen(ev, name), lambda s: s.total) for name in (every[0], every[-1])]
    first, last = ({u: formulas.mean(list(r.values())) for u, r in of.items()} for of in totals)
    gaps = [float(last[u] - first[u]) for u in first if u in last]
    # 1.9 and not 1.96: one on the limit may count as outside.
    return {"count": AtMost(number), "outside": AtMost(sum(abs(g - centre) > 1.9 * sd for g in gaps))}


CONSISTENCY: dict[str, Callable[[Context, Given], Expected]] = {
    "say-part": for_part,
    "say-discussed-later": whole_page(lambda c: any(r["kind"] == "discussion" for r in c.ev.rules["review"]["rounds"])),
    "say-decide": whole_page(),
    "say-how-to-read": whole_page(),
    "say-office": whole_page(lambda c: not c.public),
    "say-numbers": whole_page(lambda c: c.public),
    "say-consistency-talk-trust": talk_trust,
    "say-nobody-compared": whole_page(),
    "say-consistency-agreement-trust": whole_page(),
    "say-consistency-indicators-trust": by_indicator(lambda f: bool(f["known"])),
    "say-consistency-rounds-trust": whole_page(several_rounds),
    "say-consistency-more-trust": whole_page(lambda c: not narrowed(c)),
    "say-narrowed": whole_page(narrowed),
    "say-grras": whole_page(),
    "caption-figure-consistency-rounds": rounds_caption,
    "say-consistency-too-few": too_few,
    "say-consistency-basis": rests_on,
    "say-consistency-agreement": agrees_if,
    "say-consistency-agreement-undefined": agrees_not,
    "consistency-short-agreement": agrees_if,
    "say-consistency-indicators": by_indicator(lambda f: bool(f["known"])),
    "say-consistency-indicators-undefined": by_indicator(lambda f: not f["known"]),
    **{f"grras-{n}.answer": reported for n in range(1, 16)},
    "say-consistency-alike": by_indicator(lambda f: bool(f["alike"])),
    "say-consistency-apart": by_indicator(lambda f: bool(f["apart"])),
    "say-consistency-rounds": rounds_said,
    "say-consistency-rounds-undefined": needs("reason"),
    "say-consistency-own": own,
    "say-consistency-own-undefined": needs("reason"),
    "say-consistency-own-trust": own_trust,
    "say-consistency-drift": drift_said,
    "say-consistency-drift-undefined": needs("reason"),
    "say-consistency-severity-undefined": needs("reason"),
    "say-consistency-adjusted-undefined": needs("reason"),
    "say-consistency-calibration-undefined": needs("reason"),
    "say-consistency-more-undefined": needs("reason"),
}


# --- what tables and sentences must have in common --------------------------------------------------------------------


def related(shown: Mapping[str, list[tuple[str, ...]]], said: Sequence[tuple[str, Mapping[str, Any]]]) -> list[str]:
    """Return where the coefficients from components of variance contradict each other.

    φ_k = kφ_1/(1 + (k − 1)φ_1), and ρ² likewise (Brennan 2001); φ ≤ ρ²; each lies in its interval, and its interval
    is the single one's put through the same formula; the standard error falls with the root of k.
    """
    wrong = []
    rows = shown.get("consistency-d-study", [])
    for name, at, ends in (("phi", 1, 2), ("rho", 3, 4)):
        if not rows:
            break
        one, spread = reads(rows[0][at])[0], reads(rows[0][ends])
        for row in rows:
            k, value, interval = int(row[0]), reads(row[at])[0], reads(row[ends])
            low, high = (_raised(x, k) for x in (one - 0.0051, one + 0.0051))
            if not low - 0.0051 <= value <= high + 0.0051:
                wrong.append(f"consistency-d-study: {name} of {k} is {value}, of one {one}")
            if interval and not interval[0] - 0.011 <= value <= interval[1] + 0.011:
                wrong.append(f"consistency-d-study: {name} of {k} is {value}, its interval {row[ends]}")
            if interval and spread:
                for x, end in zip(spread, interval, strict=True):
                    if not _raised(x - 0.0051, k) - 0.0051 <= end <= _raised(x + 0.0051, k) + 0.0051:
                        wrong.append(f"consistency-d-study: {name} of {k} has {row[ends]}, of one {rows[0][ends]}")
    for row in rows:
        if reads(row[1])[0] > reads(row[3])[0] + 1e-9:
            wrong.append(f"consistency-d-study: phi above rho: {row}")
    wrong += _same_as_table(rows, said) + _people(shown, said) + _alts(shown, said) + _sure(shown, said)
    models = [r for r in shown.get("consistency-agreement", []) if len(r) > 2][:]
    wrong += _models(models, rows, said)
    return wrong


def _people(shown: Mapping[str, list[tuple[str, ...]]], said: Sequence[tuple[str, Mapping[str, Any]]]) -> list[str]:
    """Hold severities against their intervals and their order, and the numbers of the talk against its table."""
    wrong = []
    severities = shown.get("consistency-severity", [])
    estimates = [reads(row[2])[0] for row in severities if reads(row[2])]
    if estimates != sorted(estimates):
        wrong.append(f"consistency-severity: not the most severe first: {estimates}")
    for name, value, interval in (("severity", 2, 4), ("own", 2, 4)):
        for row in shown.get(f"consistency-{name}", []):
            number, ends = reads(row[value]), reads(row[interval])
            if number and ends and not ends[0] <= number[0] <= ends[1]:
                wrong.append(f"consistency-{name}: {number[0]} is not in its interval {row[interval]}")
    for row in shown.get("consistency-components", []):
        shares = [int(found[1]) for cell in row[1:4] if (found := re.search(r"(\d+)\s?%", cell))]
        if shares and not 98 <= sum(shares) <= 102:
            wrong.append(f"consistency-components: the shares {shares} are not a whole")
    talk = shown.get("consistency-talk", [])
    named = {row[0] for row in talk}
    tested = sum(int(row[2]) for row in shown.get("consistency-questions", []))
    for message, facts in said:
        if message == "say-consistency-talk-trust" and facts["comparisons"] != tested:
            wrong.append(f"{message}: {facts['comparisons']} comparisons for {tested} in the table")
        if message == "say-nobody-compared" and tested:
            wrong.append(f"{message}: {tested} comparisons in the table")
        if message == "say-consistency-severity-size":
            wrong += _size(shown, facts)
        if message.startswith("caption-figure-consistency-"):
            wrong += _caption(shown, message.removeprefix("caption-figure-"), facts)
        if message in ("say-consistency-talk", "consistency-short-talk"):
            if facts["firm"] + facts["likely"] != len(named):
                wrong.append(f"{message}: {facts['firm']} and {facts['likely']} for {len(named)} in the table")
            lists = f"{facts['firm_list']} {facts['likely_list']}"
            wrong += [f"{message}: {name} is not named" for name in named if name not in lists]
    return wrong


def _sure(shown: Mapping[str, list[tuple[str, ...]]], said: Sequence[tuple[str, Mapping[str, Any]]]) -> list[str]:
    """Hold what a p-value is corrected for against the numbers of reviewers compared, question by question."""
    tested = [int(row[2]) for row in shown.get("consistency-questions", [])]
    wrong = []
    for message, facts in said if tested else []:
        if message == "consistency-sure-firm" and facts["count"] != sum(tested):
            wrong.append(f"{message}: {facts['count']} for {sum(tested)} comparisons")
        if message == "consistency-sure-likely" and facts["count"] not in tested:
            wrong.append(f"{message}: {facts['count']}, and no question was asked of so many: {tested}")
    return wrong


_POINT = re.compile(r"(.+?\s[+−]?\d+(?:\.\d+)?)(?:[;；]\s*|$)")


def _alts(shown: Mapping[str, list[tuple[str, ...]]], said: Sequence[tuple[str, Mapping[str, Any]]]) -> list[str]:
    """Hold the text that stands for a figure against the table of the same numbers."""
    wrong = []
    for message, facts in said:
        name = message.removeprefix("consistency-alt-")
        rows = shown.get(f"consistency-{name}", [])
        if name == message or not rows:
            continue
        # A point ends with its number: a name may hold a semicolon of its own.
        points = [_tight(x) for x in _POINT.findall(str(facts.get("list", "")))]
        wanted: object = None
        found: object = points
        if name == "severity":
            there = [row for row in rows if reads(row[2])]
            wanted = [str(len(there)), there[0][2], there[-1][2]] if there else None
            found = [str(facts["count"]), facts["least"], facts["most"]]
            striking = next(iter(shown.get("consistency-questions", [])), ("",) * 4)[3]
            named = [_tight(f"{row[0]} {row[2]}") for row in there if row[0] in striking]
            wrong += [f"{message}: {x} is not among {named}" for x in points if x not in named]
        elif name == "own":
            first, *others = [row for row in rows if reads(row[2])]
            by_size = sorted(others, key=lambda row: -reads(row[2])[0])
            if _tight(first[0]) in "".join(points):
                wanted = sorted(_tight(f"{row[0]} {row[2]}") for row in [first, *by_size])
                found = sorted(points)
        elif name == "d-study":
            wanted = [_tight(f"{row[0]} {row[1]}") for row in rows]
        elif name == "indicators":
            wanted = [_tight(f"{row[0]} {row[1]}") for row in rows if reads(row[1])][-len(points) :]
        elif name == "agreement":
            # "first round, totals: alpha 0.86": a row about totals has this value.
            named = [(_tight(row[0]), row[2]) for row in rows]
            lost = [x for x in points if not any(what in x and x.endswith(value) for what, value in named)]
            wrong += [f"{message}: {x} is in no row" for x in lost]
        elif name == "rounds":
            wanted, found = [row[1] for row in rows], [facts["bias"], facts["lower"], facts["upper"]]
        elif name == "adjusted":
            moves = sorted(abs(reads(row[4])[0]) for row in rows if reads(row[4]))
            decimals = len(str(facts["largest"]).partition(".")[2])
            middle = (moves[(len(moves) - 1) // 2] + moves[len(moves) // 2]) / 2
            near = (Near(middle, decimals, 0.006), Near(moves[-1], decimals, 0.006))
            # The table has two decimals.
            changed = len([r for r in shown.get("consistency-changed", []) if reads(r[4])])
            wanted = [True, True, len(moves), changed]
            found = [
                near[0].matches(facts["typical"]),
                near[1].matches(facts["largest"]),
                facts["count"],
                facts["moved"],
            ]
        if wanted is not None and found != wanted:
            wrong.append(f"{message}: {found} for {wanted}")
    return wrong


def _tight(text: str) -> str:
    return "".join(text.split())


def _size(shown: Mapping[str, list[tuple[str, ...]]], facts: Mapping[str, Any]) -> list[str]:
    """Hold the spread of severities, where it is told, against the last row of the components."""
    rows = shown.get("consistency-components", [])
    told = f"{facts['sd']} ({str(facts['share']).rstrip('%')}%)"
    cell = rows[-1][2].replace("（", " (").replace("）", ")") if rows else ""
    return [] if facts["sd"] in ("–", "0.0") or cell in ("", "–") or cell == told else [f"severity: {told} for {cell}"]


def _caption(shown: Mapping[str, list[tuple[str, ...]]], name: str, facts: Mapping[str, Any]) -> list[str]:
    """Hold the numbers in the caption of a figure against the table of the same name."""
    rows = shown.get(name, [])
    if name == "consistency-severity":
        known = [row for row in rows if reads(row[2])]
        expected = (len(known), known[0][2], known[-1][2]) if known else ()
        given = (facts["count"], facts["least"], facts["most"])
    elif name == "consistency-d-study":
        now = [row[1] for row in rows if int(row[0]) == facts["now"]]
        expected, given = tuple(now), (facts["phi"],) if now else ()
    elif name == "consistency-own" and rows:  # the public gets neither table nor figure
        expected, given = tuple(f"{row[0]} {row[2]}" for row in rows[:1]), (facts["first"],)
    elif name == "consistency-adjusted" and rows:
        moved = [row for row in rows if row[7] != row[6] and reads(row[4]) and row[7] != rows[0][7]]
        expected, given = (sum(bool(reads(row[4])) for row in rows),), (facts["count"],)
        if facts["moved"] > len(rows) or (not facts["moved"] and len({row[7] for row in moved}) > 1):
            return [f"{name}: {facts['moved']} of {len(rows)} would move"]
    else:
        return []
    return [] if expected == given else [f"caption of {name}: {given} for {expected}"]


def _raised(x: float, k: int) -> float:
    below = 1 + (k - 1) * x
    return k * x / below if below > 0 else -math.inf


def _same_as_table(rows: list[tuple[str, ...]], said: Sequence[tuple[str, Mapping[str, Any]]]) -> list[str]:
    """Hold what is said of the present number of reviewers, and of one more, against the table."""
    wrong = []
    by_number = {int(row[0]): row for row in rows}
    for message, facts in said:
        if message not in ("say-consistency-more", "consistency-short-more"):
            continue
        for key, number, column in (
            ("phi", facts["now"], 1), ("interval", facts["now"], 2), ("sem", facts["now"], 5),
            ("more_sem", facts["now"] + 1, 5), ("one_sem", 1, 5),
        ):  # fmt: skip
            if number in by_number and key in facts and facts[key] != by_number[number][column]:
                wrong.append(f"{message}: {key} is {facts[key]} for {by_number[number][column]}")
        reach = [n for n, row in by_number.items() if reads(row[1])[0] >= float(facts["target"]) + 0.0051]
        if reach and not 0 < facts["needed"] <= min(reach):
            wrong.append(f"{message}: needed is {facts['needed']}, and {min(reach)} are enough by the table")
        short = [n for n, row in by_number.items() if reads(row[1])[0] < float(facts["target"]) - 0.0051]
        if short and 0 < facts["needed"] <= max(short):
            wrong.append(f"{message}: needed is {facts['needed']}, and {max(short)} are too few by the table")
        case = "never" if not facts["needed"] else "yes" if facts["needed"] <= facts["now"] else "no"
        if facts["enough"] != case:
            wrong.append(f"{message}: enough is {facts['enough']} for {case}")
    return wrong


def _models(
    rows: Sequence[tuple[str, ...]], study: list[tuple[str, ...]], said: Sequence[tuple[str, Mapping[str, Any]]]
) -> list[str]:
    """Hold the two-way coefficients against the D-study: for one reviewer, and for the present number."""
    now = next((f["now"] for m, f in said if m == "say-consistency-more"), None)
    if not study or now is None:
        return []
    by_number = {int(row[0]): row for row in study}
    numbers = [row[2:4] for row in rows]
    wrong = []
    for number, columns in ((1, (1, 2)), (1, (3, 4)), (now, (1, 2)), (now, (3, 4))):
        if number in by_number:
            expected = tuple(by_number[number][i] for i in columns)
            if expected not in numbers:
                wrong.append(f"consistency-agreement: no row has {expected}, which the D-study has for {number}")
    return wrong
