"""Reports over notebooks and years: the suite beside papermill and nbconvert as people use them, and the floor.

``python -m benchmarks.suite [--quick] [--of research|reports] [--tasks 12] [--repetitions 2] [--jobs CORES]
[--every-edition]``. Two kinds of notebooks, twelve notebook-years of each by default:

``research``
    Plain pandas, seaborn and scipy, fifteen code cells and four figures each (:mod:`benchmarks.suite_notebooks`), over
    the three editions of the demonstration.
``reports``
    Four of the suite's own, over three editions. Most of their cells are over in no time, so that whatever is not a
    cell weighs more.

The same notebooks over the same editions, in one run of this script:

``command lines``
    ``papermill`` and then ``jupyter nbconvert --to html``, for each notebook and edition; one after the other.
``two at a time``
    The same, in as many processes side by side as the suite has jobs: what anybody gets with ``xargs -P``.
``one process``
    The Python interfaces of both in one process.
``suite``
    ``evalkit run --no-office``, from the command to its end.
``suite, cold``
    The same with ``--no-warm``: every process is a new interpreter.
``floor``
    The cells alone, with everything imported and drawn once before the clock starts: no process, no export, no file;
    one process a core.
``suite, unchanged``
    ``evalkit run`` once more after the suite.
``suite, one page``
    ``evalkit run`` for the first of the notebook-years alone, without reports. What a further page costs is the rest
    of the suite divided by the other tasks.

Repetitions are interleaved, so that a busy minute of the machine hits all of them. Beside the seconds that pass stand
those of processors, which other work on the machine hardly changes; what prepares the floor is in neither. Processes
that outlive their parent are counted too, on Linux. Everything happens in a copy of the workspace, in a temporary
folder.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from benchmarks import suite_notebooks

ROOT = Path(__file__).resolve().parents[1]
# Those about which each of the notebooks has something to say: elsewhere the suite makes no page.
EDITIONS = ("alliances/2019", "demo/2025", "demo/2024", "demo/2023")
NOTEBOOKS = ("annual-report", "02-scores-and-tiers", "03-cohorts", "01-data-check")
KINDS = ("research", "reports")
PACKAGES = ("evalkit", "papermill", "nbconvert", "nbclient", "ipykernel", "matplotlib", "pandas", "numpy", "jupyterlab")
LANGUAGE = "zh"
#: What the suite sets out to be: so many times as fast as the command lines, one after the other and side by side, so
#: many times the floor, so many seconds where nothing changed; and parts of what a page costs processors by the
#: command lines, for the first page and for each further one.
FASTER, BESIDE, UNCHANGED = 6, 3, 0.6
ABOVE_FLOOR = {"research": 1.2, "reports": 1.5}
FIRST_PAGE, FURTHER_PAGE = 0.57, 0.13
_ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)


@dataclass(frozen=True)
class Cost:
    """Seconds that passed, and seconds of processors, kernels and their like included."""

    wall: float
    cpu: float

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.wall + other.wall, self.cpu + other.cpu)


@dataclass(frozen=True)
class Work:
    """A workspace with the notebooks and editions to report on, and nothing else."""

    root: Path
    editions: tuple[str, ...]
    notebooks: tuple[str, ...]
    jobs: int
    audience: str = "public"

    @property
    def reports(self) -> Path:
        """Where ``evalkit run`` writes."""
        return self.root / ("reports" if self.audience == "public" else "reports-internal")

    @property
    def tasks(self) -> list[tuple[str, str, str]]:
        """Programme, edition and notebook, in the order in which a person would go through them."""
        return [(*pair.split("/"), name) for pair in self.editions for name in self.notebooks]  # type: ignore[misc]

    def out(self, name: str) -> Path:
        """Return an empty folder for what one of the programs writes."""
        folder = self.root / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder


def grid(kind: str, n_tasks: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return editions and notebooks that make so many tasks; ValueError where none do."""
    # Only the demonstration has marks on file.
    editions = EDITIONS if kind == "reports" else tuple(pair for pair in EDITIONS if pair.startswith("demo"))
    notebooks = NOTEBOOKS if kind == "reports" else tuple(suite_notebooks.GROUPS)
    for n_notebooks in range(len(notebooks), 0, -1):
        n_editions, rest = divmod(n_tasks, n_notebooks)
        if not rest and 1 <= n_editions <= len(editions):
            return editions[:n_editions], notebooks[:n_notebooks]
    raise ValueError(f"{kind}: {n_tasks} is not 1 to {len(editions)} editions by 1 to {len(notebooks)} notebooks")


