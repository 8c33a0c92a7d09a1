"""The index over all programmes and editions, one page a language, made from the manifests that the runs left."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evalkit.edition import Workspace
from evalkit.edition.catalogues import take_languages
from evalkit.edition.needs import Supply, needs_of, title_of
from evalkit.edition.workspace import REGISTER
from evalkit.files import store
from evalkit.report import sheet
from evalkit.report.exported import index_page
from evalkit.report.marking import marking
from evalkit.report.summary import changes, languages_of
from evalkit.rules.timeline import in_order
from evalkit.wording import LANGUAGES, Language, is_language, locale_of, manner, text

LEAD = "annual-report"
#: The folder of the data package of an edition.
_DATA = "data"
#: That of its notices and superseded versions.
_VERSIONS = "versions"
_OFFICE = {".docx": "Word", ".xlsx": "Excel", ".pdf": "PDF"}

Manifests = dict[Language, dict[str, Any]]


@dataclass(frozen=True)
class Link:
    """A page in one language, and the same page in others where there are any, as ``(address, language)``."""

    href: str
    title: str
    lang: Language
    twins: tuple[tuple[str, Language], ...] = ()


@dataclass(frozen=True)
class Versions:
    """Of an edition that was corrected: which version holds since when, the notices, and what was superseded.

    `notices` are ``(title, links)`` and `superseded` ``(number, links)``, the latest first, links ``(address, label)``.
    """

    number: int
    date: str
    notices: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    superseded: tuple[tuple[int, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True)
class Entry:
    """One edition as the index shows it.

    ``facts`` are ``(label, number, remark)``; ``files`` are documents for an office and ``tables`` those of the data
    package, both as ``(address, label)``; ``changes`` are sentences about the editions before it; ``missing`` are the
    pages that are not made, each with the reason.
    """

    edition: str
    title: str
    lead: Link | None
    pages: tuple[Link, ...]
    files: tuple[tuple[str, str], ...]
    tables: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str, str], ...]
    changes: tuple[str, ...]
    missing: tuple[str, ...]
    results: bool
    versions: Versions | None = None


@dataclass(frozen=True)
class Section:
    """One programme: the latest edition with results (with anything, where none has) leads, then the latest first."""

    title: str
    publisher: str
    synthetic: bool
    entries: tuple[Entry, ...]
    register: Link | None = None


def write_index(workspace: Workspace) -> None:
    """Write ``reports/index.html`` and its twins: what there is, the latest first, and what changed since the last.

    There is one in each language of the programmes on file; the first of them has the plain name.
    The internal reports, in a folder of their own, have an index of their own.
    """
    reports = workspace.reports
    programmes = _manifests(reports)
    missing = _Missing(workspace)
    languages = workspace.languages() or LANGUAGES
    take_languages(languages, workspace.root)
    for language in languages:
        html = sheet.page(
            "index-page.html.j2",
            language,
            title=text(language, "index-title"),
            sections=[_section(editions, language, missing) for editions in programmes.values()],
            others=[(other, index_page(other, languages)) for other in languages if other != language],
            internal=marking(workspace.audience, languages),
        )
        store.write(reports / index_page(language, languages), html)
    written = {index_page(language, languages) for language in languages}
    for path in reports.glob("index.*.html"):
        if path.name not in written and is_language(path.name.split(".")[1]):
            path.unlink(missing_ok=True)


def _manifests(reports: Path) -> dict[str, dict[str, Manifests]]:
    """Return the manifests by programme, edition (earliest first) and language; made-up programmes come last."""
    found: dict[str, dict[str, Manifests]] = {}
    for path in store.matching(reports, "*/*/*/manifest.json"):
        manifest = store.read_json(path)
        if _is_whole(manifest, path):
            editions = found.setdefault(manifest["programme"], {})
            editions.setdefault(manifest["edition"], {})[manifest["language"]] = manifest
    ordered = {
        name: {edition: editions[edition] for edition in _in_order(editions)} for name, editions in found.items()
    }
    return dict(sorted(ordered.items(), key=lambda item: (_any(list(item[1].values())[-1])["synthetic"], item[0])))


def _in_order(editions: Mapping[str, Manifests]) -> tuple[str, ...]:
    """Return the editions as their windows stand, by what the manifests say of these."""
    windows = {}
    for name, manifests in editions.items():
        days = (_any(manifests).get("summary") or {}).get("window")
        windows[name] = (dt.date.fromisoformat(days[0]), dt.date.fromisoformat(days[1])) if days else None
    return in_order(windows)


def _is_whole(manifest: Mapping[str, Any], path: Path) -> bool:
    """Tell whether a manifest is one, and of the folder in which it lies."""
    place = path.parts[-4:-1]
    pages = manifest.get("notebooks")
    return (
        tuple(manifest.get(key) for key in ("programme", "edition", "language")) == place
        and is_language(place[-1])
        and {"edition_title", "programme_title", "synthetic"} <= manifest.keys()
        and isinstance(pages, dict)
        and all(isinstance(page, dict) and {"outputs", "title"} <= page.keys() for page in pages.values())
    )


def _any(manifests: Manifests, language: Language = "") -> dict[str, Any]:
    return manifests.get(language) or next(iter(manifests.values()))


class _Missing:
    """Which pages of an edition are not made, and why."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._supply = Supply(workspace)
        self._needs = {path: needs_of(path) for path in sorted(workspace.notebooks.glob("*.ipynb"))}

    def of(self, manifest: Mapping[str, Any], language: Language) -> tuple[str, ...]:
        """Return the pages that the edition of a manifest does not have, each with the reason."""
        found = []
        for path, needs in self._needs.items():
            need = self._supply.lacking(manifest["programme"], manifest["edition"], needs)
            if need is not None and path.stem not in manifest["notebooks"]:
                why = text(language, f"need-{need}")
                found.append(text(language, "run-nothing-of", names=title_of(path, language), why=why))
        return tuple(found)


