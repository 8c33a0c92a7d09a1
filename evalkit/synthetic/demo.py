"""Writes the demonstration: three editions of a made-up programme, the last one up to a chosen stage of its review."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Literal, get_args

import pandas as pd

from evalkit.edition.conflicts import blocked, conflicts
from evalkit.edition.reader import read_edition
from evalkit.edition.record import EditionRecord
from evalkit.edition.workspace import TEXTS, Workspace
from evalkit.errors import EvalkitError
from evalkit.files import store
from evalkit.review.assignment import assign
from evalkit.sources.schema import ASSIGNMENT, MARKS, MINUTES
from evalkit.synthetic.marks import synthetic_marks
from evalkit.synthetic.panel import decide
from evalkit.synthetic.tables import assignment_text, columns_of, csv_text, marks_text, registered
from evalkit.synthetic.truth import document, truth
from evalkit.synthetic.world import EDITIONS, SEED, World, rules_text, template, world_of

Stage = Literal["registered", "assigned", "first", "second", "discussed"]
STAGES: tuple[Stage, ...] = get_args(Stage)

#: The id of the programme and the name of its folder.
PROGRAMME = "demo"

# What was written, with the seed and the hash of every file: so that nothing else is written over.
_MADE = "made.json"


def make_demo(root: Path, seed: int = SEED, until: Stage = "discussed", *, overwrite: bool = False) -> tuple[Path, ...]:
    """Write the demonstration anew, all of it or nothing.

    Parameters
    ----------
    root
        The workspace; the programme goes to ``data/demo`` in it.
    seed
        The same seed gives the same bytes.
    until
        How far the last edition has come; the others are finished. ``registered``: units, submissions, reviewers and
        their ties; ``assigned``: who marks what; ``first`` and ``second``: the marks of those rounds; ``discussed``:
        the minutes and what they revised.
    overwrite
        Replace a folder that holds files which the demonstration did not write, or which were changed since.

    Returns
    -------
    The files.

    Raises
    ------
    EvalkitError
        The folder holds such files or cannot be written. It is then as it was.
    """
    if until not in STAGES:
        raise ValueError(f"`until` must be one of {', '.join(STAGES)}, got {until!r}")
    if seed < 0:
        raise ValueError(f"`seed` must be at least 0, got {seed}")
    folder = Workspace(root).data / PROGRAMME
    if not overwrite:
        _refuse_others(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        # A hidden neighbour: on the same file system, and no programme for who looks into data/ meanwhile.
        staging = Path(tempfile.mkdtemp(prefix=f".{PROGRAMME}.", dir=folder.parent))
        try:
            names = _build(staging / PROGRAMME, world_of(seed), until)
            _swap(staging / PROGRAMME, folder, staging / "before")
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        raise EvalkitError("not-writable", folder=str(folder), why=error.strerror or str(error)) from error
    return tuple(folder / name for name in names)


def _refuse_others(folder: Path) -> None:
    """Refuse a folder with files that are not as the demonstration wrote them; hidden files are passed over."""
    if not folder.exists():
        return
    made = store.read_json(folder / _MADE).get("files", {})
    there = {p.relative_to(folder).as_posix(): p for p in store.below(folder)}
    others = sorted(name for name, path in there.items() if name != _MADE and made.get(name) != store.sha256(path))
    if others:
        shown = ", ".join(others[:5]) + (" …" if len(others) > 5 else "")
        raise EvalkitError("demo-not-ours", folder=str(folder), count=len(others), names=shown)


def _swap(new: Path, folder: Path, before: Path) -> None:
    """Put a finished folder into its place; the earlier one comes back where that fails."""
    if not folder.exists():
        os.replace(new, folder)
        return
    os.replace(folder, before)
    try:
        os.replace(new, folder)
    except OSError:
        os.replace(before, folder)
        raise


def _build(folder: Path, world: World, until: Stage) -> list[str]:
    """Write all files of the programme and return their names."""
    files = {
        "programme.toml": template("programme.toml"),
        "README.md": Template(template("README.md")).substitute(seed=world.seed),
        **{f"{TEXTS}/{la}/foreword.md": template(f"foreword.{la}.md") for la in ("zh", "en")},
    }
    _write(folder, files)
    records = {}
    for edition in EDITIONS:
        stage: Stage = until if edition == EDITIONS[-1] else "discussed"
        written, records[edition] = _edition(folder / edition, world, stage)
        files |= {f"{edition}/{name}": content for name, content in written.items()}
    found = truth(world, records)
    store.write_json(folder / "planted.json", found)
    _write(folder, {"PLANTED.md": document(found)})
    names = sorted([*files, "PLANTED.md", "planted.json"])
    made = {"synthetic": True, "seed": world.seed, "until": until}
    store.write_json(folder / _MADE, {**made, "files": {name: store.sha256(folder / name) for name in names}})
    return [*names, _MADE]


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for name, content in files.items():
        store.write(folder / name, content)


def _edition(folder: Path, world: World, until: Stage) -> tuple[dict[str, str], EditionRecord]:
    """Write one edition up to a stage, each stage from what is on file then, and return its files and the record."""
    edition, steps = folder.name, STAGES.index(until)
    files = {
        "rules.toml": rules_text(edition),
        "SOURCE.md": Template(template("SOURCE.md")).substitute(edition=edition),
        **registered(world, edition),
    }

    def on_file() -> EditionRecord:
        _write(folder, files)
        return read_edition(folder)

    record = on_file()
    if steps < STAGES.index("assigned"):
        return files, record
    files[ASSIGNMENT.file] = assignment_text(_assignment(record, world.seed))
    record = on_file()
    marks: list[pd.DataFrame] = []
    for i, step in enumerate(record.rules.marked_rounds):
        if steps >= STAGES.index("first") + i:
            marks.append(synthetic_marks(record, step.id, world.seed))
    if marks:
        files[MARKS.file] = marks_text(marks)
        record = on_file()
    if until == "discussed":
        decisions = decide(record, world.seed)
        files[MINUTES.file] = csv_text(MINUTES, decisions.minutes[columns_of(MINUTES)].itertuples(index=False))
        files[MARKS.file] = marks_text([*marks, decisions.marks])
        record = on_file()
    return files, record


def _assignment(record: EditionRecord, seed: int) -> pd.DataFrame:
    review = record.reviewed().review
    apart = conflicts(review.affiliations, review.recusals, record.rules)
    units, reviewers = [str(u) for u in record.units["unit"]], [str(r) for r in review.reviewers["reviewer"]]
    return assign(
        record.units,
        review.reviewers,
        record.rules,
        blocked(apart, units, reviewers),
        seed=seed,
        affiliations=review.affiliations,
    ).table
