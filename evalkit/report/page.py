"""What a notebook writes with: sentences, tables and figures of one evaluation, in one language, numbered."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from numbers import Real
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import pandas as pd
from IPython.display import display

from evalkit.errors import EvalkitError, UnknownName
from evalkit.publication.people import names, public_numbers, unit_names
from evalkit.publication.policy import inside, may_see_reviewers, may_show
from evalkit.report import findings
from evalkit.report.drawings import drawing
from evalkit.report.elements import Block, FigureView, TableView
from evalkit.report.frames import Form, as_frame, heading_of, named, table_view
from evalkit.report.prose import Said, in_language, known, of_case, prose, shown, shows
from evalkit.report.texts import own_texts, passage
from evalkit.report.unnamed import without_unnamed
from evalkit.report.what_if import what_if
from evalkit.report.what_if_weights import what_if_weights
from evalkit.report.words import Words
from evalkit.rules.audience import Audience, audience_of
from evalkit.scoring import Evaluation
from evalkit.wording import LANGUAGES, Language, has, text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from evalkit.reliability import Consistency

#: Stands in the place of a fact, to see whether a message shows it.
_MARK = "\ufdd2"
#: The name of a table or figure: part of a link and of a file's name.
_NAME = re.compile(r"[\w-]+")
#: A number as it stands in a sentence, with its sign of per cent.
_NUMBER = re.compile(r"(?<![\w.,])[−+-]?\d+(?:[.,]\d+)*%?(?![\w%]|[.,]\d)", re.ASCII)


class Page:
    """A page in the making.

    Parameters
    ----------
    ev
        The evaluation that the page is about.
    language
        One of the programme's.
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

    #: Whether what follows is in a section that the programme does not show: it has no numbers, and says nothing.
    muted: ClassVar[bool] = False

    #: Whether all is said: nothing more is shown.
    closed = False

    def __init__(self, ev: Evaluation, language: Language, audience: Audience = "public") -> None:
        if language not in ev.record.programme.languages:
            raise UnknownName("language", str(language), ev.record.programme.languages)
        self.ev = ev
        reader = audience_of(audience)
        people = names(ev.record) if may_see_reviewers(reader) else {}
        numbers, unnamed = public_numbers(ev.record), unit_names(ev.record, ev.unnamed_for(reader))
        self.words = Words(language, ev.record.programme, ev.rules, reader, people, numbers, unnamed)
        self._tables = 0
        self._figures = 0
        self._told: set[str] = set()
        if ev.record.programme.synthetic:
            display(Block.paragraph(self.words("synthetic"), "synthetic"))

    def __repr__(self) -> str:
        so_far = f"{self._tables} tables, {self._figures} figures so far"
        return f"<Page of {self.ev.record.name} ({self.words.language}, {self.words.audience}): {so_far}>"

    @property
    def results(self) -> pd.DataFrame:
        """The results as the page's readers may see them; columns as in ``Evaluation.results``."""
        return self.ev.shown(self.words.audience)

    def named(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return a frame with the names of tiers, cohorts, areas, indicators and rounds in place of their ids.

        For drawings, whose axes and legends show what is in the columns. The order of a Categorical stays.
        """
        return named(frame, self.words)

    @staticmethod
    def share(count: object, of: object) -> Fraction | None:
        """Return a share, exact, for :meth:`write`; None where count or denominator is not known, or of nothing."""
        if not (known(count) and known(of)) or int(of) == 0:  # type: ignore[call-overload]
            return None
        return Fraction(int(count), int(of))  # type: ignore[call-overload]

    def title(self, message: str, **facts: Any) -> None:
        """Show the page's one first-level heading."""
        self._show(Block.heading(1, self.words(message, **facts)))

    def heading(self, message: str, level: int = 2, **facts: Any) -> None:
        """Show a heading."""
        self._show(Block.heading(level, self.words(message, **facts)))

    def say(self, message: str, see: Iterable[object] = (), **facts: Any) -> None:
        """Show a paragraph: one message of the wording with its facts.

        Internal readers get the message ``<message>-internal``, if there is one. Where a fact that the message needs is
        not known, nothing is said. `see`: the tables and figures that follow, as for :meth:`write`.
        """
        if inside(self.words.audience) and has(self.words.language, f"{message}-internal"):
            message = f"{message}-internal"
        said = self.words.said(message, **facts)
        if said is not None:
            source = self._source(message, facts, said, lambda name: self._says(message, {**facts, name: _MARK}))
            self._paragraph(said, see, source)

    def _says(self, message: str, facts: Mapping[str, Any]) -> bool:
        """Tell whether a message shows these readers the fact that is a mark."""
        try:
            return _MARK in text(self.words.language, message, **self.words.nouns, **facts)
        except KeyError:
            return False

    def _source(self, message: str, facts: Mapping[str, Any], said: str, says: Callable[[str], bool]) -> str:
        """Return which message says something, and which of its facts are the numbers there; empty without numbers.

        A fact that the message does not show to these readers is not named, though it be equal to a number that it
        shows: `says` tells of each whether it does.
        """
        there = set(_NUMBER.findall(said))
        if not there:
            return ""
        given = {name: self.words.number(shown(v, self.words)) for name, v in facts.items() if _is_number(v)}
        named = (f"{name}={number}" for name, number in given.items() if number in there and says(name))
        return " ".join([message, *named])

    def _paragraph(self, said: str, see: Iterable[object], source: str) -> None:
        numbered, named = self._refer(see)
        self._show(Block.paragraph(said + numbered, said=source, see=named))

    def _refer(self, views: Iterable[object]) -> tuple[str, str]:
        """Return a sentence that names tables and figures by the numbers they are about to get; empty without any.

        And which of them were named, with these numbers: that they are there, is seen when the page is made.
        """
        numbers = {"table": self._tables, "figure": self._figures}
        labels, named = [], []
        for view in views:
            if view is None or (isinstance(view, pd.DataFrame) and view.empty):
                continue
            is_table = isinstance(view, (TableView, pd.DataFrame)) or str(view).startswith("table-")
            kind: Literal["table", "figure"] = "table" if is_table else "figure"
            name = view.removeprefix(f"{kind}-") if isinstance(view, str) else str(getattr(view, "name", ""))
            if isinstance(view, (str, TableView, FigureView)) and not self.shows(kind, name):
                continue
            numbers[kind] += 1
            labels.append(self.words(f"label-{kind}", number=numbers[kind]))
            if isinstance(view, str):
                named.append(f"{view}={numbers[kind]}")
        return self.words("see-also", list=self.words.listed(labels)) if labels else "", " ".join(named)

    def write(
        self,
        said: Said | None = None,
        /,
        *,
        see: Iterable[object] = (),
        **facts: Any,
    ) -> None:
        """Show a sentence of the notebook's own, with its numbers.

        Parameters
        ----------
        said
            One text, where one is enough.
        see
            The tables and figures that are shown next, in their order, or their names, such as ``table-docket`` and
            ``figure-disputes``: the paragraph ends with their numbers. None, and what these readers do not get, is
            passed over. A name that the page does not show under that number stops the page.
        **facts
            ``en``, ``zh`` and whatever else the programme's languages are: the text in each, of which the page shows
            the one in its own. The others are what the braces of the text hold; see
            :func:`evalkit.report.prose.prose` for how each is shown. Of a sentence that says one thing or another, each
            language has its texts by case, and the fact ``case`` chooses. A sentence of which nothing is left, since
            all of it may be left out, is not shown.

        Raises
        ------
        EvalkitError
            There is no text in the page's language, or of this case; a fact is missing, or one is not known; or a unit
            stands beside its score, which the readers must not see.

        Examples
        --------
        >>> page.write(
        ...     en="{near} of {count} {count:score|scores} would change tier.",
        ...     zh="{count} 个评分中有 {near} 个会改变等级。",
        ...     near=20,
        ...     count=93,
        ... )  # doctest: +SKIP
        """
        if written := self.text(said, **facts):
            texts = self._texts(said, facts)
            source = self._source("write", facts, written, lambda name: shows(texts, self.words, name))
            self._paragraph(written, see, source)

    def text(self, said: Said | None = None, /, **facts: Any) -> str:
        """Return a sentence as :meth:`write` shows it: for captions, alternative texts and axes."""
        texts = self._texts(said, facts)
        self._refuse_withheld(facts)
        return prose(texts, self.words, facts)

    def _texts(self, said: Said | None, facts: dict[str, Any]) -> Said:
        """Return the text that is meant, by language, and take what says so out of the facts."""
        case = facts.pop("case", None)
        texts = {
            language: text if isinstance(text, str) else of_case(text, case)
            for language in dict.fromkeys((*LANGUAGES, *self.ev.record.programme.languages))
            if (text := facts.pop(language, None)) is not None
        }
        return texts if said is None else said

    def _refuse_withheld(self, facts: Mapping[str, Any]) -> None:
        """Refuse a unit, by code or name, beside a score that is withheld: a search takes both for any numbers."""
        if not self._withheld:
            return
        given = [v for fact in facts.values() for v in (fact if isinstance(fact, (list, tuple)) else [fact])]
        units = frozenset().union(*(self._withheld.get(str(v), frozenset()) for v in given))
        if units:
            scores = self.ev.results.set_index("unit")["score"].dropna()
            told = sorted(u for u in units if u in scores.index and any(_same(v, scores[u]) for v in given))
            if told:
                raise EvalkitError("prose-withheld", units=", ".join(told))

    @cached_property
    def _withheld(self) -> dict[str, frozenset[str]]:
        """By each code and name under which a sentence may call them: the units whose scores are withheld."""
        hidden = self.ev.hidden_from(self.words.audience)
        found = {unit: frozenset({unit}) for unit in hidden}
        roster = self.ev.record.units
        for column in roster.columns.intersection(["name", "name_en"]):
            for unit, name in zip(roster["unit"].astype(str), roster[column], strict=True):
                if unit in hidden and not pd.isna(name):
                    for called in (str(name), self.words.named(str(name), unit)):
                        found[called] = found.get(called, frozenset()) | {unit}
        return found

    def close(self, said: Said | None = None, /, **facts: Any) -> None:
        """Show a sentence as :meth:`write` does, after which the page shows nothing more.

        For a notebook that has nothing else to say about an edition: its cells run, and need not ask.
        """
        self.write(said, **facts)
        self.closed = True

    def compared(self, said: Said | None = None, /, **facts: Any) -> Consistency:
        """Return how consistent the reviewers are, as far as the page's readers may know.

        Where that is too little to be told, the page closes with the sentence that is given, as for :meth:`close`.

        Raises
        ------
        EvalkitError
            No marks of reviewers are on file.
        """
        from evalkit.publication import part
        from evalkit.reliability import Consistency

        if not self.ev.marked:
            raise EvalkitError("not-of-marks", edition=self.ev.record.name)
        found = part.compared(self.ev, self.words.audience)
        if found is None:
            known = part.part_for(self.ev, self.words.audience)
            # The cells below run on something, and nothing that they show is on the page.
            found = Consistency(known if len(known.record.units) else self.ev)
            self.close(said, **facts)
        return found

    def _show(self, element: object) -> None:
        if not self.closed:
            display(element)

    def tell(self, said: Iterable[tuple[str, Mapping[str, Any]]], see: Iterable[object] = ()) -> None:
        """Show paragraphs: each a message of the wording with its facts; nothing where there is none.

        The last of them names the tables and figures of `see`, as for :meth:`write`.
        """
        told = list(said)
        for place, (message, facts) in enumerate(told, start=1):
            self.say(message, see if place == len(told) else (), **facts)

    def scope(self, part: Evaluation) -> None:
        """Say which units are in a part of the evaluation, where it is not the whole of it."""
        left_out = len(self.ev.record.units) - len(part.record.units)
        if left_out:
            self.say("say-part", count=len(part.record.units), left_out=left_out)

    def bullets(self, texts: list[str]) -> None:
        """Show a list of finished texts; nothing where there are none."""
        if texts:
            self._show(Block.bullets(texts))

    def own(self, slot: str, heading: str = "", **facts: Any) -> None:
        """Show what the office itself has written for a place of the report, and its own sections there.

        Nothing where there is nothing in the page's language. Numbers are checked, or filled in
        (:mod:`evalkit.audit.texts`).

        Parameters
        ----------
        slot
            The place, as in ``text/<language>/<place>.md``.
        heading, **facts
            A message that heads the text, at the third level, where there is any.

        Raises
        ------
        EditionError
            A number is wrong. The commands say so before a page is made; this is for notebooks that are run by hand.
        """
        if heading and self.has_own(slot):
            self.heading(heading, level=3, **facts)
        for own in own_texts(self.ev, slot, self.words):
            self._show(passage(self.ev, own, self.words))

    def has_own(self, slot: str) -> bool:
        """Tell whether the office has written anything for a place of the report in the page's language."""
        return bool(own_texts(self.ev, slot, self.words))

    def shows(self, kind: Literal["table", "figure"], name: str) -> bool:
        """Tell whether the page's readers get a table or a figure of this name (:mod:`evalkit.publication.policy`)."""
        return may_show(kind, name, self.words.audience)

    def allows(self, what: str) -> bool:
        """Tell whether what is on file allows a part of the page; where it does not, say so in its place.

        That an edition has no tiers, or no cut-offs, is said once a page: parts about them have no other place.

        Parameters
        ----------
        what
            ``scores``: every participant with its tier; ``participation``: how many took part; ``cut-offs``: where
            tiers begin; ``tiers``: what tiers there are; ``areas``: the areas of the rubric; ``rounds``: the
            steps of the review; ``window``: the period that is evaluated; ``panel``: who reviewed; ``units``:
            any unit at all; ``review``: who may review what; ``marks``: what the reviewers gave; ``near``: whether
            the score alone decides the tier.
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
            "near": rules.cut_offs_known and (rules.decided_by_score or not self.ev.complete),
        }
        if not known[what]:
            # An edition of which everything is on file has no more than it has; nor has one of labels.
            own = self.ev.record.rules
            labels_alone = bool(own.labels) and not own.tiers
            none = what in ("tiers", "cut-offs") and (own.complete or labels_alone)
            message = findings.no_cut_offs(rules) if none else f"without-{what}"
            # Labels have no scores that could be missing.
            if message not in self._told and not (labels_alone and what == "scores"):
                self.say(message)
            if none and not self.muted:
                self._told.add(message)
        return known[what]

    def table(
        self,
        view: TableView | pd.DataFrame | pd.Series[Any] | None,
        otherwise: Said | None = "not-on-file",
        *,
        caption: Said = "",
        note: Said = "",
        name: str = "",
        labels: Mapping[str, Said] | None = None,
        decimals: Form | Mapping[str, Form] | None = None,
        numbers: Collection[str] = (),
        key: str = "",
        quoted: Collection[str] = (),
        group: str = "",
        head: str = "",
        most: int | None = None,
        **facts: Any,
    ) -> None:
        """Show a table under the next number; where there is none, say `otherwise`, or nothing.

        One that the reader may not have is passed over (:mod:`evalkit.publication.policy`).

        Parameters
        ----------
        view
            A table of the library, or any DataFrame or Series; of one without rows nothing is shown.
        otherwise, **facts
            What is said where `view` is None: a message of the wording, or a text by language; nothing where
            `otherwise` is None. What its braces hold, and those of the caption.
        caption, note, labels, decimals, numbers, key, quoted, group, head
            Of a DataFrame, as in :func:`evalkit.report.frames.table_view`; a caption is wanted.
        name
            Of a DataFrame's table in the page, and of the file as which a reader saves it; by default
            ``table-<number>``.
        most
            A table of more rows than so many is there as CSV only, closed until a reader opens it.

        Raises
        ------
        EvalkitError
            A DataFrame without a caption, or one that :func:`~evalkit.report.frames.table_view` refuses; a name that is
            none.
        """
        if view is None:
            self._instead(otherwise, facts)
            return
        if not isinstance(view, TableView):
            view = as_frame(view)
            if view.empty:
                return
            caption = self._filled(caption, facts)
            if not in_language(caption, self.words).strip():
                raise EvalkitError("table-caption")
            view = table_view(
                view, self.words, name=_name(name, f"table-{self._tables + 1}"), caption=caption,
                note=self._filled(note, facts), labels=labels, decimals=decimals, numbers=numbers, key=key,
                quoted=quoted, group=group, head=head,
            )  # fmt: skip
        if self.muted or not self.shows("table", view.name):
            return
        view = without_unnamed(view, self.words)
        self._tables += 1
        left_out = most is not None and view.n_rows > most
        instead = self.words("rows-left-out", count=view.n_rows) if left_out else ""
        view = view.with_numbers(self.words.number)
        self._show(replace(view, caption=self._numbered("table", self._tables, view.caption), instead=instead))

    def figure(
        self,
        view: FigureView | Axes | Figure | None,
        otherwise: Said = "not-on-file",
        *,
        caption: Said = "",
        alt: Said = "",
        data: pd.DataFrame | pd.Series[Any] | None = None,
        name: str = "",
        labels: Mapping[str, Said] | None = None,
        decimals: Form | Mapping[str, Form] | None = None,
        **facts: Any,
    ) -> None:
        """Show a figure under the next number; where there is none, say `otherwise` unless it is empty.

        One that the reader may not have is passed over.

        Parameters
        ----------
        view
            A figure of the library, or what matplotlib and seaborn return: axes, a figure, a grid.
        otherwise
            What is said where `view` is None, as for :meth:`table`; with `alt`, None is a slip (``plt.show()`` returns
            it) unless this is given.
        caption, alt
            What is to be seen, of which units; and what a reader takes from it, in a sentence with its numbers, for
            whoever does not see it. Both are wanted with a drawing of one's own; of a figure of the library, a caption
            given here takes the place of its own.
        data, labels, decimals
            The numbers that are drawn: a table that the page shows on demand; its headings and decimals, as for
            :meth:`table`. Axes and legends that are called after a column get its heading, too.
        name
            Of the figure; by default ``figure-<number>``.
        **facts
            What the braces of `caption`, `alt` and `otherwise` hold, as for :meth:`write`.

        Raises
        ------
        EvalkitError
            A drawing of one's own without caption or alternative text, or of nothing; a name that is none.
        """
        if view is None and not (alt and otherwise == "not-on-file"):
            self._instead(otherwise or None, facts)
            return
        caption, alt = self._filled(caption, facts), self._filled(alt, facts)
        if not isinstance(view, FigureView):
            stem = _name(name, f"figure-{self._figures + 1}")
            of_data: dict[str, Any] = {"name": stem, "caption": "", "labels": labels, "decimals": decimals}
            table = None if data is None else table_view(data, self.words, **of_data)
            own = {str(column): in_language(said, self.words) for column, said in (labels or {}).items()}
            view = drawing(
                view, self.words, name=stem, caption=caption, alt=alt, data=table,
                headed=lambda column: own.get(column) or heading_of(column, self.words),
            )  # fmt: skip
        elif caption:
            view = replace(view, caption=in_language(caption, self.words))
        if self.muted or not self.shows("figure", view.name):
            return
        self._figures += 1
        shown = view.data and without_unnamed(view.data, self.words)
        if shown is not None:
            caption_of_data = self.words("caption-figure-data", number=self._figures)
            shown = replace(shown.with_numbers(self.words.number), caption=caption_of_data)
        self._show(replace(view, caption=self._numbered("figure", self._figures, view.caption), data=shown))

    def what_if(self) -> None:
        """Let readers of the page move cut-offs and weights, where it can be told what would come of it."""
        if self.muted or not self.shows("table", "what-if"):
            return
        for found in (what_if(self.ev, self.words), what_if_weights(self.ev, self.words)):
            if found is not None:
                self._show(found)

    def _filled(self, said: Said, facts: Mapping[str, Any]) -> Said:
        """Return a text by language with its facts."""
        return self.text(said, **facts) if said and not isinstance(said, str) else said

    def _instead(self, otherwise: Said | None, facts: Mapping[str, Any]) -> None:
        """Say what stands in place of a table or figure that there is not."""
        if isinstance(otherwise, str) and otherwise:
            self.say(otherwise, **facts)
        elif otherwise:
            self.write(otherwise, **facts)

    def _numbered(self, what: str, number: int, caption: str) -> str:
        # A caption may begin with the noun for what is evaluated; in Chinese no noun has a capital, but an id may.
        begun = caption if self.words.manner.han else caption[:1].upper() + caption[1:]
        return self.words(f"numbered-{what}", number=number, caption=begun)


def _name(given: str, by_default: str) -> str:
    """Return the name of a table or figure; EvalkitError where it cannot be part of a link and of a file's name."""
    if given and not _NAME.fullmatch(given):
        raise EvalkitError("view-name", name=given)
    return given or by_default


def _same(value: Any, score: Any) -> bool:
    try:
        return Decimal(str(value)) == Decimal(str(score))
    except ArithmeticError:
        return False


def _is_number(fact: Any) -> bool:
    if isinstance(fact, str):
        return _NUMBER.fullmatch(fact) is not None
    return not isinstance(fact, bool) and isinstance(fact, (Real, Decimal)) and known(fact)
