"""Where a notebook ends: at a command that fails, at exit(); and what is left of a run that is killed: nothing."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from evalkit.errors import ParameterError
from evalkit.runner.parameters import refuse_other_languages
from tests.runner.made import made

#: Each of these cells ends its notebook; the value is in what is said of it.
ENDS = {
    "bang": ("!cat /no/such/file", "non-zero exit status 1"),
    "assigned": ("found = !exit 3", "non-zero exit status 3"),
    "sx": ("%sx exit 4", "non-zero exit status 4"),
    "bash": ("%%bash\nexit 5", "non-zero exit status 5"),
    "sh": ("%%sh\nexit 6", "non-zero exit status 6"),
    "system": ("get_ipython().system('exit 7')", "non-zero exit status 7"),
    "getoutput": ("get_ipython().getoutput('exit 8')", "non-zero exit status 8"),
    "exit": ("exit()", "LeftNotebook"),
    "quit": ("quit", "LeftNotebook"),
    "sys": ("import sys\nsys.exit()", "SystemExit"),
    "zero": ("raise SystemExit(0)", "SystemExit"),
    "os": ("import os\nos._exit(0)", "the process of the notebook died (exit code 0)"),
}
FINE = (
    "!echo hello",
    "found = !echo one; echo two\nprint(found[1], found.n == 'one\\ntwo')",
    # The modules in the workspace that are called so end whoever imports them.
    "import json, numpy, pandas, random\nimport beside\nprint(numpy.pi, beside.value)",
)
# Recipes for Chinese labels name fonts that are not there, and styles name others.
FIGURE = """
import warnings
import matplotlib.pyplot as plt, seaborn as sns
warnings.simplefilter("error")
plt.rcParams["font.sans-serif"] = ["SimHei"]
for style in (None, "ggplot", "seaborn-v0_8"):
    with plt.style.context(style or []):
        figure, ax = plt.subplots()
        ax.set(title="评估等级", xlabel="分数 Score")
        figure.canvas.draw()
