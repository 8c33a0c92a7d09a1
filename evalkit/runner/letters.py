"""Letters are made, searched, and written, all of them or none."""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from evalkit import __version__
from evalkit.edition.workspace import INTERNAL, LETTERS, Workspace
from evalkit.errors import EvalkitError, UnknownName
from evalkit.files import store
from evalkit.publication.key import keep_key
from evalkit.publication.letters import Private
from evalkit.publication.search import Leak, leaks
from evalkit.report.csvtext import CSV_MARK, csv_text
from evalkit.report.letters.made import about_of, html_of, made
from evalkit.report.letters.reviewers import ReviewerLetters
from evalkit.report.letters.template import Kind, Part, fill, packaged, passages, read_template
from evalkit.report.letters.units import UnitLetters
from evalkit.report.office.tools import Format, NotMade, available
from evalkit.report.words import Words
from evalkit.runner.staging import Staging, locked
from evalkit.scoring.series import load_series
from evalkit.wording import Language, manner, text

#: What of each kind of letter the list for a mail merge holds beside code, name, language and files.
_HEADS: Mapping[str, tuple[str, ...]] = {
    "unit": ("took_part", "tier", "score", "rank"),
    "reviewer": ("sheets", "units"),
}
_MOST_PLACES = 5
#: What Windows takes for a device, whatever follows after a dot.
_DEVICE = re.compile("con|prn|aux|nul|(com|lpt)[0-9¹²³]", re.IGNORECASE)


class _Letters(Protocol):
    @property
    def codes(self) -> tuple[str, ...]: ...
    def row(self, code: str, words: Words, /) -> list[str]: ...
    def own(self, code: str, show: str, words: Words, /) -> Part: ...


@dataclass(frozen=True)
class Written:
    """What was written: how many letters and where, who has none, and how many remarks are not passed on, by unit."""

    count: int
    folder: Path
    none: tuple[str, ...]
    left_out: Mapping[str, int]


def write_letters(
    workspace: Workspace,
    programme: str,
    edition: str,
    kind: Kind,
    *,
    languages: Sequence[Language] = (),
    only: Sequence[str] = (),
    out: Path | None = None,
    say: Language = "en",
) -> Written:
    """Write the letters to the units or the reviewers of an edition, and a list of them.

    Parameters
    ----------
    workspace, programme, edition
        The edition.
    kind
        To whom.
    languages
        By default all of the programme.
    only
        Codes; by default everybody.
    out
        The folder; by default one of the edition's in ``reports-internal/letters/``.
    say
        The language of messages.

    Raises
    ------
    EvalkitError
        There is nothing to say, the template is faulty, a letter would tell of others, `out` is in ``reports/``, or
        the edition is another by now; nothing is written then.
    """
    workspace.edition_folder(programme, edition)
    if out is not None:
        refuse_published(workspace, out)
    series = load_series(programme, root=workspace.root).up_to(edition)
    ev = series[edition]
    spoken = tuple(languages) or ev.record.programme.languages
    templates = {language: read_template(ev, kind, language) for language in spoken}
    private = Private(ev, frozenset().union(*(passages(packaged(kind, language)) for language in spoken)))
    units = UnitLetters(series, private)
    letters: _Letters = units if kind == "unit" else ReviewerLetters(ev)
    for code in only:
        if code not in letters.codes:
            raise UnknownName(kind, code, letters.codes)
    codes = tuple(code for code in letters.codes if not only or code in only)
    stems = file_names(letters.codes)
    formats = available(("docx", "pdf"))
    if not formats:
        raise EvalkitError("letters-without-office")
    rows: list[list[str]] = []
    telling: list[tuple[str, Leak]] = []
    files: dict[str, bytes] = {}
    for language in spoken:
        words = Words(language, ev.record.programme, ev.rules)
        about = about_of(ev.record, language, __version__)
        filled = [fill(templates[language], ev, words, _asked(letters, code, words)) for code in codes]
        pages = [(html_of(each, about), replace(about, title=each.title)) for each in filled]
        try:
            found = made(pages, formats)
        except NotMade as error:
            raise EvalkitError("letters-not-made", why=str(error)) from error
        for code, letter, each in zip(codes, filled, found, strict=True):
            named: dict[Format, str] = {form: f"{kind}s/{language}/{stems[code]}.{form}" for form in each}
            own = {name: each[form] for form, name in named.items()}
            # Where the lines of a PDF end, a name that is a part of one's own would stand alone; it has the same words.
            looked = [
                ("letter.html", letter.markup.encode("utf-8")),
                *(f for f in own.items() if f[0].endswith("docx")),
            ]
            secrets = private.from_unit(code) if kind == "unit" else private.from_reviewer(code)
            telling += [(code, leak) for leak in leaks(looked, secrets)]
            paths = [named.get(form, "") for form in ("docx", "pdf")]
            rows.append([code, str(letters.own(code, "name", words)), language, *paths, *letters.row(code, words)])
            files |= own
    if telling:
        raise refusal("letters-would-tell", telling, say)
    head = ["code", "name", "language", "docx", "pdf", *_HEADS[kind]]
    files[f"{kind}s-only.csv" if only else f"{kind}s.csv"] = (CSV_MARK + csv_text([head, *rows])).encode("utf-8")
    base = Workspace(workspace.root, "internal").reports if out is None else out
    folder = base / LETTERS / programme / edition if out is None else out
    keep_key(workspace.root)  # with which the fingerprint of the data was made
    ev.record.refuse_changed()
    put(files, folder, base, ours=out is None)
    if kind == "reviewer" or only:
        none: tuple[str, ...] = ()
    else:
        none = tuple(unit for unit in map(str, ev.record.roster["unit"]) if unit not in codes)
    away = {code: n for code, n in units.left_out.items() if code in codes} if kind == "unit" else {}
    return Written(len(codes) * len(spoken), folder, none, away)


