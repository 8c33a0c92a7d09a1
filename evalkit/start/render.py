"""The files of a new programme, with comments: those of the example, or those for an office's own file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources

from jinja2 import Environment, StrictUndefined

from evalkit.rules.points import written
from evalkit.rules.texts import Noun
from evalkit.sources.schema import REVIEWERS
from evalkit.start.answers import Answers
from evalkit.start.book import BOOK, book_of
from evalkit.start.example import CRITERIA, TIERS, csv_text, example_tables
from evalkit.start.proposal import Criterion, Proposal
from evalkit.wording import LANGUAGES, Language, manner, text

_CRITERIA = {
    "quality": {"en": "Quality", "zh": "质量"},
    "feasibility": {"en": "Feasibility", "zh": "可行性"},
    "impact": {"en": "Impact", "zh": "影响"},
    "budget": {"en": "Budget", "zh": "预算"},
}
_TIERS = {
    "fund": {"en": "Recommended", "zh": "推荐"},
    "reserve": {"en": "Reserve list", "zh": "候补"},
    "decline": {"en": "Not recommended", "zh": "不推荐"},
}
# Between the languages of one answer, and between the two forms of a noun.
_BETWEEN, _FORMS = re.compile(r"\s+/\s+"), re.compile(r"\s*[,，、]\s*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")

Texts = Mapping[Language, str]


@dataclass(frozen=True)
class _Tier:
    id: str
    lowest: Decimal | None
    highest: Decimal | None
    names: Texts


def files_of(answers: Answers, proposal: Proposal | None) -> dict[str, str | bytes]:
    """Return the files of a programme by their names in its folder; without `proposal` those of the example."""
    languages, words = answers.languages, _words(answers)
    facts: dict[str, object] = {
        "answers": answers,
        "languages": languages,
        "noun": {
            key: words["unit" if key in languages else "second"][key.partition("_")[0]]
            for key in Noun.keys_for(languages)
        },
        "words": words,
        "foreign": [language for language in languages if language not in LANGUAGES],
        "texts": lambda name: _texts(dict.fromkeys(languages, name) if isinstance(name, str) else name),
        "t": lambda **texts: _texts(_of(texts, languages)),
        "c": lambda en, zh: zh if languages[0] == "zh" else en,
        "n": written,
        "quoted": _quoted,
        "toml": _toml,
        **(_example(answers) if proposal is None else _proposed(proposal, languages)),
    }
    tables: Mapping[str, str] = example_tables(answers.level, words["unit"])
    if proposal is not None:
        people = csv_text(REVIEWERS, proposal.reviewers, ["reviewer", "name"])
        tables = {REVIEWERS.file: people} if proposal.reviewers else {}
    held: Mapping[str, str | bytes] = tables
    if proposal is None and answers.tables == "workbook":
        facts["source"] = {"kind": "workbook", "file": BOOK}
        held = {BOOK: book_of(tables, words["title"][languages[0]], languages[0])}
    parts = {name: _template(f"{name}.toml", facts).strip() + "\n" for name in ("head", "tail")}
    return {
        "programme.toml": _template("programme.toml", facts),
        f"{answers.edition}/rules.toml": _template(f"{answers.level}.toml", {**facts, **parts}).rstrip() + "\n",
        **{f"{answers.edition}/{name}": content for name, content in held.items()},
    }


def _example(answers: Answers) -> dict[str, object]:
    """Return what the rules of the example say."""
    languages = answers.languages
    most = Decimal(sum(CRITERIA.values()) if answers.level == "marks" else 100)
    lowest = {tier: most * percent // 100 for tier, percent in TIERS.items()}
    highest = [most, *(low - 1 for low in lowest.values())]
    bounds = {tier: (low, high) for (tier, low), high in zip(lowest.items(), highest[:-1], strict=True)}
    alone = answers.level == "tiers"
    none: tuple[Decimal | None, Decimal | None] = (None, None)
    ends = {tier: none if alone else between for tier, between in bounds.items()}
    return {
        "criteria": [Criterion(i, _of(_CRITERIA[i], languages), Decimal(p)) for i, p in CRITERIA.items()],
        "areas": [],
        "area_of": {},
        "grades": [],
        "mark_step": Decimal(1),
        "missing": 0,
        "scores": (Decimal(0), most, Decimal(1)),
        "rule": "mean",
        "cohorts": [],
        "banded": not alone,
        "tiers": [_Tier(i, low, high, _of(_TIERS[i], languages)) for i, (low, high) in ends.items()],
        "withheld": None if alone else "decline",
        "source": {},
        "tables": {},
        "unsure": [],
        "synthetic": True,
    }


def _proposed(proposal: Proposal, languages: Sequence[Language]) -> dict[str, object]:
    """Return what the rules for an office's own file say; what it calls things is in all languages what it is there."""

    def names(name: str) -> Texts:
        return dict.fromkeys(languages, name)

    least, most, step = proposal.scores
    language = "zh" if languages[0] == "zh" else "en"
    return {
        "criteria": proposal.criteria,
        "areas": proposal.areas,
        "area_of": proposal.area_of,
        "grades": proposal.grades,
        "mark_step": proposal.mark_step,
        "missing": proposal.missing,
        "scores": proposal.scores,
        "rule": proposal.rule,
        "cohorts": [(own, names(name)) for own, name in proposal.cohorts],
        "banded": False,
        "tiers": [_Tier(own, lowest, None, names(name)) for own, name, lowest in proposal.tiers],
        "lowest_tier": least + (most - least) * 6 / 10 // step * step,
        "withheld": None,
        "source": proposal.source,
        "synthetic": False,
        "tables": proposal.tables,
        "unsure": [text(language, message, **facts) for message, facts in proposal.unsure],
    }


