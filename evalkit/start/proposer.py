"""From an office's own file to what it most probably says: rules and ``[source]``; and what it does not say."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from evalkit.errors import EvalkitError
from evalkit.files.textfile import name_key, plain
from evalkit.rules.implied import ROUND, WHOLE
from evalkit.sources.mapping import SOURCED
from evalkit.start.criteria import compare, put_criteria
from evalkit.start.forms import (
    FORMS,
    ceiling_of,
    codes_of,
    criteria_of,
    form_of,
    ids_of,
    matrix_of,
    number_in,
    numbers_in,
    people_of,
    rule_by_total,
    rule_that_fits,
    score_of,
    step_of,
    together,
    unit_columns,
    words_in,
)
from evalkit.start.grid import Given, Layout, layout_of
from evalkit.start.proposal import Criterion, Proposal
from evalkit.start.words import Said, noun_of, reviewer_like, role_of, said_by, title_of, undotted

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_MOST_COHORTS = 12


def propose(given: Given, grades: Sequence[str] = ()) -> Proposal:
    """Return what a file most probably says.

    Parameters
    ----------
    given
        The file.
    grades
        The words that are marks, from the best down; by default those of which that is known.

    Raises
    ------
    EvalkitError
        It has no table of marks or scores that can be told for one.
    """
    return _Proposer(given, grades).made()


class _Proposer:
    """Works on one file."""

    def __init__(self, given: Given, grades: Sequence[str]) -> None:
        self._given = given
        found = {name: layout_of(name, grid, grades) for name, grid in given.sheets.items()}
        self._layouts = together([layout for layout in found.values() if layout is not None])
        words = [name for layout in self._layouts for name in layout.names]
        self.p = Proposal("scores", dict(given.source), any("\u4e00" <= c <= "\u9fff" for w in words for c in w))
        self._used: dict[str, set[int]] = {}
        self._told_of: list[str] = []

    def made(self) -> Proposal:
        forms = [(layout, kind) for layout in self._layouts if (kind := form_of(layout)) is not None]
        if not forms:
            sheets = ", ".join(self._given.sheets) or "–"
            words = next((words for layout in self._layouts if (words := words_in(layout))), None)
            if words:
                facts = {"words": self.p.listed(words), "grades": ", ".join(words)}
                raise EvalkitError("new-from-words", file=self._given.path.name, **facts)
            raise EvalkitError("new-from-nothing", file=self._given.path.name, sheets=sheets)
        layout, kind = min(forms, key=lambda found: (FORMS.index(found[1]), -len(found[0].rows)))
        self._main = layout
        self.p.level = "scores" if kind == "scores" else "marks"
        units, code = self._units()
        getattr(self, f"_{kind}")(units, code)
        self._cohorts(units)
        self._pass_over()
        self._rest(units)
        return self.p

    # What each form is made of.

    def _long(self, units: Layout, code: int) -> None:
        main, roles = self._main, self._main.roles
        at = roles.get("points", roles.get("total", -1))
        entry = self._marks(code, points=at)
        groups: dict[str, list[str]] = {}
        if "indicator" in roles:
            for row in main.rows:
                groups.setdefault(row[roles["indicator"]] or "", []).append(row[at] or "")
            groups.pop("", None)
        else:
            groups = {main.names[at]: main.column(at)}
        found = self._put({name: (said_by(name), cells) for name, cells in groups.items()})
        if "indicator" in roles:
            entry["columns"]["indicator"] = self._use(main, roles["indicator"])
            entry["recode"]["indicator"] = {name: c.id for name, c in found.items() if name != c.id}
        else:
            entry["fill"]["indicator"] = next(iter(found.values())).id
        self._saw("long", criteria=self.p.listed(str(c.name) for c in found.values()))

    def _wide(self, units: Layout, code: int) -> None:
        main = self._main
        places = criteria_of(main)
        entry = self._marks(code)
        self._columns_of_criteria(entry, places)
        self._holes_in(places)

    def _holes_in(self, places: Sequence[int]) -> None:
        main = self._main
        holes = sum(1 for row in main.rows for at in places if row[at] is None)
        self._holes(holes if any(row[at] is not None for row in main.rows for at in places) else 0)

    def _sheets(self, units: Layout, code: int) -> None:
        main = self._main
        entry = self._marks(code, reviewer=False)
        codes = codes_of(main.parts)
        entry["parts"] = {codes[sheet]: sheet for sheet in main.parts}
        self.p.reviewers = [(own, sheet) for sheet, own in codes.items() if not reviewer_like(sheet)]
        places = criteria_of(main) or [score_of(main)]
        self._columns_of_criteria(entry, places)
        self._holes_in(places)
        self._saw("sheets", count=len(main.parts))
        self.p.unsure.append(("new-unsure-parts", {"list": self.p.listed(main.parts)}))

    def _matrix(self, units: Layout, code: int) -> None:
        """Put in marks that stand side by side: criteria below each reviewer, or reviewers below each criterion."""
        main, found = self._main, matrix_of(self._main)
        heads, below = list(found), list(next(iter(found.values())))
        clear = any(all(map(reviewer_like, words)) for words in (heads, below))
        points = [any(said_by(word).most or said_by(word).weight for word in words) for words in (heads, below)]
        above = all(map(reviewer_like, heads)) or not (all(map(reviewer_like, below)) or points[0] > points[1])
        people, criteria = (heads, below) if above else (below, heads)
        places = [[found[p if above else c][c if above else p] for c in criteria] for p in people]
        entry = self._marks(code, reviewer=False)
        names = [main.names[at] for at in places[0]]
        cells = [[cell for sheet in places for cell in main.column(sheet[n])] for n in range(len(criteria))]
        put = self._put({name: (said_by(c), own) for name, c, own in zip(names, criteria, cells, strict=True)})
        codes = codes_of(people)
        own = {c.id: criterion for c, criterion in zip(put.values(), criteria, strict=True)}
        entry["under"], entry["wide"] = {codes[p]: p for p in people}, own
        if not above:
            entry |= {"part": "indicator", "across": "reviewer", "under": own, "wide": {codes[p]: p for p in people}}
        if self.p.spellings:
            entry["recode"]["points"] = self.p.spellings
        self.p.reviewers = [(codes[p], p) for p in people if not reviewer_like(p)]
        listed: dict[str, object] = {
            "criteria": self.p.listed(str(c.name) for c in put.values()),
            "people": self.p.listed(people),
        }
        self._saw("matrix", **listed)
        if not clear:
            self.p.unsure.append(("new-unsure-matrix", listed))
        for at in (at for sheet in places for at in sheet):
            self._use(main, at)
        weights = [c.factor for c in put.values()]
        self._by_total(rule_that_fits(main, [list(zip(sheet, weights, strict=True)) for sheet in places]))
        self._holes_in([at for sheet in places for at in sheet])

    def _by_total(self, rule: str | None) -> None:
        """Follow the rule by which the totals on file come of the reviewers, where one fits."""
        self.p.rule = rule or "mean"
        if rule is not None and "total" in self._main.roles:
            self.p.seen.append(("new-seen-rule", {"rule": rule, "column": self._main.names[self._main.roles["total"]]}))

    def _joint(self, units: Layout, code: int) -> None:
        entry = self._marks(code, reviewer=False)
        entry["fill"]["reviewer"] = "joint"
        self._columns_of_criteria(entry, self._main.marks)
        self.p.unsure.append(("new-unsure-joint", {"columns": self.p.listed(str(c.name) for c in self.p.criteria)}))

    def _people(self, units: Layout, code: int) -> None:
        main, places = self._main, people_of(self._main)
        entry = self._marks(code, reviewer=False)
        cells = [cell for at in places for cell in main.column(at)]
        name = "评分" if self.p.han else "Score"
        (criterion,) = self._put({name: (said_by(name), cells)}).values()
        codes = codes_of([main.names[at] for at in places])
        # What is only numbered has no name, and needs no table.
        self.p.reviewers = [(own, name) for name, own in codes.items() if not reviewer_like(name)]
        entry["across"] = "reviewer"
        entry["wide"] = {codes[main.names[at]]: self._use(main, at) for at in places}
        entry["fill"]["indicator"] = criterion.id
        self._saw("people", columns=self.p.listed(main.names[at] for at in places))
        self._by_total(rule_by_total(main, places))
        silent = [row for row in main.rows if not any(row[at] is not None for at in places)]
        self._holes(len(silent))
        if not all(reviewer_like(main.names[at]) for at in places):
            self.p.unsure.append(("new-unsure-people", {"columns": self.p.listed(main.names[at] for at in places)}))

    def _scores(self, units: Layout, code: int) -> None:
        main, roles = self._main, self._main.roles
        at = score_of(main)
        columns = {"unit": self._use(main, code), "score": self._use(main, at)}
        entry = self._entry(main, columns)
        entry["fill"] = {"withheld": "no"}
        self.p.tables["scores"] = entry
        values = numbers_in(main.column(at))
        said = said_by(main.names[at])
        most = said.most or ceiling_of(max(values))
        step = step_of(values)
        least = said.least or min(Decimal(0), *values)
        self.p.scores = (least, most, step)
        self.p.seen.append(("new-seen-scores", {"column": main.names[at], "sheet": main.sheet}))
        if said.most is None:
            self.p.unsure.append(("new-unsure-scores", self._range(values, least, most, step)))
        if "tier" in roles:
            self._tiers(entry, at)

    # What the tables are made of.

    def _entry(self, layout: Layout, columns: Mapping[str, str]) -> dict[str, Any]:
        entry: dict[str, Any] = {"file" if self.p.source["kind"] == "csv" else "sheet": layout.sheet}
        if layout.parts:
            entry = {"parts": {f"{n}": sheet for n, sheet in enumerate(layout.parts, start=1)}}
        header = layout.header if len(layout.header) > 1 else layout.header[0]
        entry |= {"header": header, "columns": dict(columns), "fill": {}, "recode": {}}
        taken = {
            own: layout.take[at] for own, name in columns.items() if (at := layout.names.index(name)) in layout.take
        }
        return entry | {"take": taken, "filled": layout.filled, "down": layout.down}

    def _use(self, layout: Layout, at: int) -> str:
        self._used.setdefault(layout.sheet, set()).add(at)
        return layout.names[at]

    def _units(self) -> tuple[Layout, int]:
        """Put in the table of units; return its sheet, and the column of the marks that names them."""
        main = self._main
        code, name = unit_columns(main)
        layout, at = main, code
        inside = {plain(cell) for cell in main.column(code)}
        for other in self._layouts:
            if other is main or "reviewer" in other.roles or {"code", "name", "order"}.isdisjoint(other.roles):
                continue
            for candidate in dict.fromkeys(unit_columns(other)):
                if inside <= {plain(cell) for cell in other.column(candidate)}:
                    layout, at, name = other, candidate, unit_columns(other)[1]
                    break
        columns = {"unit": self._use(layout, at), "name": self._use(layout, name)}
        entry = self._entry(layout, columns)
        entry["distinct"] = layout is main
        self.p.tables["units"] = entry
        where = {"sheet": layout.sheet, "code": columns["unit"], "name": columns["name"]}
        count = len(set(map(plain, layout.column(at))))
        self.p.seen.append(("new-seen-units", {**where, "count": count}))
        if at == name:
            self.p.unsure.append(("new-unsure-code", {"column": columns["name"]}))
        self.p.unit = noun_of(layout.names[name]) or noun_of(layout.names[at])
        return layout, code

    def _marks(self, code: int, *, points: int | None = None, reviewer: bool = True) -> dict[str, Any]:
        main = self._main
        entry = self._entry(main, {"unit": self._use(main, code)})
        self.p.tables["marks"] = entry
        if points is not None:
            entry["columns"]["points"] = self._use(main, points)
        if reviewer:
            at = main.roles["reviewer"]
            entry["columns"]["reviewer"] = self._use(main, at)
            entry["take"] |= {"reviewer": main.take[at]} if at in main.take else {}
            named = codes_of(list(dict.fromkeys(map(plain, main.column(at)))))
            codes = {name: own for name, own in named.items() if name != own}
            if codes:
                entry["recode"]["reviewer"] = codes
            self._reviewers(at, codes)
        return entry

    def _reviewers(self, at: int, codes: Mapping[str, str]) -> None:
        """Put in the table of reviewers: a sheet that lists them, else the sheet of the marks."""
        layout, names = self._main, [i for i, n in enumerate(self._main.names) if role_of(n) == "reviewer" and i != at]
        inside = set(map(plain, layout.column(at)))
        for other in self._layouts:
            place = other.roles.get("reviewer", -1)
            if other is not self._main and place >= 0 and inside <= set(map(plain, other.column(place))):
                layout, at = other, place
                names = [i for i, n in enumerate(other.names) if role_of(n) in ("name", "reviewer") and i != at]
                break
        columns = {"reviewer": self._use(layout, at)}
        if names or not all(map(reviewer_like, inside)):
            columns["name"] = self._use(layout, names[0] if names else at)
            entry = self._entry(layout, columns)
            entry["distinct"] = layout is self._main
            if codes:
                entry["recode"]["reviewer"] = dict(codes)
            self.p.tables["reviewers"] = entry
        self.p.seen.append(
            ("new-seen-reviewers", {"sheet": layout.sheet, "column": columns["reviewer"], "count": len(inside)})
        )

    def _columns_of_criteria(self, entry: dict[str, Any], places: Sequence[int]) -> None:
        main = self._main
        called = undotted([main.called(at) for at in places])
        cells = {main.names[at]: (said_by(name), main.column(at)) for at, name in zip(places, called, strict=True)}
        found = self._put(cells)
        if pattern := next((main.take[at] for at in places if at in main.take), None):
            entry["take"]["points"] = pattern
        if all(at in main.areas for at in places):
            areas = list(dict.fromkeys(main.areas[at] for at in places))
            self.p.areas = [(own, area) for area, own in ids_of(areas, "a").items()]
            for at in places:
                self.p.area_of[found[main.names[at]].id] = main.areas[at]
        if self.p.spellings:
            entry["recode"]["points"] = self.p.spellings
        entry["wide"] = {c.id: name for name, c in found.items()}
        for at in places:
            self._use(main, at)
        self._saw("wide", criteria=self.p.listed(str(c.name) for c in found.values()))
        if "total" in main.roles:
            compare(self.p, main, places)

    def _put(self, columns: Mapping[str, tuple[Said, Sequence[str]]]) -> dict[str, Criterion]:
        return put_criteria(self.p, self._main, columns, self._given.path.name)

    def _tiers(self, entry: dict[str, Any], score: int) -> None:
        """Put in the tiers that stand beside scores, where one ends before the next begins."""
        main, at = self._main, self._main.roles["tier"]
        held: dict[str, list[Decimal]] = {}
        for row in main.rows:
            points = number_in(row[score])
            if row[at] is not None and points is not None:
                held.setdefault(plain(row[at] or ""), []).append(points)
        order = sorted(held, key=lambda tier: -max(held[tier]))
        clear = all(min(held[a]) > max(held[b]) for a, b in itertools.pairwise(order))
        if not clear or not 1 < len(order) <= _MOST_COHORTS:
            return
        ids = ids_of(order, "t")
        self.p.tiers = [(ids[tier], tier, min(held[tier])) for tier in order[:-1]]
        self.p.tiers.append((ids[order[-1]], order[-1], self.p.scores[0]))
        entry["columns"]["tier"] = self._use(main, at)
        entry["recode"]["tier"] = {tier: own for tier, own in ids.items() if tier != own}
        shown = self.p.listed(f"{name} ≥ {lowest:f}" for _, name, lowest in self.p.tiers)
        self.p.unsure.append(("new-unsure-cut-offs", {"list": shown}))

    def _cohorts(self, units: Layout) -> None:
        at = units.roles.get("cohort")
        names = list(dict.fromkeys(map(plain, units.column(at)))) if at is not None else []
        full = at is not None and all(row[at] is not None for row in units.rows)
        if at is None or not full or not 1 < len(names) <= min(_MOST_COHORTS, len(units.rows) - 1):
            return
        ids = ids_of(names, "cohort-")
        self.p.cohorts = [(ids[name], name) for name in names]
        entry = self.p.tables["units"]
        entry["columns"]["cohort"] = self._use(units, at)
        entry["recode"]["cohort"] = {name: own for name, own in ids.items() if name != own}
        self.p.seen.append(("new-seen-cohorts", {"column": units.names[at], "list": self.p.listed(names)}))

    def _rest(self, units: Layout) -> None:
        """Say what was passed over, and what no file says."""
        told = self.p.unsure
        for layout in [self._main] if units is self._main else [self._main, units]:
            used = self._used.get(layout.sheet, set())
            left = [name for i, name in enumerate(layout.names) if name and i not in used and layout.column(i)]
            if left:
                told.append(("new-unsure-columns", {"sheet": layout.sheet, "list": self.p.listed(left)}))
            if layout.below:
                rows = ", ".join(map(str, layout.below[:10])) + (" …" if len(layout.below) > 10 else "")
                told.append(("new-unsure-rows", {"sheet": layout.sheet, "rows": rows}))
        taken = {*self._used, *self._main.parts}
        others = [name for name, grid in self._given.sheets.items() if name not in taken and any(map(any, grid))]
        if others:
            told.append(("new-unsure-sheets", {"list": self.p.listed(others)}))
        if not self.p.tiers:
            told.append(("new-unsure-tiers", {}))
        above = [row for row in self._given.sheets[self._main.sheet][: self._main.header[0] - 1] if any(row)]
        titles = [next(filter(None, row)) for row in above if sum(map(bool, row)) == 1]
        self.p.title = next((title for said in titles if said and (title := title_of(said))), None)
        words = [*filter(None, titles), *self._given.sheets, self._given.path.stem]
        self.p.year = next((found[1] for word in words if (found := _YEAR.search(word))), None)

    def _pass_over(self) -> None:
        """Take no column that was not recognised for the one that is called so here: a type, a round of their own."""
        for table, entry in self.p.tables.items():
            sheets = {entry.get("sheet"), entry.get("file"), *entry.get("parts", {}).values()}
            there = {name_key(name) for one in self._layouts if one.sheet in sheets for name in one.names}
            for column in SOURCED[table].columns:
                known = {*entry["columns"], *entry["fill"], "indicator"}
                if column.kind == "choice" and column.name not in known and name_key(column.name) in there:
                    entry["fill"][column.name] = {"round": ROUND, "cohort": WHOLE}.get(column.name, "")

    def _holes(self, count: int) -> None:
        self.p.missing = count
        if count:
            self.p.unsure.append(("new-unsure-missing", {"count": count}))

    def _saw(self, form: str, **variables: object) -> None:
        self.p.seen.append((f"new-seen-{form}", {"sheet": self._main.sheet, **variables}))

    def _range(self, values: Sequence[Decimal], least: Decimal, most: Decimal, step: Decimal) -> dict[str, object]:
        shown = {"least": least, "most": most, "step": step, "lowest": min(values), "highest": max(values)}
        return {name: f"{value:f}" for name, value in shown.items()}
