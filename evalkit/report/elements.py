"""What a page is made of: tables, figures, paragraphs, headings; they show themselves in JupyterLab too."""

from __future__ import annotations

import html
import io
import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from evalkit.report.csvtext import BETWEEN, Label, csv_text, in_data, in_figures

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Under this key the export finds a table in a cell's output: all that :class:`TableView` holds.
TABLE_MIME = "application/vnd.evalkit.table+json"

#: Chinese characters, with the marks and brackets between them.
HAN = re.compile("([\u3400-\u9fff\uf900-\ufaff](?:[\u3000-\u303f\uff00-\uffef]*[\u3400-\u9fff\uf900-\ufaff])*)")

#: Characters from which a cell is a passage of text, and needs some width where the page is narrow.
_LONG = 24

Bundle = tuple[dict[str, Any], dict[str, Any]]

# Characters that turn the direction of whatever follows them, or that nothing but a program can read.
_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def markup(text: str) -> str:
    """Return a text as HTML that shows it and does nothing else.

    Tags and quotation marks are escaped. Characters that would reorder the text after them (an override of the writing
    direction in a name would reverse the rest of the sentence) are shown by their number, such as ``[U+202E]``.
    """
    return html.escape(_UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text))


#: JupyterLab puts every cell of a table at the right.
_LEFT = "<style>.table td:not(.number), .table th:not(.number) { text-align: left; }</style>"


def at_hand() -> bool:
    """Tell whether somebody sits at the notebook, and no run is making a page of it (:mod:`evalkit.runner.shell`)."""
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    return shell is not None and not getattr(shell, "makes_page", False)


@dataclass(frozen=True)
class Column:
    """A column as a reader sees it.

    ``kind``: ``text``, ``number`` (right-aligned) or ``head`` (names its row). ``lang``: the language of its cells
    where it is not the page's. ``key``: whether it is what the table is read for; where the window is too narrow for
    all columns, it stays in sight beside the first. ``anchor``: whether its cells are codes of units to which texts of
    the page lead (:func:`anchor_of`).
    """

    label: str
    kind: Literal["text", "number", "head"] = "text"
    lang: str | None = None
    key: bool = False
    anchor: bool = False


def anchor_of(unit: str) -> str:
    """Return the id of a unit's row among the scores; letters, digits and underscores, as Word has it."""
    return f"unit_{re.sub('[^A-Za-z0-9_]', '_', unit)}"


