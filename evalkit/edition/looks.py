"""The style of a report's document, and the files that ``[report]`` names: found, read, or told what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from evalkit.errors import EvalkitError, Fault
from evalkit.files import pictures
from evalkit.files.pictures import PRINTED, Picture
from evalkit.files.tomlfile import LineIndex, parse_model, read_toml
from evalkit.rules.report import STYLES, Look, Report, Type

#: What a kind of text has of the text of paragraphs where it says nothing.
_INHERITED = ("latin", "han", "pdf_latin", "pdf_han", "size", "leading", "exact", "colour")


def places(edition: Path) -> tuple[Path, Path]:
    """Return where the files of a report are looked for: the folder of its edition, then that of the programme."""
    return edition, edition.parent


def beside(name: str, folders: Sequence[Path]) -> Path | None:
    """Return the first file of this name in some folders; None where there is none."""
    # What leads elsewhere is not beside anything.
    found = (folder / name for folder in folders if Path(name).name == name)
    return next((path for path in found if path.is_file()), None)


def files_of(report: Report, folders: Sequence[Path]) -> list[Path]:
    """Return the files that a ``[report]`` names."""
    style = None if report.style in STYLES else f"{report.style}.toml"
    return [path for name in (report.logo, style) if name and (path := beside(name, folders)) is not None]


def read_look(style: str, folders: Sequence[Path]) -> Look | list[Fault]:
    """Read a style: one that comes with evalkit, or a file; every fault where it is none."""
    name = f"{style}.toml"
    path = Path(str(files("evalkit.rules") / "styles" / name)) if style in STYLES else beside(name, folders)
    if path is None:
        return [Fault("missing-file", name)]
    read = read_toml(path, name)
    if isinstance(read, Fault):
        return [read]
    data, file = read
    return parse_model(Look, _complete(data), name, LineIndex(file.text))


def look_of(report: Report, edition: Path) -> Look:
    """Return the style of the report of an edition that has been read without a fault."""
    look = read_look(report.style, places(edition))
    if isinstance(look, list):
        raise AssertionError("checked when the edition was read")
    return look


def logo_of(report: Report, edition: Path) -> Picture | None:
    """Return the logo of the report of an edition that has been read without a fault; None where it names none."""
    path = beside(report.logo or "", places(edition))
    return None if path is None else pictures.read(path, places(edition), path.name)


def report_faults(report: Report | None, name: str, lines: LineIndex, folders: Sequence[Path]) -> list[Fault]:
    """Return what is wrong with the files that a ``[report]`` names; `name` is the file in which it stands."""
    if report is None:
        return []
    faults = []
    if report.logo is not None:
        allowed = ", ".join(PRINTED)
        at = (name, lines.row(("report", "logo")), "report.logo", report.logo)
        if not report.logo.lower().endswith(PRINTED):
            faults.append(Fault("logo-kind", *at, {"allowed": allowed}))
        elif (path := beside(report.logo, folders)) is None:
            faults.append(Fault("logo-missing", *at))
        else:
            try:
                pictures.read(path, folders, report.logo)
            except EvalkitError as error:
                faults.append(Fault("logo-picture", *at, {"why": error}))
    if report.style not in STYLES:
        if beside(f"{report.style}.toml", folders) is None:
            row = lines.row(("report", "style"))
            known: dict[str, object] = {"allowed": ", ".join(STYLES), "file": f"{report.style}.toml"}
            faults.append(Fault("style-unknown", name, row, "report.style", report.style, known))
        elif isinstance(look := read_look(report.style, folders), list):
            faults += look
    return faults


def _complete(data: Mapping[str, Any]) -> dict[str, Any]:
    """Give each kind of text what it leaves to the text of paragraphs."""
    body = data.get("body")
    known = {key: body[key] for key in _INHERITED if key in body} if isinstance(body, dict) else {}
    kinds = [name for name, field in Look.model_fields.items() if field.annotation is Type]
    complete = dict(data)
    for kind in kinds:
        own = data.get(kind, {})
        complete[kind] = {**known, **own} if isinstance(own, dict) else own
    return complete