sns.set_theme()
sns.barplot(x=["甲", "乙"], y=[1, 2]).figure.canvas.draw()
plt.close("all")
print("drawn")
"""


def evalkit(root: Path, *arguments: str, **variables: str) -> list[str]:
    return [sys.executable, "-m", "evalkit.cli", "--root", str(root), "run", "--language", "en", *arguments]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with modules that are called like others, and a notebook for each end."""
    root = tmp_path_factory.mktemp("ends")
    cells = {name: (cell, "print('below' * 2)") for name, (cell, _) in ENDS.items()}
    made(root, **cells, fine=FINE, figure=(FIGURE,))
    for name in ("numpy", "random", "json", "types"):
        (root / f"{name}.py").write_text("raise SystemExit('not this one')", encoding="utf-8")
    (root / "beside.py").write_text("value = 5", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def done(folder: Path) -> subprocess.CompletedProcess[str]:
    """A run in that folder, with a temporary folder of a long name in which somebody has planted something."""
    temporary = folder / ("x" * 140)
    startup = temporary / f"evalkit-ipython-{os.getuid()}/profile_default/startup"
    startup.mkdir(parents=True)
    (startup / "00-planted.py").write_text(f"open({str(folder / 'planted')!r}, 'w')", encoding="utf-8")
    env = {**os.environ, "LC_ALL": "C.UTF-8", "TMPDIR": str(temporary)}
    env.pop("EVALKIT_TEMPORARY", None)
    command = evalkit(folder, "--no-office")
    return subprocess.run(command, cwd=folder / "notebooks", capture_output=True, text=True, env=env, check=False)


@pytest.mark.parametrize("name", ENDS)
def test_an_end_is_a_failure(folder: Path, done: subprocess.CompletedProcess[str], name: str) -> None:
    assert not (folder / f"reports/alliances/2019/en/{name}.html").exists()
    (line,) = (line for line in done.stderr.splitlines() if line.startswith(f"{name} "))
    assert ENDS[name][1] in line


def test_modules_beside_the_data_come_last(folder: Path, done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 1
    page = (folder / "reports/alliances/2019/en/fine.html").read_text(encoding="utf-8")
    for printed in ("hello", "two True", "3.141592653589793 5"):
        assert f">{printed}\n</pre>" in page


def test_a_figure_of_ones_own_has_chinese_glyphs(folder: Path, done: subprocess.CompletedProcess[str]) -> None:
    page = (folder / "reports/alliances/2019/en/figure.html").read_text(encoding="utf-8")
    assert ">drawn\n</pre>" in page


def test_nothing_planted_runs(folder: Path, done: subprocess.CompletedProcess[str]) -> None:
    assert "Traceback" not in done.stderr
    assert not (folder / "planted").exists()


def test_kernels_that_start_cold_are_the_same(folder: Path) -> None:
    command = evalkit(folder, "--no-office", "--no-warm", "--force", "--notebook", "fine", "--notebook", "exit")
    done = subprocess.run(command, cwd=folder / "notebooks", capture_output=True, text=True, check=False)
    assert "LeftNotebook" in done.stderr
    assert "fine: done" in done.stdout


@pytest.mark.parametrize("start", ["--warm", "--no-warm"])
def test_a_killed_run_leaves_nothing_behind(tmp_path: Path, start: str) -> None:
    """All of its group at once, while pandoc (here one that never ends) works and writes."""
    root = made(tmp_path / "space", slow=("1 + 1",))
    path = root / "notebooks/slow.ipynb"
    text = path.read_text(encoding="utf-8")
    wanted = '"metadata": {"evalkit": {"office": ["pdf"]}},\n "nbformat"'
    path.write_text(text.replace('"metadata": {},\n "nbformat"', wanted), encoding="utf-8")
    pandoc = tmp_path / "pandoc"
    pandoc.write_text(
        "#!/bin/sh\n"
        '[ "$1" = --version ] && echo pandoc 3.9 && exit\n'
        f"echo $$ > {tmp_path}/pid.part; mv {tmp_path}/pid.part {tmp_path}/pid\n"
        'while :; do : > "$TMPDIR/of-pandoc"; sleep 0.1; done\n',
        encoding="utf-8",
    )
    pandoc.chmod(0o755)
    # Short, or the run would take another place.
    with temporary_folder() as temporary:
        env = {**os.environ, "TMPDIR": str(temporary), "PYPANDOC_PANDOC": str(pandoc)}
        env.pop("EVALKIT_TEMPORARY", None)
        with subprocess.Popen(evalkit(root, start), env=env, start_new_session=True) as process:
            waited(lambda: (tmp_path / "pid").exists())
            (private,) = temporary.iterdir()
            assert private.stat().st_mode & 0o077 == 0
            os.killpg(process.pid, signal.SIGKILL)
        waited(lambda: not list(temporary.iterdir()))
        time.sleep(0.5)
        assert not list(temporary.iterdir())
    # Gone, or dead and not yet asked for by whoever inherited it.
    command = Path(f"/proc/{int((tmp_path / 'pid').read_text())}/cmdline")
    assert not command.exists() or command.read_bytes() == b""


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    name = tempfile.mkdtemp(prefix="t", dir="/tmp")
    try:
        yield Path(name)
    finally:
        shutil.rmtree(name, ignore_errors=True)


def waited(condition: object, seconds: float = 60) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ('{"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}}', "R"),
        ('{"kernelspec": {"name": "mine", "language": "julia"}}', "julia"),
        ('{"language_info": {"name": "bash"}}', "bash"),
        ('{"kernelspec": {"name": "python3", "language": "python"}, "language_info": {"name": "R"}}', "R"),
        ('{"kernelspec": {"name": "julia-1.9", "display_name": "Julia"}}', "julia"),
        ('{"kernelspec": {"name": "ir"}}', "ir"),
    ],
)
def test_a_notebook_for_another_language_is_refused(tmp_path: Path, metadata: str, language: str) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(f'{{"nbformat": 4, "nbformat_minor": 5, "cells": [], "metadata": {metadata}}}', encoding="utf-8")
    with pytest.raises(ParameterError, match=f"is a notebook for {language};"):
        refuse_other_languages(path)


@pytest.mark.parametrize(
    "metadata",
    [
        "{}",
        "[]",
        '{"kernelspec": 5, "language_info": []}',
        '{"kernelspec": {"name": "my-env", "display_name": "R and more"}}',
        '{"kernelspec": {"name": "conda-env-r-py", "language": "Python"}, "language_info": {"name": "python"}}',
    ],
)
def test_any_kernel_of_python_will_do(tmp_path: Path, metadata: str) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(f'{{"nbformat": 4, "nbformat_minor": 5, "cells": [], "metadata": {metadata}}}', encoding="utf-8")
    refuse_other_languages(path)
