"""Which of the programs that the files are made with are on this machine."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from collections.abc import Collection
from importlib.util import find_spec
from typing import Any, Literal

Format = Literal["xlsx", "docx", "pdf"]
#: In the order in which they are made.
FORMATS: tuple[Format, ...] = ("xlsx", "docx", "pdf")

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """Return the path of a Chromium: what the variable CHROMIUM names, or the first one found; None without any."""
    named = os.environ.get("CHROMIUM")
    if named is not None:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, _BROWSERS)), None)


def has_word_tools() -> bool:
    """Tell whether the packages of the extra ``office`` are there: pandoc as a wheel, and what draws figures."""
    return all(find_spec(name) is not None for name in ("pypandoc", "resvg_py"))


def available(wanted: Collection[str]) -> tuple[Format, ...]:
    """Return those of the formats that can be made on this machine."""
    there = {"xlsx": True, "docx": has_word_tools(), "pdf": find_chromium() is not None}
    return tuple(name for name in FORMATS if name in wanted and there[name])


def ends_with_us() -> dict[str, Any]:
    """Return the argument by which a process that this one starts ends with it, even if it is killed."""
    # The wish is tied to the thread that starts the process: only that of the main thread lives as long as the process.
    if sys.platform != "linux" or threading.current_thread() is not threading.main_thread():
        return {}
    import ctypes

    prctl = ctypes.CDLL(None).prctl
    return {"preexec_fn": lambda: prctl(1, signal.SIGKILL)}