def _of(texts: Mapping[str, str], languages: Sequence[Language]) -> dict[Language, str]:
    """Return a text in these languages; in another than those it is in, the English one."""
    return {language: texts.get(language, texts["en"]) for language in languages}


def _words(answers: Answers) -> dict[str, dict[Language, str]]:
    """Return title, publisher, unit and its second form in each language: as answered, or as usual."""
    languages = answers.languages
    title = _in_each(answers.title or answers.name.replace("-", " ").replace("_", " ").capitalize(), languages)
    units = {la: _FORMS.split(text(la, "new-unit")) for la in languages}
    if answers.unit:
        said = _in_each(answers.unit, languages)
        # One noun for all is one in the languages that are written like it: "award" is none in Chinese.
        alike = [la for la in languages if manner(la).han == _is_han(said[la])]
        units |= {la: _FORMS.split(said[la]) for la in alike or languages}
    publisher = {la: text(la, "new-publisher") for la in languages}
    if answers.publisher:
        publisher = _in_each(answers.publisher, languages)
    return {
        "title": title,
        "edition": {la: text(la, "new-edition-title", title=title[la], edition=answers.edition) for la in languages},
        "publisher": publisher,
        "unit": {la: forms[0] for la, forms in units.items()},
        "second": {la: _second(forms, la) for la, forms in units.items()},
    }


def _second(forms: Sequence[str], language: Language) -> str:
    """Return the plural of a noun, or its measure word: what was said, where it can be one."""
    if len(forms) > 1 and (_is_han(forms[1]) or not manner(language).han):
        return forms[1]
    return "个" if manner(language).han else f"{forms[0]}s"


def _is_han(said: str) -> bool:
    return re.search(r"[\u4e00-\u9fff]", said) is not None


def _in_each(answer: str, languages: Sequence[Language]) -> dict[Language, str]:
    parts = _BETWEEN.split(answer.strip())
    return dict(
        zip(languages, parts if len(parts) == len(languages) else [answer.strip()] * len(languages), strict=True)
    )


def _texts(texts: Texts) -> str:
    """Return a text as it stands in a TOML file."""
    return _quoted(next(iter(texts.values()))) if len(texts) == 1 else _toml(texts)


def _toml(value: object) -> str:
    """Return a value as it stands in a TOML file."""
    if isinstance(value, Mapping):
        inside = (
            f"{key if _BARE.fullmatch(key) else _quoted(key)} = {_toml(one)}"
            for key, one in value.items()
            if one or one == ""
        )
        return "{ " + ", ".join(inside) + " }"
    return json.dumps(value, ensure_ascii=False)


def _quoted(said: str) -> str:
    return json.dumps(said, ensure_ascii=False)


def _template(name: str, facts: Mapping[str, object]) -> str:
    source = resources.files("evalkit.start").joinpath("templates", f"{name}.j2").read_text(encoding="utf-8")
    # TOML, no HTML: what stands in it is quoted where it stands.
    environment = Environment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    return environment.from_string(source).render(facts)
