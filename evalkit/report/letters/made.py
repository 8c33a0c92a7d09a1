"""Letters as Word and PDF, many at once: pandoc is called once for many where that can be, else on all cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

from bs4 import BeautifulSoup

from evalkit.edition import EditionRecord
from evalkit.report.exported import ExportedPage, Imprint, digest
from evalkit.report.letters.template import Filled
from evalkit.report.office.about import About
from evalkit.report.office.tools import Format
from evalkit.wording import Language, manner, text

#: So many letters go to pandoc together.
_TOGETHER = 32


def about_of(record: EditionRecord, language: Language, version: str) -> About:
    """Return what every letter in a language says about itself."""
    made_of = digest(record.folder.parent, record.inputs)[:16]
    provenance = text(language, "letter-provenance", version=version, digest=made_of)
    about = About.of(ExportedPage("", "", (), provenance=provenance), record, language, version)
    return replace(about, letter=True, publisher="", source="", imprint=Imprint(about.imprint.publishers))


def html_of(letter: Filled, about: About) -> str:
    """Return a letter as a page of HTML."""
    from evalkit.report.export import mark_chinese

    page = f'<!DOCTYPE html><html lang="{about.locale}"><head><title></title></head><body><main>{letter.markup}</main>'
    soup = BeautifulSoup(page, "html.parser")
    if soup.title is not None:
        soup.title.string = letter.title
    if not manner(about.language).han:
        mark_chinese(soup)
    return str(soup)


def made(pages: Sequence[tuple[str, About]], formats: Collection[Format]) -> list[dict[Format, bytes]]:
    """Return the files of letters, in their order.

    Raises
    ------
    NotMade
        A program failed.
    """
    # Imported when needed: who only writes a template need not wait for them.
    from evalkit.report.office import pdf, word
    from evalkit.report.office.document import documents

    found: list[dict[Format, bytes]] = []
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for first in range(0, len(pages), _TOGETHER):
            some = pages[first : first + _TOGETHER]
            of = documents(some)
            work: dict[Format, list[Callable[[], bytes]]] = {}
            if "docx" in formats:
                work["docx"] = [partial(word.written, d, about) for d, (_, about) in zip(of, some, strict=True)]
            if "pdf" in formats:
                bodies = zip(of, some, pdf.sources(of), strict=True)
                work["pdf"] = [partial(pdf.compiled, d, about, body) for d, (_, about), body in bodies]
            done = {form: list(pool.map(lambda job: job(), jobs)) for form, jobs in work.items()}
            found += [{form: files[i] for form, files in done.items()} for i in range(len(some))]
    return found
