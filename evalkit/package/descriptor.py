"""``datapackage.json`` and the data dictionary of a package, both from the schema of its tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evalkit import __version__
from evalkit.package.schema import Resource
from evalkit.publication.policy import inside, tiers_withheld
from evalkit.report.exported import Imprint
from evalkit.report.words import Words
from evalkit.rules.audience import Audience
from evalkit.rules.models import Rules
from evalkit.rules.points import written
from evalkit.rules.stages import Ranking
from evalkit.scoring import Evaluation
from evalkit.sources.schema import Column, Kind
from evalkit.wording import Language, chain, manner, text

#: Where the rules stand in the descriptor by which a verifier computes.
RULES = "evalkit"

_TYPES: dict[Kind, dict[str, Any]] = {
    "points": {"type": "number", "decimalChar": "."},
    "number": {"type": "number", "decimalChar": "."},
    "flag": {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
    "integer": {"type": "integer"},
    "count": {"type": "integer"},
    "date": {"type": "date"},
    "month": {"type": "yearmonth"},
}
_LEAST: dict[Kind, int] = {"integer": 1, "count": 0}


def meaning(said: tuple[str, str], language: Language) -> str:
    """Return what the schema says in Chinese and in English, in the one of them to which a language falls back."""
    return said[0] if "zh" in chain(language) else said[1]


def descriptor(
    ev: Evaluation, tables: Sequence[tuple[Resource, Sequence[object]]], audience: Audience, version: str
) -> dict[str, Any]:
    """Return what ``datapackage.json`` holds: a tabular data package by the first version of the specification.

    Parameters
    ----------
    ev
        The edition.
    tables
        Its tables and their rows.
    audience
        For whom.
    version
        Of the data, as at the foot of the pages.
    """
    programme, rules, first = ev.record.programme, ev.rules, ev.record.programme.languages[0]
    there = {resource.name for resource, _ in tables}
    titles = {la: text(la, "package-title", title=rules.title[la]) for la in programme.languages}
    licence = ev.record.report.licence
    return {
        "profile": "tabular-data-package",
        "name": f"{rules.programme}-{rules.edition}".lower(),
        "title": titles[first],
        "titles": titles,
        "description": " ".join(said(ev, audience, version, first)),
        "descriptions": {la: " ".join(said(ev, audience, version, la)) for la in programme.languages},
        "version": version,
        **({} if licence is None else {"licenses": [{"name": licence[first].replace(" ", "-")}]}),
        "contributors": [
            {"title": publisher, "role": "publisher"} for publisher in Imprint.of(ev.record, first, "").publishers
        ],
        "sources": [{"title": f"{programme.publisher[first]}: {rules.title[first]}"}],
        "resources": [_resource(resource, programme.languages, there) for resource, _ in tables],
        RULES: _rules(ev, audience),
    }


def said(ev: Evaluation, audience: Audience, version: str, language: Language) -> list[str]:
    """Return what a reader is told of a package, in sentences."""
    rules, words = ev.rules, Words(language, ev.record.programme, ev.rules, audience)
    away = [words.tier(t) for t in tiers_withheld(rules, audience)]
    told = [text(language, "package-intro")]
    if inside(audience):
        told.append(text(language, "package-marked"))
    if away:
        told.append(text(language, "package-withheld", tiers=words.listed(away)))
    imprint = Imprint.of(ev.record, language, __version__)
    facts = {"publisher": manner(language).item.join(imprint.publishers), "title": rules.title[language]}
    told.append(text(language, "package-cite", **facts, version=version, made=__version__))
    told += [imprint.licence] if imprint.licence else []
    return [*told, text(language, "package-verify")]


def _resource(resource: Resource, languages: Sequence[Language], there: set[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column, resource, languages) for column in resource.columns],
        "missingValues": [""],
    }
    if resource.key:
        schema["primaryKey"] = list(resource.key)
    foreign = [
        {"fields": column, "reference": {"resource": table, "fields": other}}
        for column, (table, other) in resource.refers.items()
        if table in there
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    return {
        "profile": "tabular-data-resource",
        "name": resource.name,
        "path": resource.file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_told(resource.meaning, languages),
        "schema": schema,
    }


def _told(of: tuple[str, str], languages: Sequence[Language]) -> dict[str, Any]:
    return {"description": meaning(of, languages[0]), "descriptions": {la: meaning(of, la) for la in languages}}


def _field(column: Column, resource: Resource, languages: Sequence[Language]) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    if not column.nullable:
        limits["required"] = True
    if (column.name,) == resource.key or column.unique:
        limits["unique"] = True
    if column.kind in _LEAST:
        limits["minimum"] = _LEAST[column.kind]
    if column.kind == "choice" and column.allowed and not column.allowed[0].startswith("<"):
        limits["enum"] = list(column.allowed)
    if column.name in resource.patterns:
        limits["pattern"] = resource.patterns[column.name]
    kind = _TYPES.get(column.kind, {"type": "string"})
    return {
        "name": column.name,
        **kind,
        **_told(column.meaning, languages),
        **({"constraints": limits} if limits else {}),
    }


def _rules(ev: Evaluation, audience: Audience) -> dict[str, Any]:
    """Return the rules by which counts, shares, ranks and tiers follow from the tables, and which of these do."""
    rules: Rules = ev.rules
    ranking = rules.ranking
    # Ties that something else breaks, and what keeps a unit from having a rank, are not in the tables.
    plain = ranking == Ranking(ties=ranking.ties, within=ranking.within)
    step, rounding = rules.rounded_to
    return {
        "programme": rules.programme,
        "edition": rules.edition,
        "public": not inside(audience),
        "level": rules.data.level,
        "complete": ev.complete,
        "best": rules.best,
        "rounded_to": written(step),
        "rounding": rounding,
        "tiers_follow": rules.decided_by_score,
        "ranks_follow": ev.complete and plain and not rules.exact and all(t.ranked for t in rules.thresholds),
        "ties": ranking.ties,
        "ranked_within": ranking.within,
        "percent": {"decimals": rules.percent.decimals, "rounding": rules.percent.rounding},
    }


def dictionary(
    ev: Evaluation, tables: Sequence[tuple[Resource, Sequence[object]]], audience: Audience, version: str
) -> str:
    """Return the data dictionary as Markdown, in each language of the programme."""
    parts = []
    for language in ev.record.programme.languages:
        parts.append(f"# {text(language, 'package-title', title=ev.rules.title[language])}")
        parts += said(ev, audience, version, language)
        for resource, rows in tables:
            count = text(language, "package-rows", count=len(rows))
            parts.append(f"## `{resource.file}`\n\n{meaning(resource.meaning, language)} · {count}")
            heads = (text(language, f"package-{head}") for head in ("column", "kind", "meaning"))
            lines = [_line(*heads), _line("---", "---", "---")]
            lines += [_described(column, language) for column in resource.columns]
            parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _described(column: Column, language: Language) -> str:
    kind = str(_TYPES.get(column.kind, {"type": "string"})["type"])
    kind += f" ({text(language, 'package-may-be-empty')})" if column.nullable else ""
    return _line(f"`{column.name}`", kind, meaning(column.meaning, language))


def _line(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