def file_names(codes: Sequence[str]) -> dict[str, str]:
    """Return the names of letters' files: the code, or what of it a name may hold with a digest of the whole.

    So have codes that some systems take for one file, or for a device: one letter would stand in the place of another.
    """
    same = Counter(_folded(code) for code in codes)
    return {code: _stem(code, alone=same[_folded(code)] == 1) for code in codes}


def _folded(code: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", code).casefold())


def _stem(code: str, *, alone: bool) -> str:
    plain = re.sub(r"[^\w.-]", "_", code)[:60].lstrip(".")
    fits = plain == code and alone and not _DEVICE.fullmatch(plain.partition(".")[0])
    return plain if fits else f"{plain}-{hashlib.sha256(code.encode()).hexdigest()[:8]}"


def _asked(letters: _Letters, code: str, words: Words) -> Callable[[str], Part]:
    return lambda show: letters.own(code, show, words)


def write_templates(workspace: Workspace, programme: str, kinds: Sequence[Kind] = ("unit", "reviewer")) -> list[Path]:
    """Write the templates that come with evalkit to where those of a programme lie; return them.

    Raises
    ------
    EvalkitError
        One is there already; nothing is written then.
    """
    folder = workspace.data / programme / LETTERS
    languages = workspace.languages(programme)
    found = {folder / language / f"{kind}.md": packaged(kind, language) for language in languages for kind in kinds}
    for path in found:
        if path.exists():
            raise EvalkitError("letters-template-there", file=path.relative_to(workspace.root).as_posix())
    for path, template in found.items():
        store.write(path, template.read_bytes())
    return list(found)


def refusal(message: str, telling: Sequence[tuple[str, Leak]], say: Language) -> EvalkitError:
    """Return why nothing is written: which letters would tell what; the same in many letters is told once."""
    places: dict[tuple[str, str, str], str] = {}
    for code, leak in telling:
        what = text(say, f"leak-{leak.kind}", file=leak.file, where=leak.where, code=leak.code)
        places.setdefault((leak.where, leak.kind, leak.code), text(say, "letters-place", to=code, what=what))
    error = EvalkitError(
        message,
        count=len(places),
        places=manner(say).clause.join(list(places.values())[:_MOST_PLACES]),
    )
    error.exit_code = 1
    return error


def refuse_published(workspace: Workspace, folder: Path) -> None:
    """Refuse a folder in ``reports/`` for what is not for publication.

    Raises
    ------
    EvalkitError
        It is there.
    """
    published = Workspace(workspace.root).reports
    if folder.resolve().is_relative_to(published.resolve()):
        raise EvalkitError("internal-in-reports", folder=str(folder), allowed=INTERNAL)


def put(files: Mapping[str, bytes], folder: Path, base: Path, *, ours: bool) -> None:
    """Put files in their places in a folder, by renaming alone once all of them are on disk below `base`."""
    with _staging(base, ours=ours) as add:
        staged = [(add(name, content), folder / name) for name, content in files.items()]
        # Under the lock: of two commands at once, all files are those of one.
        with locked(base) if ours else contextlib.nullcontext():
            with store.told(folder):
                for parent in {path.parent for _, path in staged}:
                    parent.mkdir(parents=True, exist_ok=True)
            for part, path in staged:
                store.place(part, path)


@contextlib.contextmanager
def _staging(base: Path, *, ours: bool) -> Iterator[Callable[[str, bytes], Path]]:
    """Yield what writes a file to where it is renamed from.

    A folder of the user's own gets no lock, and nothing that others keep in it is taken for what a dead run left.
    """
    if ours:
        with Staging(base) as staging:
            yield lambda name, content: staging.add(name, content)[0]
        return
    with store.told(base):
        base.mkdir(parents=True, exist_ok=True)
        passing = Path(tempfile.mkdtemp(prefix=".letters-", dir=base))
    try:
        yield lambda name, content: store.stage(passing, Path(name).name, content)[0]
    finally:
        shutil.rmtree(passing, ignore_errors=True)
