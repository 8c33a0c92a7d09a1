"""A new programme: ``programme.toml``, a first edition with commented rules, and an example that is marked as one."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from evalkit.edition.reader import read_edition
from evalkit.edition.workspace import PACKAGED, Workspace
from evalkit.errors import EvalkitError, UnknownName
from evalkit.files import store
from evalkit.rules.texts import Noun
from evalkit.start.example import CRITERIA, example_tables
from evalkit.wording import LANGUAGES, Language, is_language, manner, text

#: How much of an edition an office has: the marks of its reviewers, or final scores.
LEVELS = ("marks", "scores")

_CRITERIA = {
    "quality": {"en": "Quality", "zh": "质量"},
    "feasibility": {"en": "Feasibility", "zh": "可行性"},
    "impact": {"en": "Impact", "zh": "影响"},
    "budget": {"en": "Budget", "zh": "预算"},
}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
# Between the languages of one answer, and between the two forms of a noun.
_BETWEEN, _FORMS = re.compile(r"\s+/\s+"), re.compile(r"\s*[,，、]\s*")


@dataclass(frozen=True)
class Answers:
    """What a new programme is told: the answers to at most six questions.

    Attributes
    ----------
    name
        The programme's folder and id.
    languages
        Its languages, the leading one first.
    level
        One of :data:`LEVELS`.
    edition
        The first edition, as a rule a year.
    title, unit, publisher
        In the order of the languages with `` / `` between, or in one for all; `unit` in each language with a second
        form after a comma: the plural, or in Chinese the measure word. Empty: as usual.
    """

    name: str
    languages: tuple[Language, ...]
    level: str
    edition: str
    title: str = ""
    unit: str = ""
    publisher: str = ""


@dataclass(frozen=True)
class Made:
    """The folder of what was made, and its files relative to that."""

    folder: Path
    files: tuple[str, ...]


def new_programme(root: Path, answers: Answers, *, notebooks: bool = False) -> Made:
    """Make a programme in ``data/`` of a workspace; it passes `check` and makes pages as it is.

    Parameters
    ----------
    root
        The workspace; made where there is none.
    answers
        What the programme is called and what it has.
    notebooks
        Whether the workspace gets notebooks of its own, to be changed, in place of those that come with evalkit.

    Raises
    ------
    EvalkitError
        A name is none, or something is there already. Nothing was written.
    """
    _check(answers)
    workspace = Workspace(root)
    refuse_existing(workspace.data / answers.name)
    own = root / "notebooks"
    copied = sorted(PACKAGED.glob("*.ipynb")) if notebooks else []
    if notebooks:
        refuse_existing(own)
    files = _files(answers)
    place_folder(workspace.data / answers.name, files, check=answers.edition)
    for path in copied:
        store.write(own / path.name, path.read_bytes())
    data = f"data/{answers.name}"
    return Made(root, (*(f"{data}/{name}" for name in files), *(f"notebooks/{path.name}" for path in copied)))


def refuse_existing(path: Path) -> None:
    """Raise EvalkitError where something is there already: nothing is ever written over."""
    if os.path.lexists(path):
        raise EvalkitError("new-exists", folder=f"{path.parent.name}/{path.name}")


def place_folder(folder: Path, files: Mapping[str, str], check: str | None = None) -> None:
    """Write files into a new folder, which is there whole or not at all.

    Parameters
    ----------
    folder
        Where they go.
    files
        Contents by name.
    check
        The edition among them that must be free of faults before anything is put in place.

    Raises
    ------
    EditionError
        It is not: something that was answered cannot stand in a file.
    """
    with store.told(folder.parent):
        folder.parent.mkdir(parents=True, exist_ok=True)
        # A hidden neighbour: on the same file system, and no programme for who looks into data/ meanwhile.
        staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            for name, content in files.items():
                store.write(staging / folder.name / name, content)
            if check is not None:
                read_edition(staging / folder.name / check)
            refuse_existing(folder)
            os.rename(staging / folder.name, folder)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def check_name(what: str, name: str) -> None:
    """Raise EvalkitError where a name cannot be that of a folder and an id."""
    if not _NAME.fullmatch(name):
        raise EvalkitError("new-name", what=what, name=name)


def _check(answers: Answers) -> None:
    check_name("programme", answers.name)
    check_name("edition", answers.edition)
    for language in answers.languages:
        if not is_language(language):
            raise UnknownName("language", language, LANGUAGES)
    if answers.level not in LEVELS:
        raise UnknownName("level", answers.level, LEVELS)


def _files(answers: Answers) -> dict[str, str]:
    """Return the files of the programme by their names in its folder."""
    words = _words(answers)
    tables = example_tables(answers.level, words["unit"])
    most = sum(CRITERIA.values()) if answers.level == "marks" else 100
    facts: dict[str, object] = {
        "answers": answers,
        "languages": answers.languages,
        "noun": {
            key: words["unit" if key in answers.languages else "second"][key.partition("_")[0]]
            for key in Noun.keys_for(answers.languages)
        },
        "words": words,
        "texts": lambda what: _texts(words[what]),
        "t": lambda **texts: _texts({la: texts.get(la, texts["en"]) for la in answers.languages}),
        "c": lambda en, zh: zh if answers.languages[0] == "zh" else en,
        "quoted": _quoted,
        "criteria": CRITERIA,
        "names": _CRITERIA,
        "most": most,
        "tiers": (most * 8 // 10, most * 6 // 10),
    }
    parts = {name: _template(f"{name}.toml", facts).strip() + "\n" for name in ("head", "tail")}
    return {
        "programme.toml": _template("programme.toml", facts),
        f"{answers.edition}/rules.toml": _template(f"{answers.level}.toml", {**facts, **parts}).rstrip() + "\n",
        **{f"{answers.edition}/{name}": content for name, content in tables.items()},
    }


def _words(answers: Answers) -> dict[str, dict[Language, str]]:
    """Return title, publisher, unit and its second form in each language: as answered, or as usual."""
    languages = answers.languages
    title = _in_each(answers.title or answers.name.replace("-", " ").replace("_", " ").capitalize(), languages)
    units = {la: _FORMS.split(text(la, "new-unit")) for la in languages}
    if answers.unit:
        units = {la: _FORMS.split(own) for la, own in _in_each(answers.unit, languages).items()}
    publisher = {la: text(la, "new-publisher") for la in languages}
    if answers.publisher:
        publisher = _in_each(answers.publisher, languages)
    return {
        "title": title,
        "edition": {la: text(la, "new-edition-title", title=title[la], edition=answers.edition) for la in languages},
        "publisher": publisher,
        "unit": {la: forms[0] for la, forms in units.items()},
        "second": {la: forms[1] if len(forms) > 1 else _usual(forms[0], la) for la, forms in units.items()},
    }


def _usual(unit: str, language: Language) -> str:
    return "个" if manner(language).han else f"{unit}s"


def _in_each(answer: str, languages: Sequence[Language]) -> dict[Language, str]:
    parts = _BETWEEN.split(answer.strip())
    return dict(
        zip(languages, parts if len(parts) == len(languages) else [answer.strip()] * len(languages), strict=True)
    )


def _texts(texts: Mapping[Language, str]) -> str:
    """Return a text as it stands in a TOML file."""
    if len(texts) == 1:
        return _quoted(next(iter(texts.values())))
    return "{ " + ", ".join(f"{language} = {_quoted(said)}" for language, said in texts.items()) + " }"


def _quoted(said: str) -> str:
    return json.dumps(said, ensure_ascii=False)


def _template(name: str, facts: Mapping[str, object]) -> str:
    source = resources.files("evalkit.start").joinpath("templates", f"{name}.j2").read_text(encoding="utf-8")
    # TOML, no HTML: what stands in it is quoted where it stands.
    environment = Environment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    return environment.from_string(source).render(facts)
