"""What a report says about itself on its cover and in its imprint, and how its document looks."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from evalkit.rules.base import Id, Line, Model, Points
from evalkit.rules.texts import Text

#: The styles that come with evalkit.
STYLES = ("house", "gongwen")


class Report(Model):
    """The cover and the imprint of the report, and the style of its document.

    In ``programme.toml`` it holds for every edition; what ``rules.toml`` says takes the place of the same key there.
    Files lie beside the file that names them; those of ``rules.toml`` may lie beside ``programme.toml`` as well.
    ``style`` is ``house``, ``gongwen``, or the name of a file ``<style>.toml``.
    """

    publishers: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    issued: dt.date | None = None
    number: Line | None = None
    logo: Line | None = None
    licence: Text | None = None
    cite: Text | None = None
    style: Id = STYLES[0]


Colour = Annotated[str, StringConstraints(pattern=r"^[0-9A-Fa-f]{6}$")]


class Type(Model):
    """How one kind of text is set. Sizes and distances are in points.

    ``latin`` and ``han`` are the fonts that a Word document names; ``pdf_latin`` and ``pdf_han`` those that are put
    into a PDF. ``leading`` is the distance from line to line; in Word it is kept where ``exact``, else it is the least.
    ``indent`` is that of the first line of a paragraph in Chinese, in characters.
    """

    latin: Line
    han: Line
    pdf_latin: Line
    pdf_han: Line
    size: Points
    leading: Points
    exact: bool = False
    bold: bool = False
    colour: Colour = "000000"
    align: Literal["left", "center", "right", "justify"] = "left"
    indent: Points = Decimal(0)
    before: Points = Decimal(0)
    after: Points = Decimal(0)


class Sheet(Model):
    """The page: its margins in millimetres, and where its number stands."""

    top: Points
    right: Points
    bottom: Points
    left: Points
    number: Literal["center", "outside"] = "center"


class Look(Model):
    """The style of a document: the page, colours, and how each kind of text is set.

    What a kind of text does not say of fonts, sizes, lines and colour is as in ``body``.
    """

    page: Sheet
    line: Colour
    shade: Colour
    accent: Colour
    warning: Colour
    body: Type
    title: Type
    subtitle: Type
    heading1: Type
    heading2: Type
    heading3: Type
    caption: Type
    table: Type
    note: Type
    running: Type
    number: Type
