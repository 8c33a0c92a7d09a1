"""The office's own words: Markdown files of an edition or of its programme, one a slot and language.

``text/<language>/<slot>.md`` beside the tables; where an edition has no text for a slot in any language, that of its
programme (one folder up) is used. Numbers are links to what computes them, as in :mod:`evalkit.edition.marked`; whether
they are right, :mod:`evalkit.audit.texts` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from markdown_it.token import Token

from evalkit.edition.claims import claim_expression_faults
from evalkit.edition.expressions import Vocabulary
from evalkit.edition.marked import marked_claims, parsed, placed
from evalkit.edition.record import Note, OwnText
from evalkit.edition.workspace import TEXTS
from evalkit.errors import EvalkitError, Fault, nearest
from evalkit.files import pictures, store
from evalkit.files.pictures import PRINTED
from evalkit.files.textfile import TextFile, read_text
from evalkit.rules.models import Rules
from evalkit.wording import LANGUAGES, Language

#: The slots of the report in their order, the last for letters alone, and the level of a first heading within each;
#: ``cohort-``, ``tier-`` and ``area-`` stand for one each.
SLOTS: Mapping[str, int] = {
    "foreword": 3, "principles": 4, "rubric": 4, "panel": 4, "procedure": 4, "scope": 4, "tiers": 4, "overall": 3,
    "cohorts": 3, "cohort-": 4, "tier-": 4, "areas": 3, "area-": 4, "highlights": 4, "honour": 3, "conclusions": 3,
    "reasons": 3, "recommendations": 3, "annexes": 3, "appeal": 3,
}  # fmt: skip
#: The slot of which each paragraph is about one unit.
HIGHLIGHTS = "highlights"
_OWN = "after-"
_FAMILIES = tuple(slot for slot in SLOTS if slot[-1] == "-")
_OPENING = re.compile(r"<([A-Za-z][\w-]*)")
_CLOSING = re.compile(r"</([A-Za-z][\w-]*)\s*>")
_CODE = re.compile(r"([^\s:：]+)(?:[:：]\s*|\s+)")


def slots_of(rules: Rules) -> tuple[str, ...]:
    """Return the slots that an edition has, in the order of the report."""
    ids: Mapping[str, Iterable[str]] = {
        "cohort-": (c.id for c in rules.cohorts),
        "tier-": (t.id for t in rules.tiers),
        "area-": (a.id for a in rules.areas),
    }
    return tuple(name for slot in SLOTS for name in ([slot + i for i in ids[slot]] if slot in ids else [slot]))


def place_of(name: str, slots: Iterable[str]) -> str | None:
    """Return the slot at whose place a text stands: its own, or that in ``after-<slot>-<name>``; None without one."""
    own = name.removeprefix(_OWN) if name.startswith(_OWN) else ""
    fitting = [slot for slot in slots if name == slot or (own.startswith(f"{slot}-") and len(own) > len(slot) + 1)]
    return max(fitting, key=len, default=None)


def is_section(name: str) -> bool:
    """Tell whether a text is a section of its own, with a heading, and not what fills a slot."""
    return name.startswith(_OWN)


def level_of(name: str) -> int:
    """Return the level of a first heading in a text."""
    if is_section(name):
        return 3
    return next(level for slot, level in SLOTS.items() if name == slot or (slot[-1] == "-" and name.startswith(slot)))


def code_of(paragraph: Token) -> re.Match[str] | None:
    """Return the code with which a paragraph begins and what divides it from the rest, of its inline token."""
    first = next(iter(paragraph.children or ()), None)
    return None if first is None or first.type != "text" else _CODE.match(first.content)


def codes_in(text: OwnText) -> list[str]:
    """Return the codes with which the paragraphs of highlights begin."""
    found = [code_of(token) for token in parsed(text.source)[1] if token.type == "inline"]
    return [code[1] for code in found if code is not None]


def read_texts(
    folder: Path, languages: Sequence[Language], rules: Rules, vocabulary: Vocabulary | None
) -> tuple[tuple[OwnText, ...], list[Fault], list[Note]]:
    """Read the texts of an edition.

    Parameters
    ----------
    folder
        That of the edition.
    languages
        Those of its programme.
    rules
        Its rules.
    vocabulary
        The words that expressions may use; None leaves them unchecked.

    Returns
    -------
    The texts in the order of the report, those of its programme where it has none; everything that is wrong with them;
    and notes on how they were read.
    """
    known = slots_of(rules)
    order = {slot: place for place, slot in enumerate(known)}
    faults: list[Fault] = []
    notes: list[Note] = []
    found: list[OwnText] = []
    for base, name in ((folder, TEXTS), (folder.parent, f"../{TEXTS}")):
        there = {text.slot for text in found}
        texts = list(_texts_in(base / TEXTS, name, languages, known, faults, notes))
        found += [text for text in texts if text.slot not in there]
    taken: list[OwnText] = []
    for text in found:
        wrong = list(form_faults(text, None if text.inherited else vocabulary))
        faults += wrong
        # What a programme says with the tiers or the units of some editions, others cannot.
        other = list(form_faults(text, vocabulary)) if text.inherited and not wrong else []
        notes += map(left_out, other[:1])
        taken += [] if other else [text]
    ordered = sorted(taken, key=lambda t: (order[str(place_of(t.slot, known))], is_section(t.slot), t.slot))
    return tuple(ordered), faults, notes


def _texts_in(
    folder: Path,
    name: str,
    languages: Sequence[Language],
    known: Sequence[str],
    faults: list[Fault],
    notes: list[Note],
) -> Iterator[OwnText]:
    for path in store.below(folder):
        language, *inside = path.relative_to(folder).parts
        file = f"{name}/{path.relative_to(folder).as_posix()}"
        spoken = tuple(dict.fromkeys((*languages, *LANGUAGES)))
        if not inside or (path.suffix.lower() != ".md" and path.suffix.lower() not in PRINTED):
            faults.append(Fault("text-file", file, variables={"allowed": ", ".join(PRINTED)}))
        elif language not in spoken:
            allowed: dict[str, object] = {"allowed": ", ".join(languages)}
            faults.append(Fault("text-language", file, None, None, language, allowed, nearest(language, spoken)))
        elif path.suffix.lower() == ".md":
            slot = path.stem
            if len(inside) > 1 or place_of(slot, known) is None:
                # What a programme says of the tiers of some editions, others have not.
                if len(inside) == 1 and name.startswith("..") and slot.removeprefix(_OWN).startswith(_FAMILIES):
                    continue
                faults.append(_unknown(file, slot, known))
                continue
            read = read_text(path, file)
            if isinstance(read, Fault):
                faults.append(read)
            elif language in languages:
                notes += _on_encoding(read, file)
                yield OwnText(slot, language, file, path, read.text)


def _on_encoding(read: TextFile, file: str) -> list[Note]:
    return [] if read.encoding.startswith("utf-8") else [Note("encoding", file, read.seen_as)]


def _unknown(file: str, slot: str, known: Sequence[str]) -> Fault:
    meant = nearest(slot, known)
    return Fault("text-slot", file, None, None, slot, {"allowed": ", ".join(known)}, meant)


def form_faults(text: OwnText, vocabulary: Vocabulary | None) -> Iterator[Fault]:
    """Yield what is wrong with the form of a text."""
    _, tokens, _ = parsed(text.source)
    opened: set[str] = set()
    for line, token in placed(tokens):
        if token.type.startswith("html_"):
            # One line for one cause: what closes a tag that was told of.
            closing = _CLOSING.fullmatch(token.content.strip())
            if closing is None or closing[1].lower() not in opened:
                yield Fault("text-html", text.file, line, None, token.content.strip())
            opened |= {name.lower() for name in _OPENING.findall(token.content)}
        elif token.type == "image":
            address = str(token.attrs.get("src", ""))
            if not token.content.strip():
                yield Fault("text-picture-alt", text.file, line, None, address)
            if not address.lower().endswith(PRINTED):
                yield Fault("text-picture-kind", text.file, line, None, address, {"allowed": ", ".join(PRINTED)})
                continue
            root = text.path.parent.parent
            try:
                pictures.read(pictures.placed(address, text.path.parent, root), (root,), address)
            except EvalkitError as error:
                yield Fault("text-picture", text.file, line, None, address, {"why": error})
    if is_section(text.slot) and not (tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1"):
        yield Fault("text-title", text.file, 1)
    if text.slot == HIGHLIGHTS:
        yield from _highlight_faults(text, tokens, vocabulary)
    for claim in marked_claims(text.source, filled=True):
        wrong = claim.faults or tuple(claim_expression_faults(claim.expression, claim.printed or None, vocabulary))
        yield from (replace(fault, file=text.file, row=claim.line, column=None) for fault in wrong)


def _highlight_faults(text: OwnText, tokens: Sequence[Token], vocabulary: Vocabulary | None) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, token in enumerate(tokens):
        if token.level or token.nesting < 0:
            continue
        line = (token.map or [0])[0] + 1
        code = code_of(tokens[place + 1]) if token.type == "paragraph_open" else None
        if code is None:
            yield Fault("text-highlight", text.file, line)
        elif vocabulary is not None and code[1] not in vocabulary.units:
            yield Fault("unknown-unit", text.file, line, None, code[1], {}, nearest(code[1], vocabulary.units))
        elif code[1] in seen:
            yield Fault("text-highlight-twice", text.file, line, None, code[1])
        seen.add(code[1] if code else "")


def left_out(fault: Fault) -> Note:
    """Return the note that a text of the programme is not in an edition, for what is wrong with it there."""
    return Note("text-left-out", fault.file, fault.value or "", {"fault": fault})


def files_of_texts(texts: Iterable[OwnText], programme: Path) -> tuple[str, ...]:
    """Return the files of texts and the pictures among them, relative to the folder of the programme, sorted."""
    own = {text.path for text in texts}
    beside = [path for folder in {path.parent.parent for path in own} for path in store.below(folder)]
    shown = {path for path in beside if path.suffix.lower() in PRINTED}
    return tuple(sorted(path.relative_to(programme).as_posix() for path in {*own, *shown}))


def lacking(texts: Iterable[OwnText], languages: Sequence[Language]) -> list[Note]:
    """Return a note for each language of a programme in which texts are missing that there are in another."""
    there: dict[str, set[Language]] = {}
    for text in texts:
        there.setdefault(text.slot, set()).add(text.language)
    missing = {language: [slot for slot, spoken in there.items() if language not in spoken] for language in languages}
    return [
        Note("text-lacking", f"{TEXTS}/{language}", ", ".join(slots), {"count": len(slots), "language": language})
        for language, slots in missing.items()
        if slots
    ]
