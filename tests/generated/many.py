"""Builds every page of many drawn programmes and holds each statement against plain Python.

    python -m tests.generated.many --editions 150 --seed 1

Prints what was looked at and what is wrong; the exit code is 1 where anything is.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from evalkit.edition import Workspace, read_edition
from evalkit.edition.needs import Supply, needs_of
from evalkit.errors import EditionError
from tests.folders import REPOSITORY
from tests.generated.draw import PROGRAMME, Drawn, programmes
from tests.generated.oracle.check import Findings, check_page, read
from tests.generated.oracle.must import has_page
from tests.generated.pages import NOTEBOOKS, read_page, workspace

LANGUAGES, AUDIENCES = ("zh", "en"), ("public", "internal")


def drawn(number: int, start: int) -> list[Drawn]:
    """Return so many drawn programmes; the same for the same seed."""
    found: list[Drawn] = []

    # Nothing is to be shrunk or remembered here: the draws are made, and then looked at one by one.
    @seed(start)
    @settings(
        max_examples=10 * number, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(programmes())
    def collect(programme: Drawn) -> None:
        if len(found) < number and programme not in found:
            found.append(programme)

    collect()
    return found


class Looked:
    """What came of looking at drawn programmes."""

    def __init__(self) -> None:
        self.editions = self.pages = self.unmade = 0
        self.crashes: list[str] = []
        self.refused: list[str] = []
        self.findings = Findings()

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.crashes or self.refused or self.findings.false)


def refusals(root: Path) -> Iterator[str]:
    """Yield why editions are refused."""
    for folder in sorted((root / "data" / PROGRAMME).iterdir()):
        if folder.is_dir():
            try:
                read_edition(folder)
            except EditionError as error:
                yield f"{folder.name}: {error.faults[0]}"


def look_at(programme: Drawn, found: Looked, place: str, views: list[tuple[str, str]]) -> None:
    """Build the pages of a drawn programme for some languages and readers, and count what is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        programme.write(root)
        found.editions += 1
        refused = [f"{place}: {why}" for why in refusals(root)]
        if refused:
            found.refused += refused
            return
        truth = read(root, PROGRAMME)
        supply = Supply(Workspace(root))
        with workspace(root):
            for notebook in NOTEBOOKS:
                needs = needs_of(REPOSITORY / "notebooks" / f"{notebook}.ipynb")
                made = supply.lacking(PROGRAMME, programme.edition, needs) is None
                if made != has_page(truth, programme.edition, notebook):
                    found.findings.false.append(f"{place} {notebook}: {'a' if made else 'no'} page is made")
                if not made:
                    found.unmade += 1
                    continue
                for language, audience in views:
                    seen = read_page(notebook, PROGRAMME, programme.edition, language, audience)
                    found.pages += 1
                    where = f"{place} {notebook} {language} {audience}"
                    if seen.error is not None:
                        found.crashes.append(f"{where}: {seen.error}")
                    page = check_page(truth, seen)
                    page.false = [f"{where}: {what}" for what in page.false]
                    found.findings.add(page)


ALL = [(language, audience) for language in LANGUAGES for audience in AUDIENCES]


def look_at_many(
    number: int,
    start: int,
    *,
    few: bool = False,
    first: int = 1,
    tell: Callable[[str], None] | None = None,
) -> Looked:
    """Look at so many drawn programmes, or those from the `first` on; with `few`, each for one language and reader."""
    found = Looked()
    views = random.Random(start)
    for i, programme in enumerate(drawn(number, start), start=1):
        view = views.choice(ALL)
        if i < first:
            continue
        before = len(found.refused), len(found.crashes), len(found.findings.false)
        look_at(programme, found, f"#{i}", [view] if few else ALL)
        if tell is not None:
            for lines, number in zip((found.refused, found.crashes, found.findings.false), before, strict=True):
                for line in lines[number:]:
                    tell(f"  {line[-900:]}")
            tell(f"{i} {found.pages} pages, {len(found.crashes)} crashes, {len(found.findings.false)} false")
    return found


def main() -> int:
    """Look at drawn programmes and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--editions", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=1, help="leave out the draws before this one")
    parser.add_argument("--few", action="store_true", help="one language and reader a programme")
    parser.add_argument("--open", action="store_true", help="list what no oracle speaks of")
    given_ = parser.parse_args()
    warnings.simplefilter("error")
    begun = time.monotonic()

    def tell(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    found = look_at_many(given_.editions, given_.seed, few=given_.few, first=given_.first, tell=tell)
    for title, lines in (("crashes", found.crashes), ("refused", found.refused), ("false", found.findings.false)):
        kinds = Counter(_kind(line) for line in lines)
        for kind, count in kinds.most_common(40):
            print(f"{title} ×{count}: {kind}\n    {next(line for line in lines if _kind(line) == kind)[-900:]}")
    if given_.open:
        for message, count in found.findings.open.most_common():
            print(f"open ×{count}: {message}")
    print(
        f"{found.editions} programmes, {found.pages} pages, {found.findings.statements} statements and "
        f"{found.findings.tables} tables recomputed; {len(found.refused)} refused, {len(found.crashes)} crashes, "
        f"{len(found.findings.false)} false; {len(found.findings.open)} kinds of statement not recomputed; "
        f"seed {given_.seed}, {time.monotonic() - begun:.0f} s"
    )
    return 0 if found.clean else 1


def _kind(line: str) -> str:
    """Return what a line has in common with others of its kind."""
    if "Traceback" in line:
        return line.strip().splitlines()[-1][:100] + " · " + [x for x in line.splitlines() if 'File "' in x][-1].strip()
    return line.partition(": ")[2].partition(" is ")[0].partition(": row")[0][:80]


if __name__ == "__main__":
    sys.exit(main())
