"""What page 02 and the report say of a drawn rule book, held against plain fractions; what the public must not get.

The books have what the editions of ``tests/generated`` have not: grades, marks whose lowest is the best, NA, weights,
caps, adjustments and prices, thresholds, quotas, vetoes, lots. Scores, ranks and tiers are those of
:func:`tests.rulesets.drawn.outcome`.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction as F

from tests.generated.oracle.check import _references
from tests.generated.oracle.form import form
from tests.generated.pages import Seen, as_text
from tests.rulesets.drawn import Book, outcome

UNKNOWN = "–"


def publish(book: Book, rng: random.Random) -> None:
    """Draw what the public does not get; quotas go, for they do not go with withheld scores."""
    tiers = [tier["id"] for tier in book.rules.get("tiers", ())]
    if not tiers:
        return
    book.rules.pop("quotas", None)
    scores = [tier for tier in tiers if rng.random() < 0.4]
    rule = {"withhold_scores_of": scores, "withhold_names_of": tiers[-1:] if rng.random() < 0.5 else []}
    if scores and rng.random() < 0.5:
        rule["withhold_ranks_of"] = rng.sample(scores, rng.randint(0, len(scores)))
    book.rules["publication"] = {key: held for key, held in rule.items() if held or key == "withhold_ranks_of"}


def false(book: Book, page: Seen) -> Iterator[str]:
    """Yield what is wrong with a page."""
    if page.error is not None:
        yield page.error
        return
    yield from _references(page)
    for element in page.shown:
        yield from form(element)
    due = outcome(book)
    rule = book.rules.get("publication", {}) if page.audience == "public" else {}
    unnamed = {u for u, (_, _, tier) in due.items() if tier in rule.get("withhold_names_of", ())}
    held = {u for u, (_, _, tier) in due.items() if tier in rule.get("withhold_scores_of", ())} | unnamed
    ranks_held = rule.get("withhold_ranks_of", rule.get("withhold_scores_of", ()))
    unranked = {u for u, (_, _, tier) in due.items() if tier in ranks_held} | unnamed
    if unnamed:
        text = "\n".join(map(as_text, page.shown))
        for unit in book.units:
            if unit["unit"] in unnamed:
                words = (unit["unit"], unit["name"])
                yield from (f"{word} is named" for word in words if re.search(rf"\b{re.escape(word)}\b", text))
    scored = {u: row for u, row in due.items() if row[0] is not None}
    for view in page.tables("scores"):
        rows = [row for _, part in view.groups for row in part]
        places = {column.label: n for n, column in enumerate(view.columns)}
        rank, code, score = 0, 1, places.get("Score", places.get("评分", -1))
        yield from _differ("units of the table", Counter(row[code] for row in rows), Counter(set(scored) - unnamed))
        for row in rows:
            points, place, _ = scored.get(row[code], (None, None, None))
            told = None if row[score].startswith(("withheld", "不公布", "保留")) else _number(row[score])
            yield from _differ(f"score of {row[code]}", told, None if row[code] in held else points)
            wanted = None if row[code] in unranked else place
            yield from _differ(f"rank of {row[code]}", None if row[rank] == UNKNOWN else int(row[rank]), wanted)
        named = {t["id"]: t["name"][page.language] for t in book.rules.get("tiers", ())}
        blocks = {row[code]: heading for heading, part in view.groups for row in part}
        for unit, heading in blocks.items():
            tier = named.get(scored[unit][2] or "") if unit in scored else None
            if tier is not None and tier not in (heading or ""):
                yield f"{unit} stands under {heading!r} for {tier!r}"
    for view in page.tables("tiers"):
        counts = Counter(tier for _, _, tier in scored.values())
        at = [column.label for column in view.columns].index({"en": "Number", "zh": "数量"}[page.language])
        found = [int(row[at]) for _, part in view.groups for row in part][: len(book.rules["tiers"])]
        yield from _differ("tiers", found, [counts[tier["id"]] for tier in book.rules["tiers"]])
    seen = [s for u, (s, _, _) in scored.items() if s is not None and u not in _always_held(book, due)]
    alone = [said for said in page.said if said.message == "say-scores" and "ranking" in book.rules]
    for said in alone if book.rules["ranking"].get("within") is None else ():
        yield from _differ("scores told", said.facts["count"], len(seen))
        yield from _differ("lowest score", _number(str(said.facts["lowest"])), min(seen))
        yield from _differ("highest score", _number(str(said.facts["highest"])), max(seen))


def _always_held(book: Book, due: dict[str, tuple[F | None, int | None, str | None]]) -> set[str]:
    """Return the units whose scores no reader finds in a sentence."""
    rule = book.rules.get("publication", {})
    away = {*rule.get("withhold_scores_of", ()), *rule.get("withhold_names_of", ())}
    return {u for u, (_, _, tier) in due.items() if tier in away}


def _number(cell: str) -> F | None:
    found = re.match(r"[-−]?\d+(\.\d+)?", cell)
    return F(found[0].replace("−", "-")) if found else None


def _differ(what: str, found: object, due: object) -> Iterator[str]:
    if found != due:
        yield f"{what}: {found!r} for {due!r}"
