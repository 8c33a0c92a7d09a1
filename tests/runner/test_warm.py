"""Notebooks in forked processes: the same as in fresh ones, each with a state of its own; and what cells may do."""

from __future__ import annotations

import dataclasses
import pickle
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from evalkit.edition import once
from evalkit.runner import processes
from evalkit.runner.execute import execute
from evalkit.runner.pool import outcomes
from evalkit.runner.task import Outcome, Settings
from tests.report.notebooks import write_notebook
from tests.runner.made import ROOT, made, printed, task, tasks

pytestmark = pytest.mark.skipif(not processes.can_fork(), reason="processes are not forked on this platform")

SPOIL = """
import builtins, html, os, random, sys, warnings
import matplotlib.pyplot as plt, numpy as np, pandas as pd
from evalkit.wording import catalogue
builtins.leak = 1
left_over = 2
os.environ["LEAK"] = "1"
os.environ["TZ"] = "Asia/Shanghai"
os.chdir("/")
os.umask(0o077)
plt.rcParams["figure.dpi"] = 7
plt.figure()
warnings.simplefilter("error")
random.seed(1); np.random.seed(1)
catalogue._sources("en").clear()
catalogue.LANGUAGES = ()
sys.modules["seaborn"] = None
sys.path.insert(0, "/leak")
pd.set_option("display.max_rows", 3)
html.escape = None
print(html.escape, len(plt.get_fignums()))
"""
# The state of an interpreter as a notebook finds it, one line each, but for what is each process's own.
LOOK = """
import builtins, locale, os, signal, sys, threading, time, warnings
import matplotlib as mpl, matplotlib.pyplot as plt, numpy as np, pandas as pd
import evalkit, evalkit.report, html, json, seaborn
from evalkit.wording import text
plt.figure(); plt.close()
own = ("JPY_", "PYTEST_CURRENT", "PYDEVD_", "IPYTHONDIR", "EVALKIT_TEMPORARY", "TMPDIR")
print("names", sorted(n for n in globals() if not n.startswith("_")))
print("builtin", hasattr(builtins, "leak"))
for name in sorted(os.environ):
    if not name.startswith(own):
        print("environment", name, os.environ[name])
print("folder", os.getcwd(), os.umask(0o022))
print("rc", dict(mpl.rcParams))
print("figures", plt.get_fignums(), mpl.get_backend())
print("random", np.get_printoptions(), sys.flags.hash_randomization, hash("evalkit"))
print("path", sys.path, sys.argv[0].rpartition("/")[2].removesuffix(".py"))
print("text", text("en", "cli-state-done"))
print("modules", seaborn.__version__, callable(html.escape))
print("pandas", pd.get_option("display.max_rows"), pd.get_option("display.max_columns"))
print("locale", locale.getlocale(), time.tzname, sys.getfilesystemencoding(), sys.stdout.encoding)
print("signals", signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGCHLD))
print("mask", signal.pthread_sigmask(signal.SIG_BLOCK, ()))
print("threads", threading.active_count(), os.getsid(0) == os.getpid())
print("warnings", [f[0] for f in warnings.filters if f[0] == "error"])
"""
RANDOM = "import random, numpy as np\nprint(random.random(), np.random.rand(), np.random.default_rng().random())"
PARENT = "import os\nprint(open(f'/proc/{os.getppid()}/cmdline').read().replace(chr(0), ' '))"
SHELF = 'from evalkit.edition import once\nprint("handed", *(place.name for place in once._SHELF._records))'
FIGURE = "import matplotlib.pyplot as plt\nplt.plot([1, 2]);"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(
        tmp_path_factory.mktemp("warm"),
        _01_look=(LOOK,),
        _02_spoil=(SPOIL,),
        _03_look=(LOOK,),
        _04_random=(RANDOM,),
        _05_random=(RANDOM,),
        _06_figure=(PARENT, FIGURE, FIGURE),
    )


@pytest.fixture(scope="module")
def ran(root: Path) -> dict[str, Outcome]:
    """All of them one after the other, by one worker and its nursery."""
    return {done.task.name: done for done in outcomes(tasks(root), 1)}


def test_processes_are_forked(ran: dict[str, Outcome]) -> None:
    assert "multiprocessing.forkserver" in printed(ran["06-figure"])


def test_figures_are_shown(ran: dict[str, Outcome]) -> None:
    # Without the inline hook a forked shell runs through and shows none.
    page = ran["06-figure"].page
    assert page is not None
    assert page.html.count("data:image/png;base64,") == 2


def test_no_state_leaks_into_the_next_notebook(ran: dict[str, Outcome]) -> None:
    assert printed(ran["02-spoil"]) == "None 1\n\n<Figure size 44.8x33.6 with 0 Axes>"
    before, after = (printed(ran[name]).splitlines() for name in ("01-look", "03-look"))
    assert before == after
    assert "builtin False" in before