@dataclass(frozen=True)
class TableView:
    """A table ready to be shown: cells are text, already rounded and in the reader's language.

    What a reader saves of it has for a :class:`~evalkit.report.csvtext.Label` what that stands for.

    Attributes
    ----------
    name
        Its name in the page, and of the file as which a reader saves it.
    caption
        What the table shows, of which units.
    columns
        The columns.
    groups
        ``(heading, rows)`` in order; the heading is None where rows are not grouped.
    note
        A remark below the table.
    instead
        What is shown in the place of the rows, where these are there as CSV only; else empty.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    groups: tuple[tuple[str | None, tuple[tuple[str, ...], ...]], ...]
    note: str = ""
    instead: str = ""

    @property
    def n_rows(self) -> int:
        """How many rows there are in all groups."""
        return sum(len(rows) for _, rows in self.groups)

    def with_numbers(self, written: Callable[[str], str]) -> TableView:
        """Return the table with the cells of its columns of numbers written in another way, for readers."""
        lines = [row for _, rows in self.groups for row in rows]
        pairs = {j for j in range(len(self.columns)) if any(BETWEEN in in_data(row[j]) for row in lines)}

        def cell(j: int, text: str) -> str:
            if self.columns[j].kind != "number":
                return text
            data = in_figures(text)
            return Label(written(text), data if j not in pairs or BETWEEN in data else data + BETWEEN)

        def head(j: int, column: Column) -> Column:
            name = in_data(column.label)
            label = Label(column.label, f"{name}_low{BETWEEN}{name}_high") if j in pairs else column.label
            return replace(column, label=label)

        heads = tuple(map(head, range(len(self.columns)), self.columns))
        groups = ((title, tuple(tuple(map(cell, range(len(row)), row)) for row in rows)) for title, rows in self.groups)
        return replace(self, columns=heads, groups=tuple(groups))

    def to_html(self) -> str:
        """Return the table as HTML with caption and header scopes; what is saved of it, where that is another text."""
        if self.instead:
            said = f"<p>{markup(self.caption)}</p><details><summary>{markup(self.instead)}</summary>"
            saved = f"<pre>{markup(self.to_csv())}</pre></details>"
            return f'<div class="table left-out" data-table="{markup(self.name)}">{said}{saved}</div>'
        head = "".join(f'<th scope="col"{self._class(c)}{_data(c.label)}>{markup(c.label)}</th>' for c in self.columns)
        bodies = []
        for heading, rows in self.groups:
            lines = []
            if heading is not None:
                span = len(self.columns)
                attributes = f'scope="rowgroup" colspan="{span}"{_data(heading)}'
                lines.append(f'<tr class="group"><th {attributes}>{markup(heading)}</th></tr>')
            lines += [f"<tr>{''.join(map(self._cell, self.columns, row))}</tr>" for row in rows]
            bodies.append("<tbody>\n" + "\n".join(lines) + "\n</tbody>")
        note = f'<p class="note">{markup(self.note)}</p>' if self.note else ""
        return (
            f'<div class="table" data-table="{markup(self.name)}"><table>\n'
            f"<caption>{markup(self.caption)}</caption>\n<thead><tr>{head}</tr></thead>\n"
            + "\n".join(bodies)
            + f"\n</table>{note}</div>"
        )

    def to_csv(self) -> str:
        """Return the table as CSV, as readers save it: a group's heading is a first column, an interval has two."""
        grouped = any(heading is not None for heading, _ in self.groups)
        lines = [(["group"] if grouped else []) + [c.label for c in self.columns]]
        for heading, rows in self.groups:
            lines += [([heading or ""] if grouped else []) + list(row) for row in rows]
        return csv_text([part for cell in line for part in in_data(cell).split(BETWEEN)] for line in lines)

    def to_payload(self) -> dict[str, Any]:
        """Return the table as JSON can hold it; :meth:`from_payload` is the way back to what is shown."""
        return {
            "name": self.name,
            "caption": self.caption,
            "note": self.note,
            "columns": [
                {"label": c.label, "kind": c.kind, "lang": c.lang, "key": c.key, "anchor": c.anchor}
                for c in self.columns
            ],
            "groups": [[heading, [list(row) for row in rows]] for heading, rows in self.groups],
            "instead": self.instead,
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
            payload["instead"],
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return {
            "text/html": self.to_html() + (_LEFT if at_hand() else ""),
            "text/plain": self.to_csv(),
            TABLE_MIME: self.to_payload(),
        }, {}

    @staticmethod
    def _class(column: Column, value: str = "") -> str:
        long = "long" if len(value) > _LONG else ""
        if column.kind == "number":
            kind = "number"
        elif column.kind == "head":
            kind = long
        else:
            kind = f"text {long}".strip() if len(value) > 4 else ""
        names = f"{kind} key".strip() if column.key else kind
        return f' class="{names}"' if names else ""

    def _cell(self, column: Column, value: str) -> str:
        # "TD-LTE" in a column of Chinese is not to be read by a Chinese voice.
        foreign = column.lang and (HAN.search(value) if column.lang.startswith("zh") else value)
        lang = f' lang="{column.lang}"' if foreign else ""
        said = f'<span id="{anchor_of(value)}">{markup(value)}</span>' if column.anchor else markup(value)
        if column.kind == "head":
            return f'<th scope="row"{self._class(column, value)}{lang}{_data(value)}>{said}</th>'
        return f"<td{self._class(column, value)}{lang}{_data(value)}>{said}</td>"


def _data(shown: str) -> str:
    """Return an attribute with what stands in data for a text, where that is another one."""
    data = in_data(shown)
    return "" if data == shown else f' data-value="{html.escape(data)}"'


@dataclass(frozen=True)
class FigureView:
    """A figure with its caption and what stands for it where it cannot be seen.

    Attributes
    ----------
    figure
        The drawing.
    name
        Stem of its messages.
    caption
        What it shows, of which units.
    alt
        What a reader takes from it, in one or two sentences with numbers.
    data
        Every number that is drawn; the page shows it below the figure on demand.
    """

    figure: Figure = field(repr=False)
    name: str
    caption: str
    alt: str
    data: TableView | None = None

    def to_svg(self) -> str:
        """Return the figure as SVG; the same figure gives the same bytes."""
        # Whoever reads a page that is drawn already has no use for the libraries that draw.
        from evalkit.report.style import figure_style

        buffer = io.StringIO()
        with figure_style():
            # Without a layout, as seaborn leaves it, long labels of an axis lie outside the figure.
            box = None if self.figure.get_layout_engine() else "tight"
            self.figure.savefig(
                buffer, format="svg", metadata={"Date": None, "Creator": None}, transparent=False, bbox_inches=box
            )
        return buffer.getvalue()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        about = {"alt": self.alt, "caption": self.caption, "name": self.name}
        if self.data is not None:
            about["data"] = self.data.to_html()
        drawn = self.to_svg()
        shown = {"image/svg+xml": drawn, "text/plain": f"{self.caption}: {self.alt}"}
        if at_hand():
            # Of a mere drawing JupyterLab shows neither the caption nor, on demand, the numbers.
            source = b64encode(drawn.encode("utf-8")).decode("ascii")
            image = f'<img alt="{markup(self.alt)}" src="data:image/svg+xml;base64,{source}">'
            more = ""
            if self.data is not None:
                more = f"<details><summary>{markup(self.data.caption)}</summary>{about['data']}{_LEFT}</details>"
            shown["text/html"] = f"<figure>{image}<figcaption>{markup(self.caption)}</figcaption>{more}</figure>"
        return shown, {"image/svg+xml": about}


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading or a list, as escaped HTML."""

    markup: str
    plain: str

    @staticmethod
    def paragraph(text: str, kind: str = "", said: str = "", see: str = "") -> Block:
        """Return a paragraph; `kind` is a CSS class, `said` tells where its numbers come from.

        `see`: the names of the tables and figures to which it refers, each with its number, as ``table-docket=3``.
        """
        attribute = f' class="{kind}"' if kind else ""
        attribute += f' data-said="{markup(said)}"' if said else ""
        attribute += f' data-see="{markup(see)}"' if see else ""
        return Block(f"<p{attribute}>{markup(text)}</p>", text)

    @staticmethod
    def heading(level: int, text: str) -> Block:
        """Return a heading of level 1 to 6."""
        return Block(f"<h{level}>{markup(text)}</h{level}>", text)

    @staticmethod
    def bullets(texts: Sequence[str]) -> Block:
        """Return a list."""
        items = "".join(f"<li>{markup(text)}</li>" for text in texts)
        return Block(f"<ul>{items}</ul>", "\n".join(f"- {text}" for text in texts))

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return {"text/html": self.markup, "text/plain": self.plain}, {}
