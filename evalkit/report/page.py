"""What a notebook writes with: sentences, tables and figures of one evaluation, in one language, numbered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from IPython.display import display

from evalkit.edition.audience import Audience, audience_of
from evalkit.errors import UnknownName
from evalkit.report.elements import Block, FigureView, TableView
from evalkit.report.people import names
from evalkit.report.words import Words
from evalkit.scoring import Evaluation
from evalkit.wording import LANGUAGES, Language, has


class Page:
    """A page in the making.

    Parameters
    ----------
    ev
        The evaluation that the page is about.
    language
        ``"zh"`` or ``"en"``.
    audience
        ``"public"``: withheld scores and ranks and the reviewers' names are left out. ``"internal"``: they are shown.

    Raises
    ------
    UnknownName
        No such language or audience.

    Examples
    --------
    >>> page = Page(ev, "en")  # doctest: +SKIP
    >>> page.table(tables.tiers(ev, page.words))  # doctest: +SKIP
    """

    def __init__(self, ev: Evaluation, language: Language, audience: Audience = "public") -> None:
        if language not in LANGUAGES:
            raise UnknownName("language", str(language), LANGUAGES)
        self.ev = ev
        people = names(ev.record) if audience_of(audience) == "internal" and ev.record.review is not None else {}
        self.words = Words(language, ev.record.programme, ev.rules, audience_of(audience), people)
        self._tables = 0
        self._figures = 0
        if ev.record.programme.synthetic:
            display(Block.paragraph(self.words("synthetic"), "synthetic"))

    def title(self, message: str, **facts: Any) -> None:
        """Show the page's one first-level heading."""
        display(Block.heading(1, self.words(message, **facts)))

    def heading(self, message: str, level: int = 2, **facts: Any) -> None:
        """Show a heading."""
        display(Block.heading(level, self.words(message, **facts)))

    def say(self, message: str, **facts: Any) -> None:
        """Show a paragraph: one message of the wording with its facts.

        Where there is a message ``<message>-internal``, internal readers get that. Where a fact that the message needs
        is not known, nothing is said.
        """
        if self.words.audience == "internal" and has(self.words.language, f"{message}-internal"):
            message = f"{message}-internal"
        said = self.words.said(message, **facts)
        if said is not None:
            display(Block.paragraph(said))

    def tell(self, said: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """Show paragraphs: each a message of the wording with its facts; nothing where there is none."""
        for message, facts in said:
            self.say(message, **facts)

    def bullets(self, texts: list[str]) -> None:
        """Show a list of finished texts; nothing where there are none."""
        if texts:
            display(Block.bullets(texts))

    def allows(self, what: str) -> bool:
        """Tell whether what is on file allows a part of the page; where it does not, say so in its place.

        Parameters
        ----------
        what
            ``scores``: every participant with its tier; ``participation``: how many took part; ``cut-offs``: where
            tiers begin; ``tiers``: what tiers there are; ``areas``: the areas of the rubric; ``rounds``: the
            steps of the review; ``window``: the period that is evaluated; ``panel``: who reviewed; ``units``:
            any unit at all; ``review``: who may review what; ``marks``: what the reviewers gave.
        """
        record, rules = self.ev.record, self.ev.rules
        known = {
            "scores": self.ev.complete,
            "participation": self.ev.participants is not None,
            "cut-offs": rules.cut_offs_known,
            "tiers": bool(rules.tiers),
            "areas": bool(rules.areas),
            "rounds": bool(rules.review.rounds),
            "window": rules.window is not None,
            "panel": record.panel is not None,
            "units": len(record.units) > 0,
            "review": record.review is not None,
            "marks": record.review is not None and record.review.marks is not None,
        }
        if not known[what]:
            self.say(f"without-{what}")
        return known[what]

    def table(self, view: TableView | None, otherwise: str | None = "not-on-file", **facts: Any) -> None:
        """Show a table under the next number; where there is none, say the message `otherwise`, or nothing for None."""
        if view is None:
            if otherwise is not None:
                self.say(otherwise, **facts)
            return
        self._tables += 1
        display(
            replace(view, caption=self.words("numbered-table", number=self._tables, caption=_capital(view.caption)))
        )

    def figure(self, view: FigureView | None, otherwise: str = "not-on-file") -> None:
        """Show a figure under the next number; where there is none, say `otherwise` unless it is empty."""
        if view is None:
            if otherwise:
                self.say(otherwise)
            return
        self._figures += 1
        caption = self.words("numbered-figure", number=self._figures, caption=_capital(view.caption))
        data = view.data
        if data is not None:
            data = replace(data, caption=self.words("caption-figure-data", number=self._figures))
        display(replace(view, caption=caption, data=data))


def _capital(caption: str) -> str:
    """Begin with a capital: a caption may begin with the noun for what is evaluated."""
    return caption[:1].upper() + caption[1:]