def test_a_forked_process_finds_what_a_fresh_one_finds(ran: dict[str, Outcome], root: Path) -> None:
    cold = printed(execute(task(root, "01-look"), Settings(warm=False))).splitlines()
    assert printed(ran["01-look"]).splitlines() == cold


def test_a_process_forked_from_the_command_itself_finds_the_same(tmp_path: Path) -> None:
    root = made(tmp_path, _01_look=(LOOK,), _02_parent=(PARENT, SHELF))
    look, parent = ({way: "" for way in ("--warm", "--no-warm")} for _ in range(2))
    for way in look:
        command = [sys.executable, "-m", "evalkit", "--root", str(root), "run", "--language", "en", "--force", way]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
        assert done.returncode == 0, done.stderr
        pages = root / "reports" / "alliances" / "2019" / "en"
        look[way], parent[way] = ((pages / f"{name}.html").read_text("utf-8") for name in ("01-look", "02-parent"))
    assert "builtin False" in look["--warm"]
    assert look["--warm"] == look["--no-warm"]
    # The command began anew with a fixed hash seed; nothing else was started to be forked from.
    assert "-m evalkit --root" in parent["--warm"]
    assert "-m evalkit --root" not in parent["--no-warm"]
    # What the command read while the other process loaded was handed over to it.
    assert "handed 2019\n" in parent["--warm"]
    assert "handed\n" in parent["--no-warm"]


def test_a_run_that_is_refused_leaves_no_process_loading(tmp_path: Path) -> None:
    root = made(tmp_path, _01_look=(LOOK,))
    (root / "data/alliances/2019/units.csv").write_text("unit,name\n", encoding="utf-8")
    command = [sys.executable, "-m", "evalkit", "--root", str(root), "run", "--language", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        printed_out, said = process.communicate(timeout=600)
        assert (process.returncode, printed_out) == (2, b"")
        assert b"units.csv" in said
        assert b"Traceback" not in said
        # Both ends are closed, or nothing would have been returned; and nobody is left of its session.
        left = [path for path in Path("/proc").glob("[0-9]*/stat") if in_session(path, process.pid)]
    assert left == []


def in_session(stat: Path, session: int) -> bool:
    try:
        state, *numbers = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return False
    return state != "Z" and int(numbers[2]) == session


def test_an_edition_is_the_same_in_the_process_that_it_is_handed_to() -> None:
    for edition in ("alliances/2019", "demo/2025"):
        read = once.read_once(ROOT / "data" / edition)
        assert isinstance(shelf := pickle.loads(pickle.dumps(once.kept())), once._Shelf)
        assert described(shelf._records[ROOT / "data" / edition][1]) == described(read)


def described(part: object) -> object:
    """A record as plain values: tables by column, with what each holds."""
    if isinstance(part, pd.DataFrame):
        return repr([(name, dtype, part[name].tolist()) for name, dtype in part.dtypes.astype(str).items()])
    if dataclasses.is_dataclass(part) and not isinstance(part, type):
        return {f.name: described(getattr(part, f.name)) for f in dataclasses.fields(part)}
    return part


def test_random_numbers_are_not_those_of_the_other_notebook(ran: dict[str, Outcome]) -> None:
    drawn = [number for name in ("04-random", "05-random") for number in printed(ran[name]).split()]
    assert len(set(drawn)) == 6


@pytest.mark.parametrize("engine", ["evalkit", "nbclient"])
def test_plain_papermill_takes_the_engine_by_name(tmp_path: Path, engine: str) -> None:
    write_notebook(tmp_path / "in.ipynb", PARENT, FIGURE)
    command = [sys.executable, "-m", "papermill", "--engine", engine, "-k", "python3", "-l", "python"]
    done = subprocess.run(
        [*command, "--no-progress-bar", "in.ipynb", "out.ipynb", "-p", "language", "en"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    made_of = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    outputs = [output for cell in made_of.cells for output in cell.get("outputs", [])]
    assert ("multiprocessing.forkserver" in outputs[0].text) == (engine == "evalkit")
    assert [o.output_type for o in outputs] == ["stream", "display_data"]


def test_where_nothing_can_be_forked_that_is_said_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "can_fork", lambda: False)
    said: list[str] = []
    chosen = [task(root, "04-random"), task(root, "06-figure")]
    done = {outcome.task.name: outcome for outcome in outcomes(chosen, 1, note=said.append)}
    assert said == [
        "This system cannot fork processes: each notebook loads everything itself, which takes longer and changes "
        "nothing else"
    ]
    assert "multiprocessing.forkserver" not in printed(done["06-figure"])
    page = done["06-figure"].page
    assert page is not None
    assert page.html.count("data:image/png;base64,") == 2
