"""Opens what was sent back: a workbook of ours, or the reason why it cannot be one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from evalkit.edition.record import ReviewedEdition
from evalkit.errors import Fault
from evalkit.files.workbook import Sheet, Unreadable, read_package
from evalkit.review.sheets import identity
from evalkit.review.sheets.identity import Identity, WorkbookKind

# How other files begin that are sent under the name of a workbook, and what they are. Excel 97, new workbooks under a
# password and Word 97 share a container; the names in it tell them apart.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED, _WORD = "EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le")
_BEGINNINGS = {
    b"%PDF": "pdf",
    b"{\\rtf": "word",
    b"<": "web",
    b"\xef\xbb\xbf<": "web",
    b"Rar!": "archive",
    b"7z": "archive",
}

_LARGEST_FILE_MIB = 64
_MIB = 2**20


@dataclass(frozen=True)
class Opened:
    """A workbook, the name of its file, and what it is."""

    file: str
    sheets: Mapping[str, Sheet]
    identity: Identity

    def sheet(self, name: str) -> Sheet | Fault:
        """Return a sheet, or the fault that it is not there."""
        if name in self.sheets:
            return self.sheets[name]
        visible = [sheet.title for sheet in self.sheets.values() if sheet.visible]
        return Fault("sheet-missing", self.file, value=name, variables={"found": ", ".join(visible)})

    def extra_sheets(self, own: Collection[str]) -> list[Fault]:
        """Return a fault for each visible sheet that is not ours and holds something: it would be overlooked."""
        return [
            Fault("sheet-extra", self.file, value=title)
            for title, sheet in self.sheets.items()
            if title not in {*own, identity.SHEET} and sheet.visible and (sheet.cells or sheet.drawings)
        ]


def open_workbook(
    path: Path, record: ReviewedEdition, kind: WorkbookKind, round_id: str, file: str | None = None
) -> Opened | list[Fault]:
    """Open a workbook of a kind and a round, or say what it is instead.

    Parameters
    ----------
    path
        The file.
    record
        The edition that it should belong to.
    kind, round_id
        What it should be, and for which round.
    file
        What a fault calls it; by default its name.
    """
    file = file or path.name
    try:
        sheets = read_package(_content(path))
    except Unreadable as why:
        return [Fault(why.kind, file, value=why.value, variables=why.variables)]
    if identity.SHEET not in sheets:
        return [Fault("sheet-not-ours", file, variables={"allowed": identity.SHEET})]
    found = identity.read_identity(_rows(sheets[identity.SHEET]))
    if found is None:
        return [Fault("sheet-identity-changed", file, column=identity.SHEET)]
    if found.layout != identity.LAYOUT:
        return [Fault("sheet-other-layout", file, value=found.layout, variables={"allowed": identity.LAYOUT})]
    if found.kind != kind:
        return [Fault("sheet-other-kind", file, value=found.kind, variables={"wanted": kind})]
    faults = []
    if found.programme != record.rules.programme:
        variables: dict[str, object] = {"allowed": record.rules.programme}
        faults.append(Fault("sheet-wrong-programme", file, value=found.programme, variables=variables))
    if found.edition != record.rules.edition:
        faults.append(
            Fault("sheet-wrong-edition", file, value=found.edition, variables={"allowed": record.rules.edition})
        )
    if found.round != round_id:
        faults.append(Fault("sheet-wrong-round", file, value=found.round, variables={"allowed": round_id}))
    return faults or Opened(file, sheets, found)


def _content(path: Path) -> bytes:
    """Return the bytes of a file that may be a workbook; Unreadable where it is something else."""
    try:
        if not path.is_file():
            path.stat()
            raise Unreadable("sheet-not-a-workbook", what="other")
        if (size := path.stat().st_size) > _LARGEST_FILE_MIB * _MIB:
            raise Unreadable("sheet-too-large", str(round(size / _MIB)), allowed=_LARGEST_FILE_MIB)
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable("unreadable-file", why=error.strerror or type(error).__name__) from error
    if not content:
        raise Unreadable("empty-file")
    if content.startswith(_OLE):
        if _WORD in content:
            raise Unreadable("sheet-not-a-workbook", what="word")
        kind = "sheet-password" if _ENCRYPTED in content else "sheet-old-format"
        raise Unreadable(kind)
    if not content.startswith(b"PK"):
        kinds = (kind for start, kind in _BEGINNINGS.items() if content.lstrip().startswith(start))
        raise Unreadable("sheet-not-a-workbook", what=next(kinds, "other"))
    return content


def _rows(sheet: Sheet) -> Mapping[str, str]:
    """Return key and value of the hidden sheet, below its first line."""
    last = max((row for row, _ in sheet.cells), default=0)
    rows = ((sheet.cell(row, 1).value, sheet.cell(row, 2).value) for row in range(2, min(last, 50) + 1))
    return {str(key): "" if value is None else str(value) for key, value in rows if key is not None}
