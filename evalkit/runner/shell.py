"""What is otherwise in report notebooks than in one that somebody sits at; each kernel loads it when it starts.

A command of the shell that fails fails its cell, and so does leaving in the middle: what stands below would be
published as if nothing had happened. Modules in the workspace are imported where nothing that is installed has their
name: a ``numpy.py`` beside the data would end any kernel. Figures have Chinese glyphs, whatever fonts they ask for.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any, NoReturn

from evalkit.report import fonts


class LeftNotebook(Exception):
    """A cell asked the process of the notebook to end."""


def load_ipython_extension(shell: Any) -> None:
    """Set a shell up."""
    system = shell.system

    def checked_system(command: str) -> None:
        system(command)
        if code := shell.user_ns.get("_exit_code"):
            raise subprocess.CalledProcessError(code, command)

    def getoutput(command: str, split: bool = True, depth: int = 0) -> Any:
        from IPython.utils.text import LSString, SList

        # As IPython has it, which forgets how the command ended.
        done = subprocess.run(
            shell.var_expand(command, depth=depth + 1), shell=True, executable=os.environ.get("SHELL"), text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace", check=True,
        )  # fmt: skip
        return SList(done.stdout.splitlines()) if split else LSString(done.stdout)

    def ask_exit() -> NoReturn:
        raise LeftNotebook("exit() in a report")

    shell.system, shell.getoutput, shell.ask_exit = checked_system, getoutput, ask_exit
    shell.makes_page = True
    sys.path[:] = [*(path for path in sys.path if path), ""]
    fonts.fall_back()