def _section(editions: dict[str, Manifests], language: Language, missing: _Missing) -> Section:
    names = list(editions)
    entries = [_entry(editions, names[:i], name, language, missing) for i, name in reversed(list(enumerate(names)))]
    lead = next((entry for entry in entries if entry.results), entries[0])
    entries.sort(key=lambda entry: entry is not lead)
    latest = _any(editions[names[-1]], language)
    about = (latest["programme_title"], latest.get("publisher", ""), latest["synthetic"])
    return Section(*about, tuple(entries), _register(missing.workspace, latest["programme"], language))


def _register(workspace: Workspace, programme: str, language: Language) -> Link | None:
    """Return the register of a programme's labels, in the index's language where it has that; None without one."""
    folder = workspace.reports / programme / REGISTER
    spoken, known = {}, {locale_of(one): one for one in workspace.languages() or LANGUAGES}
    for path in sorted(folder.glob(f"{REGISTER}*.html")):
        found = re.search(r'<html lang="([^"]+)"', (store.content_of(path) or b"").decode("utf-8"))
        spoken[f"{programme}/{REGISTER}/{path.name}"] = language if found is None else known.get(found[1], language)
    if not spoken:
        return None
    first, *others = sorted(spoken.items(), key=lambda page: page[1] != language)
    return Link(first[0], text(language, "index-register"), first[1], tuple(others))


