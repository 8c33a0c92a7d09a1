"""Several editions: what changed in the rules, what the changes alone do, who moved, who is new on the roll."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.generated.oracle.context import UNKNOWN, Context
from tests.generated.oracle.edition import Edition
from tests.generated.oracle.numbers import gap_before, honour, name_in, standing
from tests.generated.oracle.public import ends_of

Expected = dict[str, object] | None
Given = Mapping[str, Any]
Rows = list[tuple[object, ...]]

#: Why a change cannot be put back.
LEFT = {
    "areas": "indicators", "indicators": "indicators", "scale": "scale", "mark-step": "scale", "marks": "scale",
    "rounds": "review", "importance": "review", "conflicts": "review", "eligibility": "who", "window": "period",
}  # fmt: skip
BANDED, BY_MARKS = ("cut-offs", "tiers", "rounding"), ("final", "total-points")


def _day(date: dt.date) -> tuple[int, int]:
    return (2, 29) if (date.month, date.day) == (2, 28) else (date.month, date.day)


def method(ev: Edition) -> dict[str, object]:
    """Return what the rules say by item; None where they are silent, unless an edition of marks says so by silence."""
    r, review = ev.rules, ev.rules.get("review", {})
    silent = () if ev.level == "marks" else None
    whole = ev.level in ("scores", "marks")

    def names(things: list[dict[str, Any]]) -> object:
        """As readers know them, who never see an id."""
        return tuple((t["name"]["zh"], t["name"]["en"]) for t in things) or None

    def tiers(ids: Any) -> object:
        return names([t for t in ev.tier_rules if t["id"] in ids]) or ()

    def fields(rule: dict[str, Any] | None) -> object:
        if rule is None:
            return silent
        return tuple(
            sorted((k, tuple(sorted(v)) if isinstance(v, list) else v) for k, v in rule.items() if k != "name")
        )

    window = r.get("window")
    return {
        "areas": names(ev.areas),
        "indicators": tuple(i["id"] for i in ev.indicators) or None,
        **{f"points:{i['id']}": i.get("points") for i in ev.indicators},
        "total-points": r.get("total_points"),
        "mark-step": r.get("marks", {}).get("step"),
        # From 0 in equal steps, or else what each goes from and by.
        "marks": ([(ev.least, r["marks"]["step"])] * len(ev.indicators) if ev.least else ()) if "marks" in r else None,
        "final": fields(review["final"]) if "final" in review else None,
        "importance": fields(review.get("importance")),
        "conflicts": fields(review.get("conflicts")),
        "eligibility": fields({k: v for k, v in r["eligibility"].items() if k != "reasons"}) if "eligibility" in r
        else silent,
        "scale": (*(r["scores"][k] for k in ("min", "max", "step")), ev.sign) if ev.cut_offs_known else None,
        "rounding": fields(r["banding"]) if ev.cut_offs_known else None,
        "cut-offs": tuple(t[ev.limit] for t in ev.tier_rules[:-1]) if ev.cut_offs_known else None,
        "tiers": names(ev.tier_rules),
        "withheld": tiers(r.get("publication", {}).get("withhold_scores_of", ())) if whole else None,
        "cohorts": names(r["cohorts"]),
        "rounds": tuple((*x["name"].values(), x["kind"], x.get("reviewers_per_unit")) for x in
                        review.get("rounds", [])) or None,
        "ranking": r["ranking"]["ties"] if whole else None,
        "percent": fields(r["percent"]) if whole else None,
        "window": window and ((window["first"].month, window["first"].day), _day(window["last"]),
                              window["last"].year - window["first"].year),
        "honour": fields({**r["honour"], "tier": tiers([r["honour"]["tier"]])}) if "honour" in r else silent,
        "watch": fields({**r["watch"], "audience": "", "tiers": tiers(r["watch"]["tiers"])}) if "watch" in r
        else silent,
    }  # fmt: skip


def changes(c: Context) -> list[tuple[Edition, Edition, str]]:
    """Return each change: the edition, the last one before it in which the item is known, the item."""
    known: dict[str, tuple[Edition, object]] = {}
    found = []
    for ev in c.series:
        for item, value in method(ev).items():
            if value is None:
                continue
            if item in known and known[item][1] != value:
                found.append((ev, known[item][0], item))
            known[item] = (ev, value)
    return found


def item_name(c: Context, ev: Edition, item: str) -> str:
    if item.startswith("points:"):
        return c.label("item-points", name=next(c.name(i) for i in ev.indicators if i["id"] == item[7:]))
    return c.label(f"item-{item}")


def _text(c: Context, ev: Edition, item: str) -> str | None:
    """Return what the rules say of an item; None where it is too long a sentence to be made here."""
    r = ev.rules
    if item.startswith("points:"):
        return str(next(i["points"] for i in ev.indicators if i["id"] == item[7:]))
    if item in ("areas", "indicators"):
        things = ev.areas if item == "areas" else ev.indicators
        return c.label("rule-areas", count=len(things), list=c.listed([c.name(t) for t in things]))
    if item in ("tiers", "cohorts"):
        return c.listed([c.name(t) for t in (ev.tier_rules if item == "tiers" else r["cohorts"])])
    if item == "withheld":
        away = r.get("publication", {}).get("withhold_scores_of", ())
        return c.listed([c.name(t) for t in ev.tier_rules if t["id"] in away]) or c.label("rule-none")
    if item == "cut-offs":
        return c.listed([str(t[ev.limit]) for t in ev.tier_rules[:-1]]) or c.label("rule-none")
    if item == "scale":
        ends = {k: str(r["scores"][k]).replace("-", "−") for k in ("min", "max", "step")}
        return c.label("rule-scale", **ends, best="lowest" if ev.low_is_good else "highest")
    if item == "percent":
        given = r["percent"]
        return c.label("rule-percent", count=given["decimals"], rounding=c.label(f"rounding-{given['rounding']}"))
    if item == "ranking":
        return c.label(f"rule-ranking-{r['ranking']['ties']}")
    if item == "total-points":
        return str(r["total_points"])
    if item == "mark-step":
        return str(r["marks"]["step"])
    if item == "rounding":
        band = r["banding"]
        return c.label("rule-rounding", step=str(band["to_nearest"]), rounding=c.label(f"rounding-{band['rounding']}"))
    if item == "honour":
        rule = r.get("honour")
        return c.label("rule-none") if rule is None else c.label(
            "rule-honour", tier=c.tier(rule["tier"], ev), count=rule["consecutive"])  # fmt: skip
    if item == "final":
        final = r["review"]["final"]
        facts = {"rule": c.label(f"final-{final['rule']}"), "rounds": c.label(f"final-{final['of']}")}
        return c.label("rule-final", rounding=c.label(f"rounding-{final['rounding']}"), **facts)
    return None


def changes_table(c: Context) -> Rows:
    rows: Rows = []
    for ev, before, item in changes(c):
        old, new = _text(c, before, item), _text(c, ev, item)
        told = None if old is None else c.label("rule-before", rule=old, edition=before.name)
        rows.append((ev.name, item_name(c, ev, item), told, new))
    return rows


# --- what the changes alone do ----------------------------------------------------------------------------------------


def with_rules(ev: Edition, **rules: Any) -> Edition:
    """Return an edition under other rules."""
    other = Edition(ev.folder)
    other.rules = {**other.rules, **rules}
    other.tier_rules = other.rules["tiers"]
    other.tiers = [t["id"] for t in other.tier_rules]
    other.areas = other.rules.get("areas", [])
    other.indicators = [i for a in other.areas for i in a.get("indicators", [])]
    return other


def placed(ev: Edition, before: Edition) -> list[dict[str, Any]]:
    """Return an edition's tiers with the cut-offs of another one, place by place."""
    pairs = zip(ev.tier_rules, before.tier_rules, strict=True)
    return [{**own, "lowest": old["lowest"], "highest": old["highest"]} for own, old in pairs]


