"""Templates of letters: the office's in ``data/<programme>/letters/<language>/``, else those that come with evalkit.

A template is Markdown like any text of the office's own. ``[](evalkit:own(show=score))`` is what the addressee has
there; a part that is more than a few words stands in a paragraph of its own. What is not known of an addressee is left
out: the paragraph, item or row that asks for it, and a heading below which nothing is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from evalkit.audit.ledger import vocabulary_of
from evalkit.audit.texts import number_faults, waits
from evalkit.audit.values import NotComputable
from evalkit.edition.expressions import OWN, Call, parse
from evalkit.edition.marked import expression_in, marked_claims, parsed
from evalkit.edition.record import OwnText
from evalkit.edition.texts import form_faults
from evalkit.edition.workspace import LETTERS
from evalkit.errors import EditionError, Fault, nearest
from evalkit.files.textfile import read_text
from evalkit.files.unseen import shown as legible
from evalkit.report.elements import Block, TableView
from evalkit.report.leftovers import HEADINGS, take_out, without_empty_blocks, without_empty_sections
from evalkit.report.texts import Passage, tidy, written
from evalkit.report.words import Words
from evalkit.scoring import Evaluation
from evalkit.wording import Language, chain

Kind = Literal["unit", "reviewer", "certificate"]
#: What stands in the place of one question of a template: words, or paragraphs and tables; None where nothing is known.
Part = str | Sequence[Block | TableView | Passage] | None

_PACKAGED = Path(__file__).with_name("templates")
#: How a document sets the name below the title, and what stands below the last rule of a template.
SALUTATION, CLOSING = "Salutation", "Closing"
_MEETS = re.compile("[\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9%][\u3400-\u9fff]")


@dataclass(frozen=True)
class Filled:
    """A template that was filled in: the title of the letter, and what stands below it, as HTML."""

    title: str
    markup: str


def packaged(kind: Kind, language: Language) -> Path:
    """Return the template that comes with evalkit, in a language or the one to which it falls back."""
    paths = [_PACKAGED / each / f"{kind}.md" for each in chain(language)]
    return next(path for path in paths if path.is_file())


def read_template(ev: Evaluation, kind: Kind, language: Language) -> OwnText:
    """Return the template for a kind of letter of an edition.

    Raises
    ------
    EditionError
        It is faulty; every fault is listed.
    """
    own = ev.record.folder.parent / LETTERS / language / f"{kind}.md"
    path = own if own.is_file() else packaged(kind, language)
    file = f"../{LETTERS}/{language}/{kind}.md"
    read = read_text(path, file)
    if isinstance(read, Fault):
        raise EditionError(ev.record.name, [read])
    text = OwnText(kind, language, file, path, read.text)
    faults = list(form_faults(text, vocabulary_of(ev)))
    faults = faults or [*number_faults(ev, [text], apart=("own",)), *_own_faults(text, kind)]
    if faults:
        raise EditionError(ev.record.name, faults)
    return text


def _own_faults(text: OwnText, kind: Kind) -> Iterator[Fault]:
    """Yield what is asked of the addressee and cannot be told in such a letter, or not there."""
    words, parts = OWN[kind]
    alone = {_show(link) for link in _links(_soup(text)) if _stands_alone(link)}
    for claim in marked_claims(text.source, filled=True):
        call = parse(claim.expression)
        show = call.get("show") if isinstance(call, Call) and call.function == "own" else None
        if show is None:
            continue
        asked = show.words[0]
        if asked not in (*words, *parts):
            allowed: dict[str, object] = {"allowed": ", ".join((*words, *parts))}
            meant = nearest(asked, (*words, *parts))
            yield Fault("not-allowed", text.file, claim.line, None, asked, allowed, meant)
        elif claim.printed:
            yield Fault("letter-printed", text.file, claim.line, None, claim.printed, {"expression": str(call)})
        elif asked in parts and asked not in alone:
            yield Fault("letter-alone", text.file, claim.line, None, str(call))


def passages(template: Path) -> frozenset[str]:
    """Return the paragraphs of a template as a reader sees them, but none in which something is filled in."""
    blocks = _soup(_own_text(template)).find_all(["p", "li", *HEADINGS])
    return frozenset(b.get_text(" ", strip=True) for b in blocks if not list(_links(b)))


def _own_text(template: Path) -> OwnText:
    return OwnText(template.stem, template.parent.name, template.name, template, template.read_text(encoding="utf-8"))


def fill(text: OwnText, ev: Evaluation, words: Words, own: Callable[[str], Part]) -> Filled:
    """Fill in a checked template.

    Parameters
    ----------
    text
        The template.
    ev
        The edition, of which numbers that concern everybody are computed.
    words
        The words of the letter.
    own
        What the addressee has in the place of a question.
    """
    soup = _soup(text)
    for link in _links(soup):
        if link.decomposed:
            continue
        place = link.find_parent("p")
        if _show(link) == "name" and place is not None and _before(place) == "h1":
            place.wrap(soup.new_tag("div", attrs={"data-style": SALUTATION}))
        part: Part = own(asked) if (asked := _show(link)) else _number(link, ev, words)
        if not part:
            take_out(link)
        elif isinstance(part, str):
            link.replace_with(NavigableString(_spaced(link, legible(part)) if words.manner.han else legible(part)))
        else:
            markup = "".join(p.to_html() if isinstance(p, TableView) else p.markup for p in part)
            (place or link).replace_with(*list(BeautifulSoup(markup, "html.parser").contents))
    _tidied(soup)
    title = soup.find("h1")
    said = " ".join(title.get_text().split()) if isinstance(title, Tag) else ev.rules.title[words.language]
    return Filled(said, str(soup))


def _number(link: Tag, ev: Evaluation, words: Words) -> str | None:
    expression = _expression(link) or ""
    if link.get_text(strip=True):
        # Checked when the template was read.
        return None if link.get("title") != "not-checkable" and waits(ev, expression) else link.get_text()
    try:
        return written(ev, expression, words)
    except NotComputable:
        return None


def _soup(text: OwnText) -> BeautifulSoup:
    return BeautifulSoup(_rendered(text), "html.parser")


@lru_cache(maxsize=4)
def _rendered(text: OwnText) -> str:
    parser, tokens, env = parsed(text.source)
    for token in tokens:
        tidy(token, text)
    return str(parser.renderer.render(tokens, parser.options, env))


def _links(soup: Tag) -> Iterator[Tag]:
    """Yield the links that ask for something."""
    yield from (link for link in soup.find_all("a", href=True) if _expression(link) is not None)


def _expression(link: Tag) -> str | None:
    return expression_in(str(link["href"]))


def _show(link: Tag) -> str:
    """Return what a link asks of the addressee; empty where it asks for something else."""
    call = parse(_expression(link) or "")
    argument = call.get("show") if isinstance(call, Call) and call.function == "own" else None
    return "" if argument is None else argument.words[0]


def _spaced(link: Tag, said: str) -> str:
    """Return words with a space where Chinese meets Latin letters or digits."""
    beside = (link.previous_sibling, link.next_sibling)
    before, after = (str(each) if isinstance(each, NavigableString) else "" for each in beside)
    front = " " if _MEETS.fullmatch(before[-1:] + said[:1]) else ""
    return front + said + (" " if _MEETS.fullmatch(said[-1:] + after[:1]) else "")


def _before(block: Tag) -> str:
    """Return the name of what stands before a block; empty where it is the first."""
    return next((each.name for each in block.previous_siblings if isinstance(each, Tag)), "")


def _stands_alone(link: Tag) -> bool:
    """Tell whether a link is all of its paragraph."""
    place = link.parent
    return place is not None and place.name == "p" and len(place.contents) == 1


def _tidied(soup: BeautifulSoup) -> None:
    """Take out lists and tables of which nothing is left, then headings with nothing below."""
    without_empty_blocks(soup)
    for line in soup.find_all("hr"):
        _closing(soup, line)
    without_empty_sections(soup.find_all(HEADINGS[1:]))


def _closing(soup: BeautifulSoup, line: Tag) -> None:
    """Take out a rule, which ends a section; what stands below the last one is the closing."""
    after = [each for each in line.next_siblings if isinstance(each, Tag)]
    if after and not any(each.name == "hr" for each in after):
        place = soup.new_tag("div", attrs={"data-style": CLOSING})
        line.insert_before(place)
        place.extend(after)
    line.decompose()
