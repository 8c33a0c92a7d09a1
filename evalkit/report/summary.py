"""What an edition comes to, as facts that fit into a manifest; and what changed between two such summaries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evalkit.edition import EditionRecord
from evalkit.report.series_tables import rule_text
from evalkit.report.words import Words
from evalkit.scoring import Evaluation
from evalkit.scoring.series import compared_rules
from evalkit.wording import LANGUAGES, Language, text

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
    first, each with ``id``, ``count`` or None, and its name by language); ``rules`` (by item of
    :meth:`~evalkit.scoring.series.Series.rule_changes`, those that are known: ``value``, equal where the rule is the
    same, and a text by language).
    """
    ev = Evaluation(record, record.rules)
    rules = record.rules
    words = {language: Words(language, record.programme, rules) for language in LANGUAGES}
    return {
        "level": rules.data.level,
        "total": rules.total_of(rules.cohorts_in(None)),
        "participants": ev.participants,
        "tiers": [
            {"id": tier.id, "count": ev.tier_total([tier.id]), **{name: tier.name[name] for name in LANGUAGES}}
            for tier in rules.tiers
        ],
        "rules": {
            item: {"value": str(value), **{name: rule_text(words[name], rules, item) for name in LANGUAGES}}
            for item, value in compared_rules(rules).items()
            if value is not None
        },
    }


def changes(language: Language, now: Summary, earlier: Sequence[tuple[str, Summary]]) -> list[str]:
    """Return what changed since the edition before, as sentences.

    Parameters
    ----------
    language
        Of the sentences.
    now
        The edition's summary.
    earlier
        ``(edition, summary)`` of those before it, the latest first; a rule is compared with the last edition in which
        it is known.
    """
    if not earlier:
        return []
    name, before = earlier[0]
    found = []
    if before["participants"] is not None and now["participants"] is not None:
        found.append(text(language, "change-participants", **_pair(before["participants"], now["participants"])))
    found += _tiers(language, now, before)
    rules = _rules(language, now, earlier)
    return found + (rules or ([text(language, "change-no-rule", edition=name)] if now["rules"] else []))


def _tiers(language: Language, now: Summary, before: Summary) -> list[str]:
    """Compare the tiers of one name; where the cut-offs differ the numbers say little, which is said as well."""
    old = {tier["id"]: tier["count"] for tier in before["tiers"] if tier["count"] is not None}
    both = [tier for tier in now["tiers"] if tier["count"] is not None and tier["id"] in old]
    return [text(language, "change-tier", tier=t[language], **_pair(old[t["id"]], t["count"])) for t in both]


def _rules(language: Language, now: Summary, earlier: Sequence[tuple[str, Summary]]) -> list[str]:
    found = []
    for item, rule in now["rules"].items():
        known = next(((name, s["rules"][item]) for name, s in earlier if item in s["rules"]), None)
        if known is None or known[1]["value"] == rule["value"]:
            continue
        label = text(language, f"item-{item}")
        found.append(
            text(
                language,
                "change-rule",
                item=label,
                before=known[1][language],
                edition=known[0],
                after=rule[language],
            )
        )
    return found


def _pair(before: int, after: int) -> dict[str, object]:
    difference = after - before
    sign = "+" if difference > 0 else "−" if difference < 0 else "±"
    return {"before": before, "after": after, "difference": f"{sign}{abs(difference)}"}
