"""All files of a page for offices: the workbook, the Word document and the PDF, or the reason why one is not there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from evalkit.edition import EditionRecord
from evalkit.errors import EvalkitError
from evalkit.report.elements import TableView
from evalkit.report.exported import ExportedPage
from evalkit.report.office.about import About
from evalkit.report.office.tools import FORMATS, Format, NotMade
from evalkit.wording import Language, text

if TYPE_CHECKING:
    from evalkit.report.office.document import Document


@dataclass(frozen=True)
class OfficeFiles:
    """Files as ``(name, bytes)``, and a sentence for each that was wanted and could not be made."""

    files: tuple[tuple[str, bytes], ...] = ()
    remarks: tuple[str, ...] = ()


def office_files(
    page: ExportedPage,
    tables: Sequence[TableView],
    record: EditionRecord,
    language: Language,
    *,
    version: str,
    stem: str,
    formats: Collection[str] = FORMATS,
) -> OfficeFiles:
    """Make the files of a page.

    Parameters
    ----------
    page
        The exported page; Word and PDF are made of its HTML.
    tables
        The tables that it shows, from :func:`evalkit.report.export.shown_tables`.
    record
        The edition.
    language
        Language of the page and of the files.
    version
        That of evalkit.
    stem
        Name of the files without their ending.
    formats
        Which of ``xlsx``, ``docx`` and ``pdf``.

    Returns
    -------
    The files. Never raises for a program that fails: the page is there without the file, and a remark says why. There
    is no workbook of a page without tables.
    """
    if not formats:
        return OfficeFiles()
    about = cache(lambda: About.of(page, record, language, version))
    document = cache(lambda: _document(page, about()))
    files, remarks = [], []
    for name in FORMATS:
        if name not in formats or (name == "xlsx" and not tables):
            continue
        try:
            files.append((f"{stem}.{name}", _make(name, document, tables, about())))
        except (NotMade, EvalkitError, OSError) as error:
            why = error.describe(language) if isinstance(error, EvalkitError) else str(error)
            remarks.append(text(language, "office-not-made", file=f"{stem}.{name}", why=why))
    return OfficeFiles(tuple(files), tuple(remarks))


def _document(page: ExportedPage, about: About) -> Document:
    from evalkit.report.office.document import document

    return document(page.html, about)


def _make(name: Format, document: Callable[[], Document], tables: Sequence[TableView], about: About) -> bytes:
    # Imported when needed: who only plans a run need not wait for them.
    if name == "xlsx":
        from evalkit.report.office.xlsx import workbook

        return workbook(tables, about)
    if name == "docx":
        from evalkit.report.office.word import written

        return written(document(), about)
    from evalkit.report.office.pdf import typeset

    return typeset(document(), about)
