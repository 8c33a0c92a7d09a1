"""A document as PDF: pandoc writes the tree for typst, which sets it after ``template.typ``.

The PDF is tagged and passes PDF/UA-1 and PDF/A-2a. Its fonts come from packages and none from the machine, so that the
same document gives the same bytes everywhere.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from pathlib import Path
from typing import Any

from evalkit.files.archive import SOURCE_DATE_EPOCH
from evalkit.report.office.about import About
from evalkit.report.office.document import Document, Node, nodes, style_of
from evalkit.report.office.pandoc import pandoc
from evalkit.report.office.tools import NotMade
from evalkit.wording import manner

#: Rows up to which a table stays on one page.
_SHORT = 14
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
#: Between documents that pandoc writes together; characters of private use stand in no text that has a glyph.
_PART = "// \uf8f0\uf8f1\uf8f0"
_MAIN = '#import "template.typ": *\n#show: report\n\n'


def typeset(document: Document, about: About) -> bytes:
    """Return a document as PDF; the same document gives the same bytes.

    Raises
    ------
    NotMade
        pandoc or typst failed.
    """
    return compiled(document, about, sources([document])[0])


def sources(documents: Sequence[Document]) -> list[str]:
    """Return documents in the language of typst, in their order; pandoc is called once for all.

    Raises
    ------
    NotMade
        pandoc failed.
    """
    blocks: list[Node] = []
    for document in documents:
        tree = deepcopy(document.tree)
        _spans(tree)
        blocks += [_raw(_PART), *_for_typst(tree["blocks"])]
    whole = {**documents[0].tree, "blocks": blocks}
    made = pandoc(json.dumps(whole).encode("utf-8"), "--from=json", "--to=typst", "--wrap=none").decode("utf-8")
    return [part.lstrip("\n") for part in made.split(_PART)[1:]]


def compiled(document: Document, about: About, body: str) -> bytes:
    """Return a document as PDF, of its text in the language of typst.

    Raises
    ------
    NotMade
        typst failed.
    """
    import typst

    with tempfile.TemporaryDirectory(prefix="evalkit-pdf-") as name:
        folder = Path(name)
        for file, picture in document.pictures.items():
            (folder / file).write_bytes(picture.content)
        (folder / "template.typ").write_bytes((files("evalkit.report.office") / "template.typ").read_bytes())
        facts = json.dumps(_facts(about) | {"alts": document.alts}, ensure_ascii=False)
        source = _MAIN + body
        try:
            return _compiled(folder, source, facts)
        except typst.TypstError as error:
            # What no font has a glyph for is shown by its number; a box would say nothing, and nothing when read aloud.
            lacking = {c for found in _NO_GLYPH.findall(error.diagnostic) for c in _plain(found)}
            if not lacking:
                raise NotMade(f"typst: {error.message}") from error
        numbers = {ord(c): f"\\[U+{ord(c):04X}\\]" for c in lacking}
        facts = facts.translate({c: number.replace("\\", "") for c, number in numbers.items()})
        try:
            return _compiled(folder, source.translate(numbers), facts)
        except typst.TypstError as error:
            raise NotMade(f"typst: {error.message}") from error


def _compiled(folder: Path, source: str, facts: str) -> bytes:
    import typst

    main = folder / "main.typ"
    main.write_text(source, encoding="utf-8")
    (folder / "about.json").write_text(facts, encoding="utf-8")
    compiler = typst.Compiler(main, root=folder, font_paths=_fonts(), package_path=folder, package_cache_path=folder)
    made = compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=int(SOURCE_DATE_EPOCH))
    if not isinstance(made, bytes):
        raise AssertionError("a PDF is one file")
    return made


def _plain(quoted: str) -> str:
    """Return a text of a message of typst, which writes what cannot be seen by its number."""
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), quoted)


@cache
def _fonts() -> Any:
    """Return the fonts that there are: those in packages, read once."""
    import typst

    from evalkit.report.fonts import font_file

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[font_file().parent])


def _facts(about: About) -> dict[str, Any]:
    locale, _, region = about.locale.partition("-")
    return {
        "title": about.title,
        "author": list(about.imprint.publishers),
        "description": " ".join([*about.marks, about.provenance]),
        "lang": locale,
        "region": region,
        "han": manner(about.language).han,
        "running": about.running_title,
        "marks": " · ".join(about.short_marks),
        "letter": about.letter,
        "look": json.loads(about.look.model_dump_json()),
    }


def _for_typst(blocks: list[Node]) -> Iterator[Node]:
    """Put what typst is to do with styled divisions, tables and links into a list of blocks."""
    for block, following in zip_longest(blocks, blocks[1:]):
        if block["t"] == "Div":
            inside = list(_for_typst(block["c"][1]))
            style = style_of(block)
            if style == "Front End":
                yield _raw('#set page(numbering: "1")\n#counter(page).update(1)')
            else:
                yield from [_raw(f'#styled("{style}")['), *inside, _raw("]")] if style else inside
        elif block["t"] == "Table":
            rows = sum(1 for _ in _rows(block))
            yield from [_raw("#long["), block, _raw("]")] if rows > _SHORT else [block]
        elif following and style_of(following) == "Closing":
            yield from (_raw('#block-typed("body", sticky: true)['), block, _raw("]"))
        else:
            yield block


def _spans(tree: Node) -> None:
    """Put into spans what pandoc leaves out of them: in which language they are, and that a link leads to them."""
    targets = {link["c"][2][0][1:] for link in nodes(tree, "Link")}
    for span in nodes(tree, "Span"):
        (name, _, attributes), inside = span["c"]
        language, _, region = dict(attributes).get("lang", "").partition("-")
        before = f"#metadata(none)<{name}>" if name in targets else ""
        if language.isalpha():
            where = f', region: "{region}"' if region.isalpha() else ""
            before, inside = f'{before}#text(lang: "{language}"{where})[', [*inside, _raw("]", "RawInline")]
        span["c"] = [["", [], []], [_raw(before, "RawInline"), *inside] if before else inside]


def _rows(table: Node) -> Iterator[Any]:
    for body in table["c"][4]:
        yield from body[2]
        yield from body[3]


def _raw(words: str, kind: str = "RawBlock") -> Node:
    return {"t": kind, "c": ["typst", words]}
