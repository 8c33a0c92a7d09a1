"""One workbook for the discussion: what is discussed and why, and room for what is decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from evalkit.edition.record import ReviewedEdition
from evalkit.errors import EvalkitError
from evalkit.files import pen
from evalkit.review.sheets import layout
from evalkit.review.sheets.identity import Identity, add_identity
from evalkit.review.sheets.instructions import draw_lines, draw_people
from evalkit.review.sheets.layout import Column, Grid, Unit, given_columns, header_row
from evalkit.review.sheets.make import write_all
from evalkit.review.sheets.tables import draw
from evalkit.rules.models import Round
from evalkit.wording import Language, text

DOCKET_COLUMNS = ("unit", "totals", "drivers", "why")
_STEPS = ("decide", "revise", "people", "save-minutes")


def make_minutes(
    record: ReviewedEdition, docket: pd.DataFrame, language: Language, path: Path, *, overwrite: bool = False
) -> Path:
    """Write the workbook in which the discussion is minuted.

    Parameters
    ----------
    record
        The edition.
    docket
        The units for discussion, one a row and in that order: ``unit``, ``totals`` (text such as "R03 82.5, R11 70"),
        ``drivers`` (ids of indicators with spaces between) and ``why`` (text).
    language
        The language of the workbook.
    path
        Where it goes.
    overwrite
        Write over a workbook that is there already.

    Raises
    ------
    EvalkitError
        The rules have no discussion or no complete rubric, the docket is empty, there is a workbook already, or it
        cannot be written.
    """
    missing = [name for name in DOCKET_COLUMNS if name not in docket.columns]
    if missing:
        raise ValueError(f"`docket` must have the columns {', '.join(DOCKET_COLUMNS)}; it has no {', '.join(missing)}")
    discussion = discussion_of(record)
    if docket.empty:
        raise EvalkitError("minutes-nothing-to-discuss", edition=record.name)
    facts = layout.how_to_mark(record.rules)
    rows = {str(row["unit"]): row for row in docket.to_dict("records")}
    by_code = {unit.code: unit for unit in layout.units_of(record, rows, language)}
    if unknown := [code for code in rows if code not in by_code]:
        raise ValueError(f"`docket` must hold units of the edition; there is no {', '.join(unknown)}")
    names = {indicator.id: indicator.name[language] for indicator in record.rules.indicators}
    drivers = {code: str(row["drivers"]).split() for code, row in rows.items()}
    minutes, revision = grids = minutes_grids(record, tuple(by_code[code] for code in rows), language)
    values: dict[tuple[str, str], object] = {}
    for code, row in rows.items():
        values[code, "totals"] = str(row["totals"])
        values[code, "drivers"] = "\n".join(names.get(indicator, indicator) for indicator in drivers[code])
        values[code, "why"] = str(row["why"])
    title = record.rules.title[language]
    banner = text(language, "sheets-synthetic") if record.programme.synthetic else None
    workbook = pen.new_workbook(text(language, "sheets-title-minutes", title=title))
    _instructions(workbook.create_sheet(text(language, "sheets-name-instructions")), record, language, grids, banner)
    for grid, name, filled in ((minutes, "minutes", values), (revision, "revision", {})):
        draw(
            workbook.create_sheet(grid.sheet),
            grid,
            language,
            title=text(language, f"sheets-title-{name}", title=title),
            hint=text(
                language,
                f"sheets-hint-{name}",
                round=discussion.name[language],
                revision=revision.sheet,
                **facts,
            ),
            banner=banner,
            values=filled,
            marked_cells={(code, indicator) for code, ids in drivers.items() for indicator in ids},
        )
    add_identity(workbook, minutes_identity(record, list(rows), language), language)
    write_all({path: pen.to_bytes(workbook)}, overwrite)
    return path


def discussion_of(record: ReviewedEdition) -> Round:
    """Return the round of the discussion; EvalkitError where there is no review or no such round."""
    if record.rules.discussion is None:
        raise EvalkitError("minutes-no-discussion", edition=record.name)
    return record.rules.discussion


def minutes_grids(record: ReviewedEdition, units: tuple[Unit, ...], language: Language) -> tuple[Grid, Grid]:
    """Return the minutes and the revised marks over these units."""
    synthetic = record.programme.synthetic
    decisions = tuple((text(language, f"sheets-{word}"), word) for word in ("kept", "revised"))
    unit, name = given_columns(language)
    minutes = (
        unit,
        name,
        Column("totals", text(language, "sheets-column-totals"), "given", 15),
        Column("drivers", text(language, "sheets-column-drivers"), "given", 22),
        Column("why", text(language, "sheets-column-why"), "given", 22),
        Column("date", text(language, "sheets-column-date"), "date", 12),
        Column("decision", text(language, "sheets-column-decision"), "choice", 9, words=decisions),
        Column("reason", text(language, "sheets-column-why-so"), "text", 32),
        Column("present", text(language, "sheets-column-present"), "codes", 18),
        Column("recused", text(language, "sheets-column-recused"), "codes", 12),
        Column("minority_view", text(language, "sheets-column-minority"), "text", 22),
    )
    revision = (unit, name, *layout.mark_columns(record.rules, language))
    return (
        Grid(text(language, "sheets-name-minutes"), minutes, units, header_row(synthetic, False)),
        Grid(text(language, "sheets-name-revision"), revision, units, header_row(synthetic, True)),
    )


def minutes_identity(
    record: ReviewedEdition, units: Sequence[str], language: Language, called: Mapping[str, str] | None = None
) -> Identity:
    """Return the identity of the workbook about these units, in whatever order they are discussed.

    `called` as of `layout.units_of`.
    """
    grids = minutes_grids(record, layout.units_of(record, units, language, called), language)
    content = layout.checksum(grids, record.rules)
    rules = record.rules
    return Identity("minutes", rules.programme, rules.edition, discussion_of(record).id, "", language, content)


def _instructions(
    sheet: pen.Sheet, record: ReviewedEdition, language: Language, grids: tuple[Grid, Grid], banner: str | None
) -> None:
    minutes, revision = grids
    words: Mapping[str, str] = {
        "minutes": minutes.sheet,
        "revision": revision.sheet,
        "kept": text(language, "sheets-kept"),
        "revised": text(language, "sheets-revised"),
        **layout.how_to_mark(record.rules),
    }
    title = text(language, "sheets-title-minutes", title=record.rules.title[language])
    row = draw_lines(
        sheet,
        language,
        title=title,
        banner=banner,
        about=discussion_of(record).name[language],
        steps=[text(language, f"sheets-do-{name}", **words) for name in _STEPS],
    )
    people = [
        (str(p["reviewer"]), "" if pd.isna(p["name"]) else str(p["name"]))
        for p in record.review.reviewers.to_dict("records")
    ]
    draw_people(sheet, row, people, language)
    pen.for_print(sheet, title)
    pen.protect(sheet)
