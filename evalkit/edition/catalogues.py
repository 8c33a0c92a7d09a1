"""The catalogues of a workspace: texts in languages that the library has not, ``wording/<language>/*.ftl``.

A message has the id and the variables of the library's. One that is not there is said in another language of the
programme (:func:`evalkit.wording.speak`); one that is wrong is a fault, like any in a programme.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from evalkit.errors import Fault, nearest
from evalkit.files import store
from evalkit.wording import LANGUAGES, Language, library, speak

#: The folder, one folder a language in it.
CATALOGUES = "wording"
#: What every text may name: the noun of the programme.
_NOUN = frozenset({"unit", "units", "measure"})
_VARIABLE = re.compile(r"\$([A-Za-z][\w-]*)")


class _Names(Visitor):
    """Collects what a message refers to: variables with their sign, messages and terms by name."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.found.append(f"${node.id.name}")

    def visit_MessageReference(self, node: ast.MessageReference) -> None:
        self.found.append(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:
        self.found.append(f"-{node.id.name}")


def take_languages(languages: Sequence[Language], root: Path) -> list[Fault]:
    """Take the languages of a programme and the texts of its workspace; return what is wrong with these."""
    folder = root / CATALOGUES
    speak(languages, folder)
    faults: list[Fault] = []
    for language in dict.fromkeys(languages):
        paths = sorted((folder / language).glob("*.ftl"))
        if language in LANGUAGES and paths:
            faults.append(Fault("catalogue-of-the-library", f"{CATALOGUES}/{language}", None, None, language))
            continue
        for path in paths:
            content = (store.content_of(path) or b"").decode("utf-8", "replace")
            faults += _faults(content, path.relative_to(root).as_posix())
    return faults


@lru_cache(maxsize=64)
def _faults(content: str, name: str) -> tuple[Fault, ...]:
    return tuple(_look(content, name))


def _look(content: str, name: str) -> Iterator[Fault]:
    known = library("en")
    for entry in FluentParser().parse(content).body:
        row = content.count("\n", 0, entry.span.start if entry.span else 0) + 1
        if isinstance(entry, ast.Junk):
            why = entry.annotations[0].message if entry.annotations else ""
            line = (entry.content or "").strip().partition("\n")[0]
            yield Fault("catalogue-syntax", name, row, None, line, {"why": why})
        elif isinstance(entry, ast.Message):
            text = entry.id.name
            if text not in known:
                yield Fault("catalogue-text", name, row, None, text, {}, nearest(text, sorted(known)))
                continue
            allowed = _variables([library(language)[text] for language in LANGUAGES])
            names = _Names()
            names.visit(entry)
            for wrong in dict.fromkeys(n for n in names.found if n not in allowed):
                listed = ", ".join(sorted(allowed)) or "–"
                yield Fault("catalogue-variable", name, row, text, wrong, {"allowed": listed})


def _variables(written: Iterable[str]) -> frozenset[str]:
    own = frozenset(variable for source in written for variable in _VARIABLE.findall(source))
    return frozenset(f"${name}" for name in (own | _NOUN if own & _NOUN else own))
