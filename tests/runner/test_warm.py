"""Kernels that are forked: the same as cold ones, each with a state of its own, and open to other programs."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from evalkit.runner.execute import execute
from evalkit.runner.kernel import ReportKernelManager
from evalkit.runner.pool import outcomes
from evalkit.runner.task import Outcome, Settings
from evalkit.runner.warm import client
from tests.report.notebooks import write_notebook
from tests.runner.made import made, printed, task, tasks

pytestmark = pytest.mark.skipif(not client.available(), reason="kernels are not forked on this platform")

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
catalogue.LOCALES = {}
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
own = ("JPY_", "PYTEST_CURRENT", "PYDEVD_", "IPYTHONDIR")
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
print("pandas", pd.get_option("display.max_rows"))
print("locale", locale.getlocale(), time.tzname, sys.getfilesystemencoding(), sys.stdout.encoding)
print("signals", signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGCHLD))
print("mask", signal.pthread_sigmask(signal.SIG_BLOCK, ()))
print("threads", threading.active_count(), os.getsid(0) == os.getpid())
print("warnings", [f[0] for f in warnings.filters if f[0] == "error"])
"""
RANDOM = "import random, numpy as np\nprint(random.random(), np.random.rand(), np.random.default_rng().random())"
PARENT = "import os\nprint(open(f'/proc/{os.getppid()}/cmdline').read().replace(chr(0), ' '))"
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
    """All of them one after the other, in kernels of one fork server, by one worker."""
    return {done.task.name: done for done in outcomes(tasks(root), 1)}


def test_kernels_are_forked(ran: dict[str, Outcome]) -> None:
    assert "-m evalkit.runner.warm.server" in printed(ran["06-figure"])


def test_figures_are_shown(ran: dict[str, Outcome]) -> None:
    # Without the inline hook a forked kernel runs through and shows none.
    page = ran["06-figure"].page
    assert page is not None
    assert page.html.count("data:image/png;base64,") == 2


def test_no_state_leaks_into_the_next_notebook(ran: dict[str, Outcome]) -> None:
    assert printed(ran["02-spoil"]) == "None 1\n\n<Figure size 44.8x33.6 with 0 Axes>"
    before, after = (printed(ran[name]).splitlines() for name in ("01-look", "03-look"))
    assert before == after
    assert "builtin False" in before


def test_a_warm_kernel_finds_what_a_cold_one_finds(ran: dict[str, Outcome], root: Path) -> None:
    cold = printed(execute(task(root, "01-look"), Settings(warm=False))).splitlines()
    assert printed(ran["01-look"]).splitlines() == cold


def test_kernels_end_by_themselves(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # With the way out that ipykernel 7.4 takes, one in eight hung until it was killed.
    ends: list[int | None] = []
    end = ReportKernelManager.end

    async def watched(manager: ReportKernelManager, patience: float) -> None:
        await asyncio.wait_for(manager.provisioner.wait(), 20)
        ends.append(await manager.provisioner.poll())
        await end(manager, patience)

    monkeypatch.setattr(ReportKernelManager, "end", watched)
    for _ in range(24):
        execute(task(root, "04-random"))
    assert ends == [0] * 24


def test_random_numbers_are_not_those_of_the_other_notebook(ran: dict[str, Outcome]) -> None:
    drawn = [number for name in ("04-random", "05-random") for number in printed(ran[name]).split()]
    assert len(set(drawn)) == 6


def test_plain_papermill_takes_the_engine_by_name(tmp_path: Path) -> None:
    write_notebook(tmp_path / "in.ipynb", PARENT, FIGURE)
    command = [
        sys.executable,
        "-m",
        "papermill",
        "--engine",
        "evalkit-warm",
        "-k",
        "python3",
        "-l",
        "python",
        "--no-progress-bar",
    ]
    done = subprocess.run(
        [*command, "in.ipynb", "out.ipynb", "-p", "language", "en"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    made_of = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    outputs = [output for cell in made_of.cells for output in cell.get("outputs", [])]
    assert "evalkit.runner.warm.server" in outputs[0].text
    assert [o.output_type for o in outputs] == ["stream", "display_data"]


def test_a_kernel_spec_that_names_the_provisioner_starts_warm_kernels(tmp_path: Path) -> None:
    # As JupyterLab does it: it knows the kernel spec only.
    spec = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "evalkit",
        "language": "python",
        "metadata": {"kernel_provisioner": {"provisioner_name": "evalkit-warm"}},
    }
    folder = tmp_path / "kernels/evalkit"
    folder.mkdir(parents=True)
    (folder / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    script = (
        "from jupyter_client.manager import start_new_kernel\n"
        "if __name__ == '__main__':\n"
        "    km, kc = start_new_kernel(kernel_name='evalkit', startup_timeout=300)\n"
        "    for again in range(2):\n"
        f"        kc.execute_interactive({PARENT!r}, timeout=300)\n"
        "        kc.execute_interactive('print(6 * 7)', timeout=300)\n"
        "        if not again:\n"
        "            km.restart_kernel(); kc.wait_for_ready(timeout=300)\n"
        "    kc.stop_channels(); km.shutdown_kernel()\n"
        "    print(km.has_kernel)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "JUPYTER_PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert len(re.findall("evalkit.runner.warm.server", done.stdout)) == 2, done.stderr
    assert done.stdout.split()[-2:] == ["42", "False"]


def test_without_a_fork_server_kernels_start_cold_and_that_is_said_once(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "available", lambda: False)
    said: list[str] = []
    chosen = [task(root, "04-random"), task(root, "06-figure")]
    done = {outcome.task.name: outcome for outcome in outcomes(chosen, 1, note=said.append)}
    assert said == ["Kernels start cold, which takes longer and changes nothing else: this platform cannot fork"]
    assert "evalkit.runner.warm.server" not in printed(done["06-figure"])
    page = done["06-figure"].page
    assert page is not None
    assert page.html.count("data:image/png;base64,") == 2


def test_a_server_that_cannot_load_is_replaced_by_cold_kernels(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = client._environment
    # Something that stands in the way of an import: a module of the same name.
    (root / "broken").mkdir()
    (root / "broken/scipy.py").write_text("raise ImportError('no scipy here')\n", encoding="utf-8")
    monkeypatch.setattr(client, "_environment", lambda: {**environment(), "PYTHONPATH": str(root / "broken")})
    said: list[str] = []
    done = list(outcomes([task(root, "04-random"), task(root, "05-random")], 1, note=said.append))
    assert [outcome.failure for outcome in done] == ["", ""]
    assert said == ["Kernels start cold, which takes longer and changes nothing else: ImportError: no scipy here"]


def test_the_socket_is_private(root: Path) -> None:
    server = client.Server()
    try:
        assert server.address.parent.stat().st_mode & 0o777 == 0o700
    finally:
        server.close()
    assert not server.address.parent.exists()
    assert not server.alive()
