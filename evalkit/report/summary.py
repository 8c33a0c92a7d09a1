"""What an edition comes to, as facts that fit into a manifest; and what changed between two such summaries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from evalkit.edition import EditionRecord
from evalkit.edition.catalogues import take_languages
from evalkit.report.method_words import item_label, rule_text
from evalkit.report.words import Words
from evalkit.rules.points import written
from evalkit.scoring import Evaluation
from evalkit.scoring.method import LEFT, POINTS, REPLAYED, compared_rules
from evalkit.wording import Language, text

Summary = Mapping[str, Any]


def edition_summary(record: EditionRecord) -> dict[str, Any]:
    """Return the facts about an edition that the index shows and compares.

    Parameters
    ----------
    record
        The edition.

    Returns
    -------
    Texts, whole numbers, lists and dictionaries only, so that JSON holds it:
    ``level`` (how much is on file); ``total`` and ``participants`` (counts, None where unknown); ``tiers`` (the highest
    first, each with ``id``, ``count`` or None, and its name by language); ``window`` (first and last day, or None);
    ``rules`` (by item of :func:`~evalkit.scoring.method.compared_rules`, those that are known: ``value``, equal where
    the rule is the same, what it is called (``label``) and a text by language).
    """
    ev = Evaluation(record, record.rules)
    rules = record.rules
    languages = record.programme.languages
    take_languages(languages, record.folder.absolute().parent.parent.parent)
    words = {language: Words(language, record.programme, rules) for language in languages}
    return {
        "level": rules.data.level,
        "window": [str(day) for day in rules.window.days] if rules.window else None,
        "total": rules.total_of(rules.cohorts_in(None)),
        "participants": ev.participants,
        "tiers": [
            {"id": tier.id, "count": ev.tier_total([tier.id]), **{name: tier.name[name] for name in languages}}
            for tier in rules.tiers
        ],
        "rules": {
            item: {
                "value": _plain(value),
                "label": {name: item_label(words[name], rules, item) for name in languages},
                **{name: rule_text(words[name], rules, item) for name in languages},
            }
            for item, value in compared_rules(rules).items()
            if value is not None
        },
    }


def languages_of(summary: Summary) -> tuple[Language, ...]:
    """Return the languages in which a summary says what a rule is."""
    return tuple(dict.fromkeys(language for rule in summary["rules"].values() for language in rule.get("label", ())))


def changes(language: Language, now: Summary, earlier: Sequence[tuple[str, Summary]]) -> list[str]:
    """Return what changed, as sentences that name the edition with which they compare.

    Parameters
    ----------
    language
        Of the sentences.
    now
        The edition's summary.
    earlier
        ``(edition, summary)`` of those before it, the latest first. Each fact is compared with the last edition in
        which it is known.
    """
    if not earlier:
        return []
    found = []
    for fact in ("total", "participants"):
        last = next(((name, s[fact]) for name, s in earlier if s[fact] is not None), None)
        if last is not None and now[fact] is not None and (fact == "participants" or last[1] != now[fact]):
            found.append(text(language, f"change-{fact}", edition=last[0], **_pair(last[1], now[fact])))
    found += [sentence for tier in now["tiers"] for sentence in _tier(language, tier, now, earlier)]
    rules = _rules(language, now, earlier)
    return found + (rules or ([text(language, "change-no-rule")] if now["rules"] else []))


def _tier(
    language: Language, tier: Mapping[str, Any], now: Summary, earlier: Sequence[tuple[str, Summary]]
) -> list[str]:
    """Compare a tier with the one of the same id; where the method differs the numbers say little: say so as well."""
    for name, before in earlier:
        count = next((t["count"] for t in before["tiers"] if t["id"] == tier["id"]), None)
        if count is None:
            continue
        if tier["count"] is None:
            return []
        return [text(language, _message(before, now), tier=tier[language], edition=name, **_pair(count, tier["count"]))]
    return []


def _message(before: Summary, now: Summary) -> str:
    """Return the message for a tier in two editions, by what is known to have changed between them."""
    old, new = before["rules"], now["rules"]
    if "cut-offs" not in old or "cut-offs" not in new or old["cut-offs"]["value"] != new["cut-offs"]["value"]:
        return "change-tier-cut-offs"
    bearing = [item for item in new if item in REPLAYED or item in LEFT or item.startswith(POINTS)]
    changed = any(item in old and old[item]["value"] != new[item]["value"] for item in bearing)
    return "change-tier-method" if changed else "change-tier"


def _rules(language: Language, now: Summary, earlier: Sequence[tuple[str, Summary]]) -> list[str]:
    found = []
    for item, rule in sorted(now["rules"].items()):
        last = next(((name, s["rules"][item]) for name, s in earlier if item in s["rules"]), None)
        if last is None or last[1]["value"] == rule["value"]:
            continue
        label = rule["label"][language] if "label" in rule else text(language, f"item-{item}")
        facts = {"before": last[1][language], "edition": last[0], "after": rule[language]}
        found.append(text(language, "change-rule", item=label, **facts))
    return found


def _pair(before: int, after: int) -> dict[str, object]:
    difference = after - before
    sign = "+" if difference > 0 else "−" if difference < 0 else "±"
    return {"before": before, "after": after, "difference": f"{sign}{abs(difference)}"}


def _plain(value: object) -> object:
    """Return a rule's value as JSON holds it; numbers as text, 85.0 like 85."""
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return written(value) if isinstance(value, Decimal) else str(value)
