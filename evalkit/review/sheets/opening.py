"""Opens what was sent back: a workbook of ours, or the reason why it cannot be one."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from evalkit.edition.record import EditionRecord
from evalkit.errors import Fault
from evalkit.review.sheets import identity
from evalkit.review.sheets.identity import Identity, WorkbookKind

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

# A few kilobytes can unpack to gigabytes; a workbook of 500 units and 40 indicators unpacks to some 2 MiB.
_LARGEST_MIB = 64
_MIB = 2**20


@dataclass(frozen=True)
class Opened:
    """A workbook, the name of its file, and what it is."""

    file: str
    workbook: Any
    identity: Identity

    def sheet(self, name: str) -> Any | Fault:
        """Return a sheet, or the fault that it is not there."""
        if name in self.workbook.sheetnames:
            return self.workbook[name]
        visible = [sheet.title for sheet in self.workbook.worksheets if sheet.sheet_state == "visible"]
        return Fault("sheet-missing", self.file, value=name, variables={"found": ", ".join(visible)})

    def extra_sheets(self, own: Collection[str]) -> list[Fault]:
        """Return a fault for each visible sheet that is not ours and holds something: it would be overlooked."""
        return [
            Fault("sheet-extra", self.file, value=sheet.title)
            for sheet in self.workbook.worksheets
            if sheet.title not in {*own, identity.SHEET} and sheet.sheet_state == "visible"
            if any(cell.value is not None for cell in sheet._cells.values())
        ]


def open_workbook(path: Path, record: EditionRecord, kind: WorkbookKind, round_id: str) -> Opened | list[Fault]:
    """Open a workbook of a kind and a round, or say what it is instead.

    Parameters
    ----------
    path
        The file.
    record
        The edition that it should belong to.
    kind, round_id
        What it should be, and for which round.
    """
    file = path.name
    workbook = _load(path, file)
    if isinstance(workbook, Fault):
        return [workbook]
    if identity.SHEET not in workbook.sheetnames:
        return [Fault("sheet-not-ours", file, variables={"allowed": identity.SHEET})]
    found = identity.read_identity(_rows(workbook[identity.SHEET]))
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
    return faults or Opened(file, workbook, found)


def _load(path: Path, file: str) -> Any:
    """Return the workbook of a file, or the fault."""
    try:
        content = path.read_bytes()
    except OSError as error:
        return Fault("unreadable-file", file, variables={"why": error.strerror or type(error).__name__})
    if not content:
        return Fault("empty-file", file)
    if content.startswith(_OLE):
        # The same container holds workbooks of Excel 97 and new ones under a password.
        return Fault("sheet-password", file) if _ENCRYPTED in content else Fault("sheet-old-format", file)
    if not content.startswith(b"PK"):
        return Fault("sheet-not-a-workbook", file)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            size = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return Fault("sheet-damaged", file)
    if not any(name.lower() == "[content_types].xml" for name in names) or "xl/workbook.xml" not in names:
        return Fault("sheet-not-a-workbook", file)
    if size > _LARGEST_MIB * _MIB:
        variables: dict[str, object] = {"allowed": _LARGEST_MIB}
        return Fault("sheet-too-large", file, value=str(round(size / _MIB)), variables=variables)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of what it leaves out, such as extensions of other programs; only cells are read here.
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(content))
    except Exception:
        # openpyxl has no error of its own: a damaged part ends in KeyError, ParseError, TypeError and others.
        return Fault("sheet-damaged", file)


def _rows(sheet: Any) -> Mapping[str, str]:
    """Return key and value of the hidden sheet, below its first line."""
    rows = ((sheet.cell(row, 1).value, sheet.cell(row, 2).value) for row in range(2, min(sheet.max_row, 50) + 1))
    return {str(key): "" if value is None else str(value) for key, value in rows if key is not None}