def workspace(root: Path, kind: str, n_tasks: int, jobs: int) -> Work:
    """Copy what so many tasks need."""
    editions, notebooks = grid(kind, n_tasks)
    for pair in editions:
        programme = pair.split("/")[0]
        # Texts may speak of editions that are not copied.
        shutil.copytree(ROOT / "data" / pair, root / "data" / pair, ignore=shutil.ignore_patterns("text"))
        shutil.copy(ROOT / "data" / programme / "programme.toml", root / "data" / programme)
    (root / "notebooks").mkdir()
    if kind == "research":
        suite_notebooks.write(root / "notebooks", notebooks)
    for name in notebooks if kind == "reports" else ():
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", root / "notebooks")
    # Research shows single reviewers, which no public page may.
    return Work(root, editions, notebooks, jobs, "internal" if kind == "research" else "public")


def call(work: Work, *command: str) -> Cost:
    """Run a command in the workspace; return what it cost, or say what it said where it failed."""
    started, before = time.perf_counter(), _busy()
    done = subprocess.run(command, cwd=work.root, env=_environment(work), capture_output=True, text=True, check=False)
    wall = time.perf_counter() - started
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return Cost(wall, _busy() - before)


def _environment(work: Work) -> dict[str, str]:
    path = os.pathsep.join(p for p in (str(ROOT), os.environ.get("PYTHONPATH")) if p)
    return {**os.environ, "EVALKIT_ROOT": str(work.root), "PYTHONPATH": path, "PYTHONWARNINGS": "ignore"}


def command_lines(work: Work, at_a_time: int = 1) -> Cost:
    """Papermill and nbconvert, two commands for each task; so many tasks at a time."""
    out = work.out(f"command-lines-{at_a_time}")
    jupyter = Path(sys.executable).with_name("jupyter")
    convert = [str(jupyter), "nbconvert"] if jupyter.exists() else [sys.executable, "-m", "nbconvert"]

    def one(task: tuple[str, str, str]) -> None:
        programme, edition, name = task
        executed = str(out / f"{programme}-{edition}-{name}.ipynb")
        given = ("-p", "programme", programme, "-r", "edition", edition, "-p", "language", LANGUAGE)
        command = (sys.executable, "-m", "papermill", "--no-progress-bar", "-k", "python3", *given)
        call(work, *command, f"notebooks/{name}.ipynb", executed)
        call(work, *convert, "--to", "html", executed)

    started, before = time.perf_counter(), _busy()
    with ThreadPoolExecutor(at_a_time) as pool:
        list(pool.map(one, work.tasks))
    return _whole(work, out, Cost(time.perf_counter() - started, _busy() - before))


