"""What cells may do: the engine shows of it what a kernel shows, output by output."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
import pytest

from evalkit.runner.execute import execute
from evalkit.runner.task import Settings
from tests.report.notebooks import write_notebook
from tests.runner.made import made, printed, task

#: One of everything that a cell can show.
CELLS = {
    "text": "print('one')\nprint('two', end='')\n3",
    "semicolon": "4;",
    "several": "display(1)\nprint('between')\ndisplay('<b>two</b>')\n5",
    "rich": "from IPython.display import HTML, Markdown, SVG, Image, JSON, Latex\n"
    "display(HTML('<i>x</i>'), Markdown('*y*'), Latex('$z$'), JSON({'a': [1, None, True]}))\nHTML('<b>last</b>')",
    "bytes": "import base64\nImage(base64.b64decode("
    "'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII='))",
    "raw": "display({'text/plain': 'p', 'application/x-own+json': {'1': (2, 3)}}, raw=True, metadata={'m': 1})",
    "update": "handle = display('before', display_id='mine')\nprint('x')",
    "later": "from IPython.display import update_display as u\nhandle.update('now')\nu('then', display_id='mine')",
    "gone": "from IPython.display import clear_output\nprint('no')\ndisplay('nor this')\nclear_output()\nprint('yes')",
    "waits": "print('no')\nclear_output(wait=True)\nprint('yes')",
    "stays": "print('stays')\nclear_output(wait=True)",
    "fd": "import os\nos.write(1, b'descriptor\\n');",
    "libc": "import ctypes\nlibc = ctypes.CDLL(None)\nlibc.puts(b'from C')\nlibc.fflush(None);",
    "child": "import subprocess\nprint('above', flush=True)\nsubprocess.run(['echo', '42'])\nprint('below')",
    "bang": "!echo hello; echo 甲 1>&2",
    "assigned": "found = !echo one; echo two\nprint(found)",
    "script": "%%bash\necho from bash\nprintf 'no end of line'",
    "capture": "%%capture held\nprint('held')\ndisplay('held, too')",
    "captured": "print(repr(held.stdout), len(held.outputs))\nheld.outputs[0]",
    "magic": "%precision 3\n3.14159265",
    "await": "import asyncio\nasync def later():\n    await asyncio.sleep(0.01)\n    return 6\nawait later()",
    "loop": "asyncio.get_running_loop().is_running()",
    "task": "kept = asyncio.get_running_loop().create_task(later())\nawait kept",
    "thread": "from threading import Thread\nt = Thread(target=lambda: display('in a thread'))\nt.start(); t.join()",
    "figure": "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nprint('drawn')\nplt.figure()\nplt.plot([2, 1]);",
    "shown": "figure, ax = plt.subplots()\nax.plot([1, 3])\nplt.show()\nprint('after')",
    "kept": "%config InlineBackend.figure_formats = ['svg']\nplt.rcParams['svg.hashsalt'] = 'x'\nfigure",
    "inline": "%matplotlib inline\nplt.plot([1]);",
    "frame": "import pandas as pd\npd.DataFrame({'a': [1, 2]}).style.set_uuid('u')",
    "wide": "pd.DataFrame([range(40)])\n",
    "plain": "print(pd.DataFrame([range(40)]))",
    "help": "print?",
    "names": "print(__name__, Out[6].__class__.__name__, In[1][:5], _ is not None)",
    "main": "import pickle\nclass Own:\n    pass\npickle.loads(pickle.dumps(Own())).__class__.__name__",
    "pool": "import multiprocessing as m\nwith m.get_context('fork').Pool(2) as pool:\n    print(pool.map(abs, [-1]))",
    "none": "None",
    "warn": "import warnings\nwarnings.warn('take care')",
    "bare": "import sys\nprint(sys.stdout.isatty(), sys.stdin.read() == '', sys.stdout.encoding)",
}  # fmt: skip


def same(data: str) -> str:
    """Return it without addresses and dates."""
    return re.sub(r"0x[0-9a-f]+|<dc:date>.*?</dc:date>", "", data)


def outputs(folder: Path, engine: str) -> dict[str, list[Any]]:
    """Return what each cell shows when papermill runs them by an engine; printed text joined, standard error apart."""
    command = [sys.executable, "-W", "ignore", "-m", "papermill", "--engine", engine, "-k", "python3", "-l", "python"]
    files = ["--no-progress-bar", "in.ipynb", f"{engine}.ipynb"]
    # With this variable, ipykernel leaves alone what goes past Python.
    env = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    done = subprocess.run(
        [*command, *files], cwd=folder, capture_output=True, text=True, check=False, timeout=600, env=env
    )
    assert done.returncode == 0, done.stderr
    cells = nbformat.read(folder / f"{engine}.ipynb", as_version=4).cells
    found: dict[str, list[Any]] = {}
    for name, cell in zip(CELLS, cells[-len(CELLS) :], strict=True):
        shown: list[Any] = []
        for output in cell.outputs:
            if output.output_type == "stream" and output.name == "stderr":
                continue
            if output.output_type == "stream" and shown and shown[-1][0] == "stdout":
                shown[-1] = ("stdout", shown[-1][1] + output.text)
            elif output.output_type == "stream":
                shown.append(("stdout", output.text))
            else:
                shown.append((output.output_type, json.loads(same(json.dumps(output.data))), dict(output.metadata)))
        found[name] = [cell.execution_count, *shown]
    return found


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, list[Any]]]:
    folder = tmp_path_factory.mktemp("cells")
    write_notebook(folder / "in.ipynb", *CELLS.values())
    return {engine: outputs(folder, engine) for engine in ("evalkit", "nbclient")}


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_shows_what_it_shows_in_a_kernel(both: dict[str, dict[str, list[Any]]], name: str) -> None:
    ours, reference = both["evalkit"][name], both["nbclient"][name]
    if name == "child":
        # A kernel hears of what goes past Python by a thread of its own: on a busy machine that comes last there.
        ours, reference = ([sorted(str(shown).split("\\n")) for shown in each] for each in (ours, reference))
    assert ours == reference
    assert len(both["evalkit"][name]) > 1 or name in NOTHING


#: Of these, the cells that show nothing.
NOTHING = ("semicolon", "later", "help", "none", "warn", "capture")


def test_what_is_printed_past_python_keeps_its_place(tmp_path: Path) -> None:
    cell = "import os\nprint(1)\nos.write(1, b'2\\n')\ndisplay(3)\nos.write(1, b'4\\n')\nprint(5, end='')\nos._exit"
    root = made(tmp_path, _01_order=(cell,))
    assert printed(execute(task(root, "01-order"))).split() == [
        "1",
        "2",
        "3",
        "4",
        "5",
        "<function",
        "posix._exit(status)>",
    ]


#: Cells that fail, and what is said of them.
FAILS = {
    "input": ("input('Who? ')", "StdinNotImplementedError: nobody can answer while a report is made: input() is not"),
    "getpass": ("from getpass import getpass\ngetpass()", "nobody can answer while a report is made"),
    "syntax": ("def (:", "SyntaxError"),
    "magic": ("%no_such_magic", "UsageError"),
    "figure": ("import matplotlib.pyplot as plt\nplt.plot([1]).no", "AttributeError"),
    "drawn": ("import matplotlib.pyplot as plt\nplt.plot([1])\nplt.title('$\\\\frac$');", "ParseSyntaxException"),
    "await": ("async def f():\n    raise KeyError(1)\nawait f()", "KeyError: 1"),
    "string": ("class E(Exception):\n    def __str__(self):\n        1 / 0\nraise E", "E"),
    "usage": ("from IPython.core.error import UsageError\nraise UsageError('so')", "UsageError: so"),
    "interrupt": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
}


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(
        tmp_path_factory.mktemp("fails"), **{name: (cell, "print('never')") for name, (cell, _) in FAILS.items()}
    )


@pytest.mark.parametrize("name", FAILS)
def test_a_cell_that_fails_ends_its_notebook(failing: Path, name: str) -> None:
    done = execute(task(failing, name))
    assert done.kind == "cell"
    assert FAILS[name][1] in done.failure or "must not be published" in done.failure, done.failure
    assert "never\\n" not in (done.failed_copy or "")


def test_the_key_is_not_in_the_environment_and_reviewers_have_their_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVALKIT_KEY", "of this very run, and long")
    look = (
        "import os\nfrom pathlib import Path\nfrom evalkit.publication.key import workspace_key\n"
        "print('EVALKIT_KEY' in os.environ, workspace_key(Path.cwd())[::-1])\n!env | grep -c EVALKIT_KEY || true"
    )
    assert printed(execute(task(made(tmp_path, _01_look=(look,)), "01-look"))).splitlines() == [
        f"False {'of this very run, and long'[::-1]}",
        "0",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="asks for processes by number")
@pytest.mark.parametrize("warm", [True, False])
def test_what_a_notebook_leaves_running_ends_with_it(tmp_path: Path, warm: bool) -> None:
    leaves = (
        "import atexit, os, subprocess, threading, time\nfrom pathlib import Path\n"
        "Path('pid').write_text(str(subprocess.Popen(['sleep', '1000']).pid))\n"
        "threading.Thread(target=time.sleep, args=(1000,)).start()\n"
        "if os.fork() == 0:\n    time.sleep(1000)\n"
        "atexit.register(Path('said').touch)\nprint('left')"
    )
    root = made(tmp_path, _01_leaves=(leaves,))
    assert printed(execute(task(root, "01-leaves"), Settings(warm=warm))) == "left\n"
    state = Path(f"/proc/{(root / 'pid').read_text()}/stat")
    # It has been killed; on a busy machine it takes a moment to go.
    end = time.monotonic() + 20
    while gone := state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z":
        assert time.monotonic() < end
        time.sleep(0.1)
    assert not gone
