"""The register of labels is made, searched and written: pages, tables and certificates, all of them or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from evalkit import __version__
from evalkit.edition.workspace import Workspace
from evalkit.errors import EvalkitError
from evalkit.publication.key import keep_key
from evalkit.publication.letters import Private
from evalkit.publication.policy import inside
from evalkit.publication.register import register_leaks, shown_rows
from evalkit.publication.search import Leak, leaks
from evalkit.report.csvtext import CSV_MARK, csv_text
from evalkit.report.exported import digest
from evalkit.report.letters.made import about_of, html_of, made
from evalkit.report.letters.template import Part, fill, packaged, passages, read_template
from evalkit.report.office.tools import NotMade, available
from evalkit.report.register import RegisterPage, may_certify, page_name, table
from evalkit.report.tables import records
from evalkit.report.words import Words
from evalkit.rules.audience import Audience
from evalkit.runner.letters import file_names, put, refusal, refuse_published
from evalkit.scoring import Series
from evalkit.scoring.register import Ledger
from evalkit.scoring.series import load_series
from evalkit.wording import Language

Row = dict[str, Any]


def ledger_of(workspace: Workspace, programme: str, edition: str | None = None) -> Ledger:
    """Return the labels of a programme, up to an edition; by default up to the last on file.

    Raises
    ------
    EvalkitError
        Its rules know of nothing that such a ledger holds.
    """
    series: Series = load_series(programme, root=workspace.root)
    series = series if edition is None else series.up_to(edition)
    if not any(ev.rules.ledgers for ev in series.evaluations.values()):
        raise EvalkitError("register-nothing", programme=programme)
    return Ledger(series)


def register_page(ledger: Ledger, day: dt.date, audience: Audience) -> RegisterPage:
    """Return the register on a day for a kind of reader."""
    return RegisterPage(ledger, shown_rows(ledger, ledger.register(day), audience), day, audience)


def write_register(
    workspace: Workspace,
    page: RegisterPage,
    folder: Path,
    *,
    languages: Sequence[Language] = (),
    certificates: bool = False,
    say: Language = "en",
) -> int:
    """Write the register as a page in each language and as tables, and a certificate for each unit; return how many.

    Parameters
    ----------
    workspace
        Where the programme is.
    page
        The register.
    folder
        Where the files go.
    languages
        By default all of the programme.
    certificates
        Whether to write these, too: for every unit that has a label which is not suspended.
    say
        The language of messages.

    Raises
    ------
    EvalkitError
        Something would be told that is not for these readers, or what is internal would lie among the published
        reports; nothing is written then.
    """
    if inside(page.audience):
        refuse_published(workspace, folder)
    ev = page.ledger.series[page.edition]
    spoken = tuple(languages) or ev.record.programme.languages
    made_of = digest(ev.record.folder.parent, ev.record.inputs)[:16]
    told = shown_rows(page.ledger, page.ledger.ledger(page.day), page.audience)
    files = {page_name(one, spoken): page.page(one, spoken, __version__, made_of).encode("utf-8") for one in spoken}
    for name, rows in (("register.csv", page.rows), ("ledger.csv", told)):
        files[name] = (CSV_MARK + csv_text(table(rows))).encode("utf-8")
    telling = [("–", leak) for leak in register_leaks(page.ledger, files, page.audience)]
    if certificates:
        for edition in dict.fromkeys(row["edition"] for row in _certified(page)):
            found, more = _certificates(page, edition, spoken)
            files |= found
            telling += more
    if telling:
        raise refusal("register-would-tell", telling, say)
    keep_key(workspace.root)
    put(files, folder, folder, ours=False)
    return len(files)


def _certified(page: RegisterPage) -> list[Row]:
    return [row for row in records(page.rows) if may_certify(row)]


def _certificates(
    page: RegisterPage, edition: str, languages: Sequence[Language]
) -> tuple[dict[str, bytes], list[tuple[str, Leak]]]:
    """Return the certificates for what one edition awarded, and what in them is about somebody else."""
    ledger, ev = page.ledger, page.ledger.series[edition]
    rows = [row for row in _certified(page) if row["edition"] == edition]
    formats = available(("docx", "pdf"))
    if not formats:
        raise EvalkitError("letters-without-office")
    private = Private(ev, frozenset().union(*(passages(packaged("certificate", one)) for one in languages)))
    names = [f"{row['unit']}-{row['label']}" for row in rows]
    stems = file_names(names)
    files: dict[str, bytes] = {}
    telling: list[tuple[str, Leak]] = []
    for language in languages:
        template, words = read_template(ev, "certificate", language), page.words(language, edition)
        about = about_of(ev.record, language, __version__)
        filled = [fill(template, ev, words, _asked(page, row, words)) for row in rows]
        pages = [(html_of(each, about), replace(about, title=each.title)) for each in filled]
        try:
            found = made(pages, formats)
        except NotMade as error:
            raise EvalkitError("letters-not-made", why=str(error)) from error
        for row, name, letter, each in zip(rows, names, filled, found, strict=True):
            stem = f"certificates/{language}/{stems[name]}"
            own = {f"{stem}.{form}": content for form, content in each.items()}
            code = ledger.of.code(row["holder"], edition) or row["unit"]
            looked = [("certificate.html", letter.markup.encode("utf-8"))]
            telling += [(code, leak) for leak in leaks(looked, private.from_unit(code))]
            files |= own
    return files, telling


def _asked(page: RegisterPage, row: Row, words: Words) -> Callable[[str], Part]:
    return lambda show: page.own(row, show, words)