class Replay:
    """What was put back, what could not be, and each unit's place among the tiers now and before."""

    def __init__(self, c: Context) -> None:
        ev = c.ev
        mine = [(item, before) for e, before, item in changes(c) if e is ev]
        self.left: dict[str, list[str]] = {}
        back: dict[str, Edition] = {}
        kinds = {LEFT.get(item) for item, _ in mine}
        for item, before in mine:
            pointed = item in BY_MARKS or item.startswith("points:")
            why = LEFT.get(item)
            if why is None and not pointed and item not in BANDED:
                continue
            # Where nobody took part there are no marks either.
            if why is None and pointed and not (ev.level == "marks" and ev.files.get("marks")):
                why = "marks"
            if why is None and item != "final" and kinds & {"indicators", "scale"}:
                why = "scale" if "scale" in kinds else "indicators"
            if why is None and item in ("cut-offs", "tiers") and len(before.tiers) != len(ev.tiers):
                why = "tiers"
            # Tiers of other names are no other tiers where they are as many; their cut-offs are an item of their own.
            if why is None and item == "tiers":
                continue
            if why is None:
                back[item] = before
            else:
                self.left.setdefault(why, []).append(item)
        self.items = list(back)
        self.pairs: list[tuple[int, int]] | None = None
        self.undecided = 0
        if not ev.complete:
            self.items, self.left = [], {}
        elif back:
            self._put_back(c, back)

    def _put_back(self, c: Context, back: Mapping[str, Edition]) -> None:
        ev = c.ev
        rules: dict[str, Any] = {}
        for item, before in back.items():
            if item == "cut-offs":
                rules["tiers"] = placed(ev, before)
            elif item == "rounding":
                rules["banding"] = before.rules["banding"]
            elif item == "final":
                rules["review"] = {**ev.rules["review"], "final": before.rules["review"]["final"]}
        by_marks = "review" in rules
        former = with_rules(ev, **rules)
        low, high = Decimal(ev.rules["scores"]["min"]), Decimal(ev.rules["scores"]["max"])
        if not _fits(former.tier_rules, low, high, Decimal(former.rules["banding"]["to_nearest"])):
            self.left["apart"], self.items = self.items, []
            return
        self.pairs = []
        for unit, tier in ev.unit_tiers.items():
            hidden = c.hidden(unit)
            other: str | None
            if by_marks:
                other = (
                    None
                    if hidden or ev.scores[unit] is None
                    else former.tier_at(former.final_score(unit) or Fraction(0))
                )
            elif ev.scores[unit] is not None and not hidden:
                other = former.tier_at(ev.scores[unit] or Fraction(0))
            else:
                other = _sure(ev, former, tier)
            if tier is None or other is None:
                self.undecided += 1
            else:
                self.pairs.append((ev.tiers.index(tier), ev.tiers.index(other)))

    @property
    def unclear(self) -> bool:
        """Whether points were put back, which is not worked out here."""
        return any(i.startswith("points:") or i == "total-points" for i in self.items)


