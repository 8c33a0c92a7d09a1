"""The commands for the office's own texts: which there are, and what comes back from Word."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import click

from evalkit.cli.say import say_in, tell
from evalkit.edition import Workspace, find_workspace
from evalkit.errors import EvalkitError
from evalkit.wording import manner, text

if TYPE_CHECKING:
    from evalkit.edition import EditionRecord

_SUBJECT = "{http://purl.org/dc/elements/1.1/}subject"


@click.group("text")
def texts() -> None:
    """Show the office's own texts, and take back what was edited in Word."""


@texts.command("list")
@click.argument("programme")
@click.argument("edition")
@click.pass_obj
def list_texts(root: str | None, programme: str, edition: str) -> None:
    """List the places of the report of EDITION of PROGRAMME, and the texts that there are for them."""
    from evalkit.edition import read_edition
    from evalkit.edition.texts import place_of, slots_of

    record = read_edition(find_workspace(root).edition_folder(programme, edition))
    slots = slots_of(record.rules)
    for slot in slots:
        here = [t for t in record.texts if place_of(t.slot, slots) == slot]
        for name in dict.fromkeys([slot, *(t.slot for t in here)]):
            files = [t.file for t in here if t.slot == name]
            tell(text(say_in(), "text-place", place=name, files=", ".join(files)) if files else name)


@texts.command("collect")
@click.argument("file", metavar="REPORT.docx")
@click.argument("programme", required=False)
@click.argument("edition", required=False)
@click.pass_obj
def collect_texts(root: str | None, file: str, programme: str | None, edition: str | None) -> None:
    """Take what was edited in REPORT.docx back into the texts of EDITION of PROGRAMME.

    By default of the edition whose title the document has. Where a text was changed on both sides nothing is written,
    and every case is listed (exit code 2).
    """
    from evalkit.edition import read_edition
    from evalkit.report.office.collect import collect, file_text
    from evalkit.report.office.returned import paragraphs
    from evalkit.report.words import Words
    from evalkit.scoring import Evaluation

    say = say_in()
    workspace = find_workspace(root)
    path = Path(file)
    docx = path.read_bytes()
    found = paragraphs(docx)
    if not found:
        raise EvalkitError("text-none-in-document", file=file)
    name, year = (programme, edition) if programme and edition else _meant(workspace, docx, programme)
    record = read_edition(workspace.edition_folder(name, year))
    ev = Evaluation(record, record.rules)
    done = [collect(ev, Words(la, record.programme, record.rules), found) for la in record.programme.languages]
    written = [os.path.relpath(path) for part in done for own in part.texts for path in file_text(record, own)]
    changed, added = sum(part.changed for part in done), sum(part.added for part in done)
    tell(text(say, "text-collected", edition=f"{name}/{year}", changed=changed, added=added))
    if written:
        tell("  " + text(say, "text-written", files=manner(say).item.join(written)))
    for gone_from, row in (place for part in done for place in part.gone):
        tell("  " + text(say, "text-gone", file=gone_from, row=str(row)))
    for moved_in, row in (place for part in done for place in part.moved):
        tell("  " + text(say, "text-moved", file=moved_in, row=str(row)))


def _meant(workspace: Workspace, docx: bytes, programme: str | None) -> tuple[str, str]:
    """Return programme and edition of a document by the title that stands in it.

    Raises
    ------
    EvalkitError
        No edition has that title, or more than one.
    """
    from evalkit.files.archive import unpack

    core = unpack(docx).get("docProps/core.xml")
    title = "" if core is None else ElementTree.fromstring(core).findtext(_SUBJECT, "")
    names: Sequence[str] = [programme] if programme else workspace.programmes()
    pairs = [(name, year) for name in names for year in workspace.editions(name)]
    fitting = [pair for pair in pairs if title and title in _titles(workspace, *pair)]
    if len(fitting) != 1:
        raise EvalkitError("text-which-edition", title=title or "–")
    return fitting[0]


def _titles(workspace: Workspace, programme: str, edition: str) -> list[str]:
    from evalkit.edition import read_edition

    try:
        record: EditionRecord = read_edition(workspace.edition_folder(programme, edition))
    except EvalkitError:
        return []
    return list(record.rules.title.values())
