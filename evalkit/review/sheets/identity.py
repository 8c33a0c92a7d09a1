"""What a workbook is: of which programme, edition, round and person, in which language, of which content.

It stands on a hidden sheet, so that a workbook is known by what it is and not by the name of its file. The seal tells
whether somebody changed it. It is no secret: it guards against accidents, such as a pasted row, not against forgery.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from evalkit.files import pen
from evalkit.files.textfile import plain
from evalkit.wording import Language, is_language, text

#: The name of the hidden sheet, the same in every language.
SHEET = "evalkit"

#: Goes up when the sheets are arranged anew.
LAYOUT = "1"

WorkbookKind = Literal["scores", "minutes"]


@dataclass(frozen=True)
class Identity:
    """What a workbook is; `reviewer` is empty for minutes.

    ``content`` is the checksum of what is printed in the tables, see :func:`evalkit.review.sheets.layout.checksum`.
    """

    kind: WorkbookKind
    programme: str
    edition: str
    round: str
    reviewer: str
    language: Language
    content: str
    layout: str = LAYOUT

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Return the rows of the hidden sheet, key and value; the seal is the last."""
        rows = tuple((f.name, str(getattr(self, f.name))) for f in fields(self))
        return (*rows, ("seal", _seal(rows)))


def read_identity(values: Mapping[str, str]) -> Identity | None:
    """Return the identity that the rows of a hidden sheet give; None where they were changed."""
    found = {key: plain(value) for key, value in values.items()}
    names = [f.name for f in fields(Identity)]
    if set(found) != {*names, "seal"}:
        return None
    if found["seal"] != _seal(tuple((name, found[name]) for name in names)):
        return None
    if not is_language(found["language"]):
        return None
    return Identity(
        kind="minutes" if found["kind"] == "minutes" else "scores",
        programme=found["programme"],
        edition=found["edition"],
        round=found["round"],
        reviewer=found["reviewer"],
        language=found["language"],
        content=found["content"],
        layout=found["layout"],
    )


def _seal(rows: tuple[tuple[str, str], ...]) -> str:
    return hashlib.sha256("\n".join(f"{key}={value}" for key, value in rows).encode("utf-8")).hexdigest()


def add_identity(workbook: Any, identity: Identity, language: Language) -> None:
    """Add the hidden sheet that says what the workbook is."""
    sheet = workbook.create_sheet(SHEET)
    pen.put(sheet["A1"], text(language, "sheets-identity"), language, box=False)
    for row, (key, value) in enumerate(identity.rows(), 2):
        pen.put(sheet.cell(row, 1), key, language)
        pen.put(sheet.cell(row, 2), value, language)
    pen.protect(sheet)
    sheet.sheet_state = "hidden"