def _sure(ev: Edition, former: Edition, tier: str | None) -> str | None:
    """Return the tier of a score of which only its tier is known, where it can be in no other."""
    if tier is None:
        return None
    low, high = (former.tier_at(end) for end in ends_of(ev, tier))
    return low if low == high else None


def replay_said(moved: bool) -> Callable[[Context, Given], Expected]:
    def said(c: Context, given: Given) -> Expected:
        found = Replay(c)
        if found.unclear:
            return {}
        if found.pairs is None:
            return None
        up = sum(before < now for now, before in found.pairs)
        down = sum(before > now for now, before in found.pairs)
        if bool(up + down) != moved:
            return None
        items = c.listed([item_name(c, c.ev, i) for i in found.items])
        return {"items": items, "count": len(found.pairs), "up": up, "down": down, "moved": up + down}

    return said


def left(why: str) -> Callable[[Context, Given], Expected]:
    def said(c: Context, given: Given) -> Expected:
        items = Replay(c).left.get(why)
        return None if not items else {"items": c.listed([item_name(c, c.ev, i) for i in items])}

    return said


def across_changes(c: Context, given: Given) -> Expected:
    def bears(item: str) -> bool:
        return item in LEFT or item in BANDED or item in BY_MARKS or item.startswith("points:")

    found = [(before, item) for ev, before, item in changes(c) if ev is c.ev and bears(item)]
    if not found:
        return None
    places = [next(i for i, ev in enumerate(c.series) if ev is before) for before, _ in found]
    since = "none" if min(places) == len(c.series) - 2 else c.series[min(places)].name
    items = c.listed([item_name(c, c.ev, i) for _, i in found])
    return {"items": items, "after": c.ev.name, "since": since}


def across_gap(c: Context, given: Given) -> Expected:
    place = len(c.series) - 1
    return {"before": c.series[-2].name, "after": c.ev.name} if gap_before(c.series, place) else None


def replayed_table(c: Context) -> Rows:
    found = Replay(c)
    rows: Rows = []
    for place, tier in enumerate(c.ev.tier_rules):
        counts = [sum(pair[i] == place for pair in found.pairs or []) for i in (0, 1)]
        cells: list[str | None] = [str(n) for n in counts]
        if found.undecided and not any(counts):
            cells = [UNKNOWN, UNKNOWN]
        rows.append((c.name(tier), *([None, None] if found.unclear else cells)))
    return rows