def _adopt() -> None:
    """Take in processes whose parent ends before them, such as those that a run forks, so that they are counted."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_ADOPT_ORPHANS, 1, 0, 0, 0)


def _busy() -> float:
    """Return the seconds of processors that ended processes have taken, those that were taken in among them."""
    while sys.platform == "linux":
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            break
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def one_process(work: Work) -> Cost:
    """Papermill and nbconvert by their Python interfaces."""
    out = work.out("one-process")
    return _whole(work, out, call(work, *_peer(work, "one-process", out)))


def suite(work: Work, *options: str) -> Cost:
    """``evalkit run`` on a workspace without reports."""
    shutil.rmtree(work.reports, ignore_errors=True)
    return _whole(work, work.reports, unchanged(work, *options))


def one_page(work: Work) -> Cost:
    """``evalkit run`` of the first task, on a workspace without reports."""
    shutil.rmtree(work.reports, ignore_errors=True)
    programme, edition, notebook = work.tasks[0]
    return unchanged(work, programme, edition, "--notebook", notebook)


def unchanged(work: Work, *options: str) -> Cost:
    """``evalkit run`` on whatever is there."""
    # Without the files for offices, which the others do not make.
    command = (
        sys.executable,
        "-m",
        "evalkit.cli",
        "--root",
        str(work.root),
        "run",
        "--no-office",
        "--language",
        LANGUAGE,
        "--audience",
        work.audience,
    )
    return call(work, *command, "--jobs", str(work.jobs), *options)


def floor(work: Work) -> Cost:
    """Run the cells alone; the process says how long that took, for its preparations do not count."""
    out = work.out("floor")
    call(work, *_peer(work, "floor", out))
    return Cost(*json.loads((out / "seconds.json").read_text(encoding="utf-8")))


def _peer(work: Work, what: str, out: Path) -> tuple[str, ...]:
    order = {"tasks": work.tasks, "language": LANGUAGE, "jobs": work.jobs, "out": str(out)}
    (out / "order.json").write_text(json.dumps(order), encoding="utf-8")
    return (sys.executable, "-m", "benchmarks.suite_peers", what, str(out / "order.json"))


def _whole(work: Work, out: Path, cost: Cost) -> Cost:
    """Return the cost if there is a page for each task: who makes none is quick."""
    pages = [path for path in out.rglob("*.html") if not path.name.startswith("index.")]
    if len(pages) != len(work.tasks):
        raise SystemExit(f"{out.name}: {len(pages)} pages for {len(work.tasks)} tasks")
    return cost


def takes(option: str) -> bool:
    """Tell whether ``evalkit run`` has an option."""
    done = subprocess.run(
        [sys.executable, "-m", "evalkit.cli", "run", "--help"], capture_output=True, text=True, check=True
    )
    return option in done.stdout


def measure(work: Work, repetitions: int, quick: bool) -> dict[str, list[Cost]]:
    """Return the cost of each program, repetition by repetition."""
    programs: dict[str, Callable[[Work], Cost]] = {
        "command lines": command_lines,
        "two at a time": lambda w: command_lines(w, w.jobs),
        "one process": one_process,
        "suite": suite,
        "suite, unchanged": unchanged,
        "suite, one page": one_page,
        "floor": floor,
    }
    if takes("--no-warm") and not quick:
        programs["suite, cold"] = lambda w: suite(w, "--no-warm")
    found: dict[str, list[Cost]] = {name: [] for name in programs}
    for number in range(repetitions):
        for name, program in programs.items():
            found[name].append(program(work))
            _say(f"  {number + 1}/{repetitions}  {name}: {found[name][-1].wall:.1f} s")
    return found


def every_edition(root: Path, jobs: int) -> tuple[int, float, float]:
    """Return how many pages the whole workspace has, the seconds to make them, and those to find them current."""
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, root / name)
    work = Work(root, (), (), jobs)
    seconds = [unchanged(work, "--language", "all").wall for _ in range(2)]
    pages = [path for path in work.reports.rglob("*.html") if not path.name.startswith("index.")]
    return len(pages), seconds[0], seconds[1]


def _say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _goal(met: bool) -> str:
    return "met" if met else "not met"


def report(kind: str, found: dict[str, list[Cost]], n_tasks: int) -> None:
    """Print medians and ratios; a ratio is the median of those of single repetitions."""
    wall = {name: [cost.wall for cost in costs] for name, costs in found.items()}
    cpu = {name: [cost.cpu for cost in costs] for name, costs in found.items()}
    _say(f"\n{'':18}{'seconds':>10}{'a task':>10}{'of suite':>10}{'CPU s':>10}{'of suite':>10}")
    for name in found:
        middle, busy = statistics.median(wall[name]), statistics.median(cpu[name])
        over, busier = _ratio(wall[name], wall["suite"]), _ratio(cpu[name], cpu["suite"])
        _say(f"{name:18}{middle:10.1f}{middle / n_tasks:10.2f}{over:9.2f}×{busy:10.1f}{busier:9.2f}×")
    above, most = _ratio(wall["suite"], wall["floor"]), ABOVE_FLOOR[kind]
    again = statistics.median(wall["suite, unchanged"])
    _say()
    for name, least in (("command lines", FASTER), ("two at a time", BESIDE)):
        faster = _ratio(wall[name], wall["suite"])
        _say(f"faster than {name}: {faster:.1f}× (goal: at least {least}×, {_goal(faster >= least)})")
    _say(f"above the floor: {above:.2f}× (goal: at most {most}×, {_goal(above <= most)})")
    _say(f"unchanged: {again:.2f} s (goal: at most {UNCHANGED} s, {_goal(again <= UNCHANGED)})")
    by_hand = [seconds / n_tasks for seconds in cpu["command lines"]]
    further = [(a - b) / max(n_tasks - 1, 1) for a, b in zip(cpu["suite"], cpu["suite, one page"], strict=True)]
    for what, seconds, goal in (
        ("first page", cpu["suite, one page"], FIRST_PAGE),
        ("further page", further, FURTHER_PAGE),
    ):
        part = _ratio(seconds, by_hand)
        _say(f"{what}, CPU of that by command lines: {part:.2f} (goal: at most {goal}, {_goal(part <= goal)})")


def _ratio(over: Sequence[float], under: Sequence[float]) -> float:
    return statistics.median(a / b for a, b in zip(over, under, strict=True))


def _versions() -> str:
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            found.append(f"{name} –")
    return f"Python {platform.python_version()}, " + ", ".join(found)


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.suite", description="See the module's text.")
    parser.add_argument(
        "--quick", action="store_true", help="four tasks of each kind, once; two minutes on two idle cores"
    )
    parser.add_argument("--of", choices=KINDS, help="which notebooks; both kinds by default")
    parser.add_argument("--tasks", type=int, default=12, help="notebooks by editions, at most 12 and 16 (12)")
    parser.add_argument("--repetitions", type=int, default=2, help="of everything (2)")
    parser.add_argument("--jobs", type=int, default=cores(), help="of the suite and of the floor (the cores)")
    parser.add_argument("--every-edition", action="store_true", help="also the whole workspace, and that unchanged")
    given = parser.parse_args(arguments)
    _adopt()
    n_tasks, repetitions = (4, 1) if given.quick else (given.tasks, given.repetitions)
    kinds = KINDS if given.of is None else (given.of,)
    try:
        for kind in kinds:
            grid(kind, n_tasks)
    except ValueError as error:
        parser.error(str(error))
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    _say(f"{n_tasks} notebook-years of each kind, {given.jobs} jobs on {cores()} cores{load}\n{_versions()}")
    for kind in kinds:
        _say(f"\n{kind}")
        with tempfile.TemporaryDirectory(prefix="evalkit-suite-") as folder:
            work = workspace(Path(folder).resolve(), kind, n_tasks, given.jobs)
            report(kind, measure(work, repetitions, given.quick), n_tasks)
    if given.every_edition:
        with tempfile.TemporaryDirectory(prefix="evalkit-suite-") as folder:
            pages, first, again = every_edition(Path(folder).resolve(), given.jobs)
        _say(f"\nall editions and languages: {pages} pages in {first:.0f} s; unchanged: {again:.1f} s")


if __name__ == "__main__":
    main()