def _entry(
    editions: dict[str, Manifests], before: list[str], edition: str, language: Language, missing: _Missing
) -> Entry:
    manifests = editions[edition]
    own = _any(manifests, language)
    links = {
        name: _link(manifests, name, language) for name in sorted({n for m in manifests.values() for n in _names(m)})
    }
    outputs = sorted({f for name in _names(own) for f in own["notebooks"][name]["outputs"]})
    summary = own.get("summary")
    # What the edition comes to is said in the index's language where it has that.
    said = languages_of(summary) if summary else ()
    own_language = language if language in said else (said or LANGUAGES)[0]
    earlier = [
        (e, s)
        for e in reversed(before)
        if (s := _any(editions[e], language).get("summary")) and own_language in languages_of(s)
    ]
    return Entry(
        edition=edition,
        title=own["edition_title"],
        lead=links.pop(LEAD, None),
        pages=tuple(links.values()),
        files=tuple((_address(own, f), _office(f)) for f in outputs if _suffix(f) in _OFFICE),
        tables=tuple((f"{own['programme']}/{edition}/{_DATA}/{f}", f) for f in _data(missing.workspace.reports, own)),
        facts=tuple(_facts(summary, own_language)) if summary else (),
        changes=tuple(changes(own_language, summary, earlier)) if summary else (),
        missing=missing.of(own, language),
        results=_has_results(summary),
        versions=_versions(missing.workspace.reports, own, language),
    )


def _versions(reports: Path, manifest: Mapping[str, Any], language: Language) -> Versions | None:
    """Return what became of the versions of the edition of a manifest; None where it was never corrected."""
    place = (manifest["programme"], manifest["edition"], _VERSIONS)
    content = store.read_json(reports.joinpath(*place, "manifest.json"))
    entries = content["notebooks"] if isinstance(content.get("notebooks"), dict) else {}
    found: dict[str, dict[int, dict[str, Any]]] = {"notice": {}, "version": {}}
    for name, entry in entries.items():
        kind, _, number = name.partition("-")
        if kind in found and number.isdigit() and isinstance(entry, dict):
            found[kind][int(number)] = entry
    if not found["notice"]:
        return None

    def links(entry: Mapping[str, Any], suffixes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        files = sorted(file for file in entry.get("outputs", {}) if file.endswith(suffixes))
        return tuple(("/".join((*place, file)), file.partition("/")[2]) for file in files)

    latest = max(found["notice"])
    day = dt.date.fromisoformat(found["notice"][latest]["date"])
    return Versions(
        latest,
        manner(language).date(day),
        tuple(
            (text(language, "index-notice", number=str(n)), links(found["notice"][n], (".html", ".csv")))
            for n in sorted(found["notice"], reverse=True)
        ),
        tuple((n, links(found["version"][n], (".html",))) for n in sorted(found["version"], reverse=True)),
    )


def _has_results(summary: Mapping[str, Any] | None) -> bool:
    counts = [tier["count"] for tier in summary["tiers"]] if summary else []
    return bool(counts) and None not in counts


def _names(manifest: Mapping[str, Any]) -> list[str]:
    return list(manifest["notebooks"])


def _address(manifest: Mapping[str, Any], file: str) -> str:
    return "/".join((manifest["programme"], manifest["edition"], manifest["language"], file))


def _data(reports: Path, manifest: Mapping[str, Any]) -> list[str]:
    """Return the files of the data package of the edition of a manifest."""
    folder = reports / manifest["programme"] / manifest["edition"] / _DATA
    return [path.name for path in sorted(folder.glob("*.csv"))]


def _suffix(file: str) -> str:
    return file[file.rfind(".") :]


def _office(file: str) -> str:
    return f"{_OFFICE[_suffix(file)]}: {file.rpartition('/')[2]}"


def _link(manifests: Manifests, name: str, language: Language) -> Link:
    """Return the page in the index's language where there is one, with its twins."""
    known = [la for la in manifests if name in manifests[la]["notebooks"]]
    known.sort(key=lambda la: la != language)
    hrefs = [_address(manifests[la], f"{name}.html") for la in known]
    title = str(manifests[known[0]]["notebooks"][name]["title"])
    return Link(hrefs[0], title, known[0], tuple(zip(hrefs[1:], known[1:], strict=True)))


def _facts(summary: Mapping[str, Any], language: Language) -> list[tuple[str, str, str]]:
    facts = []
    taking, total = summary["participants"], summary["total"]
    if taking is not None:
        of = "" if total is None else text(language, "index-of-all", total=total)
        facts.append((text(language, "column-participants"), str(taking), of))
    return facts + [(tier[language], str(tier["count"]), "") for tier in summary["tiers"] if tier["count"] is not None]