def replayed_note(c: Context, given: Given) -> Expected:
    found = Replay(c)
    return {} if found.unclear else {"count": found.undecided} if found.undecided else None


def rebanded(c: Context) -> Rows:
    """The scores under each other set of cut-offs on the same scale; what a withheld score may do is undecided."""
    ev = c.ev
    rows: Rows = []
    if not ev.complete:
        return rows
    seen = set()
    low, high = Decimal(ev.rules["scores"]["min"]), Decimal(ev.rules["scores"]["max"])
    for other in c.series:
        if not other.cut_offs_known or len(other.tiers) != len(ev.tiers) or other.sign != ev.sign:
            continue
        cuts = tuple(t[ev.limit] for t in other.tier_rules)
        nearest = Decimal(ev.rules["banding"]["to_nearest"]) if "banding" in ev.rules else None
        if nearest is None or not _fits(other.tier_rules, low, high, nearest) or cuts in seen:
            continue
        seen.add(cuts)
        former = with_rules(ev, tiers=placed(ev, other))
        found = []
        for unit, tier in ev.unit_tiers.items():
            score = ev.scores[unit]
            known = score is not None and not c.hidden(unit)
            found.append(former.tier_at(score or Fraction(0)) if known else _sure(ev, former, tier))
        same = [
            e.name
            for e in c.series
            if e.cut_offs_known and e.sign == ev.sign and cuts == tuple(t[ev.limit] for t in e.tier_rules)
        ]
        label = c.label("label-cut-offs", edition=c.listed(same), list=c.listed([str(x) for x in cuts[:-1]]))
        rows.append((label, *(str(found.count(t)) for t in ev.tiers), str(found.count(None))))
    return rows if len(rows) > 1 else []


def _fits(tiers: list[dict[str, Any]], low: Decimal, high: Decimal, nearest: Decimal) -> bool:
    """Tell whether tiers cover a scale without a gap, when scores are rounded to so much."""
    rising = tiers if tiers[0]["lowest"] <= tiers[-1]["lowest"] else tiers[::-1]
    ends = (rising[0]["lowest"], rising[-1]["highest"]) == (low, high)
    return ends and all(b["lowest"] - a["highest"] == nearest for a, b in itertools.pairwise(rising))


def rebanded_none(c: Context, given: Given) -> Expected:
    return None if rebanded(c) or not c.ev.complete else {}


# --- who moved, who is new --------------------------------------------------------------------------------------------


def moved(c: Context) -> dict[str, int | bool]:
    before, after = c.series[-2:]
    pairs = [(standing(before, u), standing(after, u)) for u in {*before.names, *after.names}]
    outside = [p for p in pairs if "outside" in p]
    known = [p for p in pairs if None not in p and "outside" not in p]
    absent = [p.count("absent") for p in known]
    return {
        "count": len(known),
        "both": absent.count(0),
        "one": absent.count(1),
        "neither": absent.count(2),
        "outside": len(outside),
        "unknown": len(pairs) - len(known) - len(outside),
        "whole": before.level == "marks" and after.level == "marks",
    }


def mobility_note(key: str, *, whole: bool | None = None) -> Callable[[Context, Given], Expected]:
    def said(c: Context, given: Given) -> Expected:
        if len(c.series) < 2:
            return None
        found = moved(c)
        if not found["count"] or not (found[key] or key == "neither"):
            return None
        if whole is not None and found["whole"] is not whole:
            return None
        return {"count": found[key], "both": found["both"]}

    return said


def mobility_none(c: Context, given: Given) -> Expected:
    return {} if len(c.series) > 1 and not moved(c)["count"] else None


def honour_changes(c: Context) -> dict[str, Any] | None:
    """Return who is new, who fell off and of whom that is not known; None where no two rolls can be compared."""
    series = c.series
    place = len(series) - 1
    if place == 0 or gap_before(series, place):
        return None
    rules = [e.rules.get("honour") for e in series[-2:]]
    if None in rules or any(rules[0][k] != rules[1][k] for k in ("tier", "consecutive")):  # type: ignore[index]
        return None
    (was, counted, end), (now, _counted_now, end_now) = honour(series[:-1]), honour(series)
    if "beginning" in (end, end_now):
        return None
    was, now = _closed(series[-2], was), _closed(series[-1], now)
    whole = _whole(series[-2], was, counted)
    pairs = {u: (was.get(u, "no" if whole else "unknown"), now[u]) for u in now}
    return {
        "previous": series[-2].name,
        "added": sorted(u for u, p in pairs.items() if p == ("no", "yes")),
        "dropped": sorted(u for u, p in pairs.items() if p == ("yes", "no")),
        "maybe_added": [u for u, p in pairs.items() if p in (("unknown", "yes"), ("no", "unknown"), ("unknown",) * 2)],
        "maybe_dropped": [
            u for u, p in pairs.items() if p in (("yes", "unknown"), ("unknown", "no"), ("unknown",) * 2)
        ],
    }


