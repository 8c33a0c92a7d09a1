"""From a folder to an :class:`EditionRecord`, or to the list of everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from evalkit.edition.catalogues import take_languages
from evalkit.edition.claims import claim_faults, words_of
from evalkit.edition.expressions import Vocabulary
from evalkit.edition.labels import assessment_faults, event_faults, ledger_faults
from evalkit.edition.looks import files_of, places, report_faults
from evalkit.edition.profiles import profile_faults, profiles_on_file
from evalkit.edition.record import EditionRecord, Note, OwnText, ReviewedEdition
from evalkit.edition.renamed import renamed, renaming_faults, renaming_notes
from evalkit.edition.review_checks import missing_faults, review_faults, review_notes
from evalkit.edition.review_reader import read_review
from evalkit.edition.table_checks import cross_faults, succession_faults
from evalkit.edition.texts import files_of_texts, read_texts
from evalkit.errors import EditionError, Fault, nearest
from evalkit.files import store
from evalkit.files.together import steadily
from evalkit.files.tomlfile import LineIndex, Location, key_path, parse_model, read_toml
from evalkit.rules.banding import steps_of_tier
from evalkit.rules.checks import check_rules
from evalkit.rules.languages import declared, languages_on_file
from evalkit.rules.models import Programme, Rules
from evalkit.rules.points import parse_decimal
from evalkit.sources.checking import CheckedRow, check_rows
from evalkit.sources.columns import Columns
from evalkit.sources.given import FROZEN, Given
from evalkit.sources.mapping import source_faults
from evalkit.sources.onfile import PARQUET, read_table
from evalkit.sources.schema import (
    ALIASES,
    ASSESSMENTS,
    BASE,
    CLAIMS,
    DROPPED,
    FACTS,
    LABEL_LEDGER,
    LOTS,
    MARKS,
    OF_MARKS,
    PANEL,
    PROFILES,
    RENAMINGS,
    SCORES,
    SUCCESSIONS,
    TABLES,
    UNITS,
    VOTES,
    Table,
    in_one_language,
    profiles_table,
    with_columns,
)
from evalkit.sources.tables import frame as _frame

_PROGRAMME_FILE = "programme.toml"
_RULES_FILE = "rules.toml"
_KNOWN_FILES = (_RULES_FILE, *(table.file for table in TABLES), MARKS.file, PARQUET)
#: The tables that are there where the rules have a key, and nowhere else.
_BY_RULE = {PROFILES.file: "profiles", ASSESSMENTS.file: "labels", BASE.file: "percentile"}
_SUFFIXES = (".csv", ".parquet", ".toml")


def read_edition(folder: Path) -> EditionRecord:
    """Read and check one edition.

    Parameters
    ----------
    folder
        ``data/<programme>/<edition>``; ``programme.toml`` is looked for one level up.

    Raises
    ------
    EditionError
        Something is wrong with it; every fault is listed.
    """
    return read_given(folder, fresh=False)[0]


def read_given(folder: Path, *, fresh: bool) -> tuple[EditionRecord, Given]:
    """Read and check one edition, and say where its tables are.

    The parameter `folder` and what is raised are those of :func:`read_edition`.

    Parameters
    ----------
    folder
        The folder of the edition.
    fresh
        Whether to read its source even where only a frozen copy of it is in the folder.
    """
    # What a command had begun when it was killed is put in place; what one puts there meanwhile is read anew.
    places_of = (folder.parent, folder, folder / FROZEN)
    (record, given), seen = steadily(places_of, lambda: _read(folder, fresh=fresh))
    return replace(record, seen=seen), given


def _read(folder: Path, *, fresh: bool) -> tuple[EditionRecord, Given]:
    faults: list[Fault] = []
    notes: list[Note] = []
    programme = _read_programme(folder.parent, faults, notes)
    rules = _read_rules(folder, faults, notes)
    successions = _read_successions(folder.parent, faults, notes)
    events = _read_label_events(folder.parent, faults, notes)
    given = _given(folder, programme, rules, faults, fresh=fresh)
    known = given is not None
    given = given or Given(folder, None)
    raw = _read_tables(given, rules, faults, notes) if known else {}
    reports = [of.report for of in (programme, rules) if of is not None and of.report is not None]
    shown = [path for report in reports for path in files_of(report, places(folder))]
    faults += _stray_files(folder, given, shown) if known else []
    tables: dict[str, list[CheckedRow]] = {}
    texts: tuple[OwnText, ...] = ()
    vocabulary: Vocabulary | None = None
    if rules is not None:
        choices = _choices(rules)
        for table in TABLES:
            if table.file in raw:
                rows, found = check_rows(raw[table.file], _as_asked(table, rules), choices, rules.scores)
                tables[table.file] = rows
                faults += found
        faults += cross_faults(rules, tables)
        faults += profile_faults(rules, tables)
        faults += assessment_faults(rules, tables)
        faults += event_faults(rules, (row["unit"] for row in tables.get(UNITS.file, ())), events or ())
        faults += review_faults(rules, tables)
        if rules.marked and known:
            faults += missing_faults(given, rules)
        # Only where all else is free of faults are words looked up: what is wrong with them would be an echo.
        vocabulary = None if faults else words_of(rules, tables)
        faults += claim_faults(rules, tables, vocabulary)
    units: pd.DataFrame | None = None
    review = renamings = None
    if rules is not None and UNITS.file in tables:
        new_names = [] if faults else tables.get(RENAMINGS.file, [])
        before = _units(tables[UNITS.file], rules)
        units, renamings = renamed(before, new_names)
        faults += renaming_faults(before, renamings, new_names)
        if rules.marked:
            # Marks are read once their words are known: codes of a faulty table of units would all be unknown.
            marks = None if faults else _read_marks(given, faults, notes)
            rules = rules.without([row["indicator"] or "" for row in tables.get(DROPPED.file, ())])
            units, review = read_review(marks, rules, units, tables, faults)
            # A roster on which somebody does not take part is the whole; of participants alone nobody can tell.
            if not review.roster["takes_part"].all():
                rules = rules.with_roster(review.roster["cohort"].astype(str))
    if rules is not None and programme is not None:
        texts, wrong, told = read_texts(folder, programme.languages, rules, vocabulary)
        faults += wrong
        notes += told
    if faults or rules is None or programme is None:
        given.close()
        placed = [_on_line(given.told(fault), folder) for fault in faults]
        raise EditionError(f"{folder.parent.name}/{folder.name}", placed)
    if units is None:
        units = _units([], rules)
    if review is not None:
        notes += review_notes(rules, review)
    notes += renaming_notes(renamings)
    names = (_RULES_FILE, *given.files)
    beside_it = {SUCCESSIONS.file: successions, LABEL_LEDGER.file: events}
    above = (_PROGRAMME_FILE, *(name for name, table in beside_it.items() if table is not None))
    beside = sorted({path.relative_to(folder.parent).as_posix() for path in shown})
    files = (*above, *(f"{folder.name}/{name}" for name in names), *beside)
    kind: Any = EditionRecord if review is None else ReviewedEdition
    record = kind(
        programme=programme,
        rules=rules,
        units=units,
        scores=_scores(tables.get(SCORES.file, []), rules, units["unit"]),
        profiles=None if rules.profiles is None else profiles_on_file(tables.get(PROFILES.file, ()), rules),
        assessments=_frame(tables.get(ASSESSMENTS.file), _as_asked(ASSESSMENTS, rules)),
        base=_frame(tables.get(BASE.file, () if given.has(BASE) else None), BASE),
        facts=_frame(tables.get(FACTS.file), FACTS),
        panel=_frame(tables.get(PANEL.file), PANEL),
        aliases=_frame(tables.get(ALIASES.file), ALIASES),
        claims=_frame(tables.get(CLAIMS.file), CLAIMS),
        successions=successions,
        label_events=_events(events),
        renamings=renamings,
        lots=_frame(tables.get(LOTS.file), LOTS),
        votes=_frame(tables.get(VOTES.file), VOTES),
        texts=texts,
        text_files=files_of_texts(texts, folder.parent),
        review=review,
        notes=tuple(notes),
        folder=folder,
        files=files,
        tables=frozenset([*raw, *([] if review is None or review.marks is None else [MARKS.file])]),
    )
    given.close()
    return record, given


def _given(
    folder: Path, programme: Programme | None, rules: Rules | None, faults: list[Fault], *, fresh: bool
) -> Given | None:
    """Return where the tables are; None where what says so is faulty, and every table might be missing."""
    name, source = _RULES_FILE, None if rules is None else rules.source
    if source is None and programme is not None:
        name, source = f"../{_PROGRAMME_FILE}", programme.source
    if rules is None and (source is not None or _mentions_source(folder)):
        return None
    if source is None:
        return Given(folder, None)
    asked = (
        {} if rules is None else {table.file: _as_asked(table, rules).names for table in (UNITS, PROFILES, ASSESSMENTS)}
    )
    wrong = list(source_faults(source, name, asked))
    given = None if wrong else Given(folder, source, name, fresh=fresh)
    if given is not None and given.fault is not None:
        wrong, given = [given.fault], None
    faults += wrong
    return given


def _on_line(fault: Fault, folder: Path) -> Fault:
    """Return a fault of a ``[source]`` with its line: it is found where only the keys are known."""
    asked = fault.row is None and fault.column is not None and fault.column.split(".")[0] == "source"
    read = read_toml(folder / fault.file, fault.file) if asked and fault.file.endswith(".toml") else fault
    if isinstance(read, Fault):
        return fault
    return replace(fault, row=LineIndex(read[1].text).row_of(str(fault.column)))


def given_in(folder: Path) -> Given:
    """Return where the tables of an edition are; in its folder where its rules or its programme are faulty."""
    found: list[Fault] = []
    programme, rules = _read_programme(folder.parent, found, []), _read_rules(folder, found, [])
    return _given(folder, programme, rules, [], fresh=False) or Given(folder, None)


def files_of_source(folder: Path) -> list[Path]:
    """Return the files below the folder of an edition that its source or the copy of it consists of."""
    return given_in(folder).source_paths()


def _mentions_source(folder: Path) -> bool:
    path = folder / _RULES_FILE
    read = read_toml(path, _RULES_FILE)
    if not isinstance(read, Fault):
        return "source" in read[0]
    return re.search(rb"(?m)^\s*\[+\s*source\b", store.content_of(path) or b"") is not None


def _note_encoding(encoding: str, name: str, notes: list[Note]) -> None:
    # A byte order mark is what “CSV UTF-8” begins with, which is what messages recommend.
    if not encoding.startswith("utf-8"):
        notes.append(Note("encoding", name, encoding))


def read_programme(folder: Path) -> Programme:
    """Read ``programme.toml``; EditionError where it is faulty."""
    faults: list[Fault] = []
    programme = _read_programme(folder, faults, [])
    if programme is None:
        raise EditionError(folder.name, faults)
    return programme


def _read_programme(folder: Path, faults: list[Fault], notes: list[Note]) -> Programme | None:
    name = f"../{_PROGRAMME_FILE}"
    read = read_toml(folder / _PROGRAMME_FILE, name)
    if isinstance(read, Fault):
        faults.append(read)
        return None
    data, file = read
    lines = LineIndex(file.text)
    _note_encoding(file.seen_as, name, notes)
    programme = parse_model(Programme, data, name, lines, {"languages": declared(data)})
    if isinstance(programme, list):
        faults += programme
        return None
    if programme.id != folder.name:
        variables: dict[str, object] = {"folder": folder.name}
        faults.append(Fault("not-the-folder", name, lines.row(("id",)), "id", programme.id, variables))
    for i, language in enumerate(programme.languages):
        if language in programme.languages[:i]:
            faults.append(Fault("word-twice", name, lines.row(("languages",)), "languages", language))
    faults += take_languages(programme.languages, folder.absolute().parent.parent)
    faults += report_faults(programme.report, name, lines, (folder,))
    for i, cancelled in enumerate(programme.cancelled):
        place: Location = ("cancelled", i, "edition")
        row, column = lines.row(place), key_path(place)
        if (folder / cancelled.edition).is_dir():
            faults.append(Fault("cancelled-on-file", name, row, column, cancelled.edition))
        if cancelled.edition in [c.edition for c in programme.cancelled[:i]]:
            faults.append(Fault("word-twice", name, row, column, cancelled.edition))
        if cancelled.window and cancelled.window.last < cancelled.window.first:
            place = ("cancelled", i, "window", "last")
            first: dict[str, object] = {"first": str(cancelled.window.first)}
            value = str(cancelled.window.last)
            faults.append(Fault("window-backwards", name, lines.row(place), key_path(place), value, first))
    return programme


def _read_successions(folder: Path, faults: list[Fault], notes: list[Note]) -> pd.DataFrame | None:
    """Read ``successions.csv`` of a programme; None where there is none or it is faulty."""
    if not (folder / SUCCESSIONS.file).exists():
        return None
    rows = _read_above(folder, SUCCESSIONS, succession_faults, faults, notes)
    return _frame(rows, SUCCESSIONS)


def _read_label_events(folder: Path, faults: list[Fault], notes: list[Note]) -> list[CheckedRow] | None:
    """Read ``labels.csv`` of a programme; None where there is none."""
    if not (folder / LABEL_LEDGER.file).exists():
        return None
    return _read_above(folder, LABEL_LEDGER, ledger_faults, faults, notes) or []


def label_events(path: Path, folder: Path, records: Iterable[EditionRecord]) -> pd.DataFrame | None:
    """Return a table in the form of ``labels.csv`` as :attr:`EditionRecord.label_events`.

    Parameters
    ----------
    path
        The table, wherever it is.
    folder, records
        Of the programme, and of all its editions.

    Raises
    ------
    EditionError
        It has faults, by itself or beside the editions; every one is listed.
    """
    faults: list[Fault] = []
    rows = _read_above(folder, LABEL_LEDGER, ledger_faults, faults, [], path) or []
    for record in records:
        faults += event_faults(record.rules, record.roster["unit"], rows)
    if faults:
        raise EditionError(folder.name, faults)
    return _events(rows)


def _events(rows: Sequence[CheckedRow] | None) -> pd.DataFrame | None:
    """Return the rows of ``labels.csv`` with the line of each; None where there is no such file."""
    frame = _frame(rows, LABEL_LEDGER)
    return None if frame is None else frame.assign(line=[row.line for row in rows or ()])


def _read_above(
    folder: Path,
    table: Table,
    further: Callable[[Sequence[CheckedRow], Sequence[str]], list[Fault]],
    faults: list[Fault],
    notes: list[Note],
    path: Path | None = None,
) -> list[CheckedRow] | None:
    """Read a table that stands beside ``programme.toml``, or is to stand there; None where it cannot be read.

    `further` finds what is wrong with its rows, given the names of the folders of editions.
    """
    name = f"../{table.file}"
    read = read_table(path or folder / table.file, table)
    if isinstance(read, list):
        faults += [replace(fault, file=name) for fault in read]
        return None
    _note_encoding(read.seen_as, name, notes)
    rows, found = check_rows(read, table, {})
    found += further(rows, [p.name for p in store.inside(folder) if (p / _RULES_FILE).is_file()])
    faults += [replace(fault, file=name) for fault in found]
    return rows


def _read_rules(folder: Path, faults: list[Fault], notes: list[Note]) -> Rules | None:
    read = read_toml(folder / _RULES_FILE, _RULES_FILE)
    if isinstance(read, Fault):
        faults.append(read)
        return None
    data, file = read
    lines = LineIndex(file.text)
    _note_encoding(file.seen_as, _RULES_FILE, notes)
    rules = check_rules(data, _RULES_FILE, lines, languages_on_file(folder.parent))
    if isinstance(rules, list):
        faults += rules
        return None
    faults += report_faults(rules.report, _RULES_FILE, lines, places(folder))
    for key, value, wanted in (
        ("programme", rules.programme, folder.parent.name),
        ("edition", rules.edition, folder.name),
    ):
        if value != wanted:
            variables: dict[str, object] = {"folder": wanted}
            faults.append(Fault("not-the-folder", _RULES_FILE, lines.row((key,)), key, value, variables))
    return rules


def _read_tables(given: Given, rules: Rules | None, faults: list[Fault], notes: list[Note]) -> dict[str, Columns]:
    raw: dict[str, Columns] = {}
    for table in TABLES:
        misplaced = rules is not None and not _belongs(table, rules)
        # Whether there should be scores, only the rules can tell.
        needed = table.required and not misplaced and (rules is not None or table is not SCORES)
        needed |= table.file in _BY_RULE and rules is not None and not misplaced
        # An edition of labels need not have scores.
        needed &= not (table is SCORES and rules is not None and bool(rules.labels) and not rules.complete)
        if not needed and not given.has(table):
            continue
        if misplaced and rules is not None:
            faults.append(_misplaced(table, rules))
            continue
        read = given.read(_as_asked(table, rules))
        if isinstance(read, list):
            faults += [f for fault in read if (f := _asked_for(fault, table, rules)) is not None]
        else:
            raw[table.file] = read
            _note_encoding(read.seen_as, read.file if read.origin is None else read.origin.file, notes)
    if rules is not None and not rules.marked:
        marks = given.where(MARKS) or [MARKS.file] * given.has(MARKS)
        faults += [Fault("file-not-at-level", name, variables={"level": rules.data.level}) for name in marks]
    return raw


def _read_marks(given: Given, faults: list[Fault], notes: list[Note]) -> Columns | None:
    if not given.has(MARKS):
        return None
    read = given.read(MARKS)
    if isinstance(read, list):
        faults += read
        return None
    # A comment is not quoted.
    _note_encoding(read.seen_as.split(" (")[0], read.file if read.origin is None else read.origin.file, notes)
    return read


def _as_asked(table: Table, rules: Rules | None) -> Table:
    """Return a table with the columns for which rules ask by name, and in the languages that they have."""
    if rules is None:
        return table
    if table is UNITS:
        table = with_columns(table, rules.unit_columns)
    if table is ASSESSMENTS:
        table = with_columns(table, rules.label_columns)
    if table is SCORES and rules.data.level == "tiers":
        columns = (replace(c, required=c.required and c.name != "score") for c in table.columns)
        table = replace(table, columns=tuple(columns))
    if table is PROFILES:
        table = profiles_table([grade.id for grade in rules.profile_grades])
    return in_one_language(table) if len(rules.title) == 1 else table


def _asked_for(fault: Fault, table: Table, rules: Rules | None) -> Fault | None:
    """Return the fault of a missing column with the key that asks for it; None where only the rules could tell.

    A base of percentiles without any row says that there are no earlier scores.
    """
    if table is BASE and fault.kind == "no-rows":
        return None
    if table in (UNITS, PROFILES, ASSESSMENTS) and rules is None:
        return None if fault.kind == "extra-column" else fault
    asked: dict[str, str] = {}
    if table is UNITS and rules is not None:
        asked = {column: place for column, (_, place) in rules.unit_columns.items()}
    elif table is ASSESSMENTS and rules is not None:
        asked = {column: place for column, (_, place) in rules.label_columns.items()}
    elif table is PROFILES and rules is not None:
        asked = {grade.id: "marks.grades" for grade in rules.profile_grades}
    place = asked.get(fault.column or "")
    if fault.kind != "missing-column" or place is None:
        return fault
    return Fault("column-asked-for", fault.file, fault.row, fault.column, variables={"place": place})


def _belongs(table: Table, rules: Rules) -> bool:
    """Tell whether an edition of which so much is on file has this table."""
    if table in OF_MARKS:
        return rules.marked
    if table.file in _BY_RULE:
        return bool(getattr(rules, _BY_RULE[table.file]))
    if table is SCORES:
        return not rules.marked and rules.data.level != "counts" and rules.profiles is None
    return table is not UNITS or rules.data.level != "counts"


def _misplaced(table: Table, rules: Rules) -> Fault:
    """Return the fault of a table that an edition with such rules does not have."""
    if table.file in _BY_RULE:
        key = _BY_RULE[table.file]
        return Fault(
            "file-without-rule", table.file, variables={"key": f"[[{key}]]" if key == "labels" else f"[{key}]"}
        )
    if table is SCORES and rules.profiles is not None:
        return Fault("scores-beside-profiles", table.file)
    return Fault("file-not-at-level", table.file, variables={"level": rules.data.level})


def _choices(rules: Rules) -> dict[str, list[str]]:
    reasons = rules.eligibility.reasons if rules.eligibility else ()
    return {
        "<cohorts>": [c.id for c in rules.cohorts],
        "<tiers>": [t.id for t in rules.tiers],
        "<subjects>": [s.id for s in rules.subjects],
        "<indicators>": [i.id for i in rules.indicators],
        "<labels>": [label.id for label in rules.labels],
        "<rounds>": [r.id for r in rules.review.rounds],
        "<marked rounds>": [r.id for r in rules.marked_rounds],
        "<reasons>": [r.id for r in reasons],
        "<grounds>": [g.id for g in rules.appeals.grounds] if rules.appeals else [],
        "<types>": [t.id for t in rules.types],
        "<roles>": [r.id for r in rules.review.roles],
        "<votes>": [v.id for v in rules.votes],
        "<adjustments>": [a.id for a in rules.adjustments],
    }


def _stray_files(folder: Path, given: Given, shown: Sequence[Path]) -> list[Fault]:
    """Return a fault for every file of no known name: a misspelt optional table would be left out without a word."""
    # Hidden ones are what editors and systems leave behind (.#units.csv, ._units.csv): nobody meant them to be read.
    seen = (path for path in store.inside(folder) if not path.name.startswith("."))
    known = {*_KNOWN_FILES, *given.own_files, *(path.name for path in shown)}
    stray = sorted(p.name for p in seen if p.suffix.lower() in _SUFFIXES and p.name not in known)
    allowed = ", ".join(_KNOWN_FILES)
    return [Fault("unknown-file", n, variables={"allowed": allowed}, meant=nearest(n, _KNOWN_FILES)) for n in stray]


def _units(rows: Sequence[CheckedRow], rules: Rules) -> pd.DataFrame:
    frame = _frame(rows, with_columns(UNITS, rules.unit_columns))
    if frame is None:
        raise AssertionError("there are rows, if only none")
    cohorts = [c.id for c in rules.cohorts]
    if len(cohorts) == 1:  # then the file need not say it
        frame["cohort"] = cohorts[0]
    frame["cohort"] = pd.Categorical(frame["cohort"], categories=cohorts, ordered=True)
    return frame


def _scores(rows: Sequence[CheckedRow], rules: Rules, order: pd.Series) -> pd.DataFrame:
    scale = rules.scores.scale
    by_unit = {row["unit"]: row for row in rows}
    nothing = CheckedRow(0, {})
    band = {tier.id: tier for tier in rules.tiers}
    records: list[dict[str, Any]] = []
    unknown = rules.labels and not rules.complete
    for unit in order if rows or unknown else ():  # scores that are computed from marks are not on file
        row = by_unit.get(unit, nothing) if unknown else by_unit[unit]
        points, at_least = (None if row[k] is None else parse_decimal(str(row[k])) for k in ("score", "at_least"))
        tier = row["tier"]
        steps: int | None = None
        # What is known of a score that is not on file: its tier, where cut-offs are known, and the least it has.
        lowest, highest = scale.to_steps(rules.scores.min), scale.to_steps(rules.scores.max)
        if points is not None:
            lowest = highest = steps = scale.to_steps(points)
        elif tier is not None and rules.cut_offs_known:
            lowest, highest = steps_of_tier(band[tier], rules)
        if at_least is not None:
            lowest = max(lowest, scale.to_steps(at_least))
        records.append(
            {
                "unit": unit,
                "steps": steps,
                "withheld": row["withheld"] == "yes",
                "stated_tier": tier,
                "lowest": lowest,
                "highest": highest,
                "source": row["source"],
            }
        )
    columns = ["unit", "steps", "withheld", "stated_tier", "lowest", "highest", "source"]
    frame = pd.DataFrame.from_records(records, columns=columns)
    return frame.astype(
        {
            "unit": "string",
            "steps": "Int64",
            "withheld": "bool",
            "stated_tier": "string",
            "lowest": "int64",
            "highest": "int64",
            "source": "string",
        }
    )
