"""What a page is made of: tables, figures, paragraphs, headings; they show themselves in JupyterLab too."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from matplotlib.figure import Figure

from evalkit.report.style import figure_style

#: Under this key the export finds a table in a cell's output: its CSV and all that :class:`TableView` holds.
TABLE_MIME = "application/vnd.evalkit.table+json"

#: Characters from which a cell is a passage of text, and needs some width where the page is narrow.
_LONG = 24

Bundle = tuple[dict[str, Any], dict[str, Any]]


@dataclass(frozen=True)
class Column:
    """A column as a reader sees it.

    ``kind``: ``text``, ``number`` (right-aligned) or ``head`` (names its row). ``lang``: the language of its cells
    where it is not the page's.
    """

    label: str
    kind: Literal["text", "number", "head"] = "text"
    lang: str | None = None


@dataclass(frozen=True)
class TableView:
    """A table ready to be shown: cells are text, already rounded and in the reader's language.

    Attributes
    ----------
    name
        Stem of the CSV file.
    caption
        What the table shows, of which units.
    columns
        The columns.
    groups
        ``(heading, rows)`` in order; the heading is None where rows are not grouped.
    note
        A remark below the table.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    groups: tuple[tuple[str | None, tuple[tuple[str, ...], ...]], ...]
    note: str = ""

    def to_html(self) -> str:
        """Return the table as HTML with caption and header scopes."""
        head = "".join(f'<th scope="col"{self._class(c)}>{html.escape(c.label)}</th>' for c in self.columns)
        bodies = []
        for heading, rows in self.groups:
            lines = []
            if heading is not None:
                span = len(self.columns)
                lines.append(
                    f'<tr class="group"><th scope="rowgroup" colspan="{span}">{html.escape(heading)}</th></tr>'
                )
            lines += [f"<tr>{''.join(map(self._cell, self.columns, row))}</tr>" for row in rows]
            bodies.append("<tbody>\n" + "\n".join(lines) + "\n</tbody>")
        note = f'<p class="note">{html.escape(self.note)}</p>' if self.note else ""
        return (
            f'<div class="table" data-table="{html.escape(self.name)}"><table>\n'
            f"<caption>{html.escape(self.caption)}</caption>\n<thead><tr>{head}</tr></thead>\n"
            + "\n".join(bodies)
            + f"\n</table>{note}</div>"
        )

    def to_csv(self) -> str:
        """Return the table as CSV: the header as shown, a group's heading as a first column of its own."""
        grouped = any(heading is not None for heading, _ in self.groups)
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(([""] if grouped else []) + [c.label for c in self.columns])
        for heading, rows in self.groups:
            for row in rows:
                writer.writerow(([heading or ""] if grouped else []) + list(row))
        return buffer.getvalue()

    def to_payload(self) -> dict[str, Any]:
        """Return the table and its CSV as JSON can hold them; :meth:`from_payload` is the way back."""
        return {
            "name": self.name,
            "csv": self.to_csv(),
            "caption": self.caption,
            "note": self.note,
            "columns": [{"label": c.label, "kind": c.kind, "lang": c.lang} for c in self.columns],
            "groups": [[heading, [list(row) for row in rows]] for heading, rows in self.groups],
        }

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> TableView:
        """Return the table of which :meth:`to_payload` was made."""
        return cls(
            payload["name"],
            payload["caption"],
            tuple(Column(**column) for column in payload["columns"]),
            tuple((heading, tuple(tuple(row) for row in rows)) for heading, rows in payload["groups"]),
            payload["note"],
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return {
            "text/html": self.to_html(),
            "text/plain": self.to_csv(),
            TABLE_MIME: self.to_payload(),
        }, {}

    @staticmethod
    def _class(column: Column, value: str = "") -> str:
        if column.kind == "number":
            return ' class="number"'
        if len(value) > _LONG:
            return ' class="text long"'
        return ' class="text"' if len(value) > 4 else ""

    def _cell(self, column: Column, value: str) -> str:
        lang = f' lang="{column.lang}"' if column.lang and value else ""
        if column.kind == "head":
            return f'<th scope="row"{lang}>{html.escape(value)}</th>'
        return f"<td{self._class(column, value)}{lang}>{html.escape(value)}</td>"


@dataclass(frozen=True)
class FigureView:
    """A figure with its caption and the text that stands for it where it cannot be seen."""

    figure: Figure = field(repr=False)
    name: str
    caption: str
    alt: str

    def to_svg(self) -> str:
        """Return the figure as SVG; the same figure gives the same bytes."""
        buffer = io.StringIO()
        with figure_style():
            self.figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, transparent=False)
        return buffer.getvalue()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        about = {"alt": self.alt, "caption": self.caption, "name": self.name}
        return {"image/svg+xml": self.to_svg(), "text/plain": f"{self.caption}: {self.alt}"}, {"image/svg+xml": about}


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading or a list, as escaped HTML."""

    markup: str
    plain: str

    @staticmethod
    def paragraph(text: str, kind: str = "") -> Block:
        """Return a paragraph; `kind` is a CSS class."""
        attribute = f' class="{kind}"' if kind else ""
        return Block(f"<p{attribute}>{html.escape(text)}</p>", text)

    @staticmethod
    def heading(level: int, text: str) -> Block:
        """Return a heading of level 1 to 6."""
        return Block(f"<h{level}>{html.escape(text)}</h{level}>", text)

    @staticmethod
    def bullets(texts: Sequence[str]) -> Block:
        """Return a list."""
        items = "".join(f"<li>{html.escape(text)}</li>" for text in texts)
        return Block(f"<ul>{items}</ul>", "\n".join(f"- {text}" for text in texts))

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return {"text/html": self.markup, "text/plain": self.plain}, {}