def _closed(ev: Edition, statuses: dict[str, str]) -> dict[str, str]:
    """Where as many are known by name as there are by the source, nobody else holds it."""
    total = ev.fact("honour", None)
    if total is None or list(statuses.values()).count("yes") != total:
        return statuses
    return {u: "no" if s == "unknown" else s for u, s in statuses.items()}


def _whole(ev: Edition, statuses: dict[str, str], counted: list[Edition]) -> bool:
    total = ev.fact("honour", None)
    closed = total is not None and list(statuses.values()).count("yes") == total
    return closed or any(e.complete or e.level == "marks" for e in counted)


def honour_change(kind: str) -> Callable[[Context, Given], Expected]:
    def said(c: Context, given: Given) -> Expected:
        if len(c.series) > 1 and gap_before(c.series, len(c.series) - 1):
            return {"edition": c.ev.name} if kind == "gap" else None
        found = honour_changes(c)
        if found is None:
            return {} if kind == "none" and len(c.series) > 1 else None
        facts: dict[str, object] = {k: v if isinstance(v, str) else len(v) for k, v in found.items()}
        doubt = found["maybe_added"] or found["maybe_dropped"]
        right = "known" if not doubt else "at-least" if found["added"] or found["dropped"] else "unknown"
        return facts if kind == right else None

    return said


def honour_changes_table(c: Context) -> Rows:
    found = honour_changes(c)
    rows: Rows = []
    if found is None:
        return rows
    for unit in found["added"]:
        rows.append((c.label("honour-added"), unit, name_in(c.series, unit), UNKNOWN))
    for unit in found["dropped"]:
        there = standing(c.ev, unit)
        if there in ("absent", "outside"):
            reason = c.label(f"honour-reason-{there}")
        elif c.ev.scores[unit] is None or unit in c.ev.withheld:
            reason = c.label("honour-reason-tier-alone", tier=c.tier(there))
        else:
            score = c.ev.points(c.ev.scores[unit] or Fraction(0))
            reason = c.label("honour-reason-tier", tier=c.tier(there), score=score)
        rows.append((c.label("honour-dropped"), unit, name_in(c.series[:-1], unit), reason))
    return rows


SERIES: dict[str, Callable[[Context, Given], Expected]] = {
    "say-replay": replay_said(True),
    "say-replay-same": replay_said(False),
    **{f"replay-left-{why}": left(why) for why in ("tiers", "apart", "marks", *LEFT.values())},
    "note-replayed": replayed_note,
    "say-rebanded-none": rebanded_none,
    "say-changes-none": lambda c, _: None if changes(c) else {},
    "note-rule-changes": lambda c, _: {} if changes(c) else None,
    "say-across-changes": across_changes,
    "say-across-gap": across_gap,
    "note-mobility": mobility_note("count"),
    "note-mobility-one": mobility_note("one"),
    "note-mobility-neither": mobility_note("neither", whole=True),
    "note-mobility-nameless": mobility_note("neither", whole=False),
    "note-mobility-unknown": mobility_note("unknown"),
    "note-mobility-outside": mobility_note("outside"),
    "say-mobility-none": mobility_none,
    "say-honour-change": honour_change("known"),
    "say-honour-change-at-least": honour_change("at-least"),
    "say-honour-change-unknown": honour_change("unknown"),
    "say-honour-change-gap": honour_change("gap"),
    "say-honour-no-change": honour_change("none"),
    "say-participation-unknown": lambda c, _: (
        {} if len(c.series) > 1 and sum(e.participants is not None for e in c.series) < 2 else None
    ),
}
SERIES_TABLES: dict[str, tuple[Callable[[Context], Any], bool]] = {
    "rule-changes": (changes_table, False),
    "replayed": (replayed_table, True),
    "rebanded": (rebanded, True),
    "honour-changes": (honour_changes_table, True),
}
