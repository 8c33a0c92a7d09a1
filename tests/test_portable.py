"""What only POSIX has, each use of it behind a question for it: nothing here can be tried on Windows.

`check`, `new`, `sheets`, `docket` and `run` are to work there (`run` by processes that start each by itself). What this
test knows are the names that Python's documentation marks as not available on Windows, and the two ways in which a
program there does something else without a word: files that are opened in text mode by `os.open`, and `os.rename` onto
a file.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import evalkit

PACKAGE = Path(evalkit.__file__).parent

#: Modules that there are on POSIX only.
MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
#: Functions and constants of modules that there are everywhere.
NAMES = {
    "os": set(
        "fork forkpty wait3 wait4 waitid WNOHANG killpg getpgid getpgrp setpgid setsid getsid getuid geteuid getgid "
        "getegid getgroups setuid setgid chown lchown fchown fchmod chroot mkfifo mknod nice sched_getaffinity "
        "sched_setaffinity sysconf uname statvfs sync pidfd_open posix_spawn sendfile O_NOFOLLOW O_DIRECTORY O_CLOEXEC "
        "O_NONBLOCK memfd_create getloadavg ttyname tcgetpgrp pread pwrite openpty register_at_fork".split()
    ),
    "signal": set(
        "SIGKILL SIGHUP SIGALRM SIGUSR1 SIGUSR2 SIGCHLD SIGPIPE SIGQUIT SIGSTOP SIGCONT alarm setitimer pause "
        "pthread_sigmask sigwait siginterrupt".split()
    ),
    "socket": {"AF_UNIX", "socketpair"},
    "select": {"poll", "epoll", "kqueue"},
    "time": {"tzset"},
}
#: What asks for it: one of these in the condition before, in the same function or above the node.
QUESTIONS = ("os.name", "sys.platform", "hasattr(", "can_fork(")

#: Every module that uses any of it, and what; a new place has to be looked at.
USES = {
    "cli/main.py": {"os.sched_getaffinity"},
    "files/together.py": {"fcntl"},
    "runner/cells.py": {"os.setsid", "signal.pthread_sigmask", "time.tzset"},
    "runner/nursery.py": {"os.setsid"},
    "runner/processes.py": {"os.fork", "os.killpg", "signal.SIGKILL", "signal.pthread_sigmask", "socket.AF_UNIX"},
}


def found() -> Iterator[tuple[str, str, bool]]:
    """Yield each use: the module, what it uses, and whether something asks for it first."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from ((path.relative_to(PACKAGE).as_posix(), what, asked) for what, asked in uses(tree))


def uses(tree: ast.AST, asked: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield what a tree uses of POSIX, and whether a condition around it, or one before it that leaves, asks for it."""
    body = getattr(tree, "body", None)
    left = asked
    for field, value in ast.iter_fields(tree):
        for node in value if isinstance(value, list) else [value]:
            if not isinstance(node, ast.AST):
                continue
            inside = left or asked
            if isinstance(tree, (ast.If, ast.IfExp)) and field in ("body", "orelse"):
                inside = inside or asks(tree.test)
            if isinstance(tree, ast.BoolOp) and node is not tree.values[0]:
                inside = inside or asks(tree.values[0])
            yield from named(node, inside)
            yield from uses(node, inside)
            if node in (body if isinstance(body, list) else []) and isinstance(node, ast.If) and asks(node.test):
                left = left or isinstance(node.body[-1], (ast.Return, ast.Raise, ast.Continue))


def asks(test: ast.AST) -> bool:
    return any(question in ast.unparse(test) for question in QUESTIONS)


def named(node: ast.AST, asked: bool) -> Iterator[tuple[str, bool]]:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        if node.attr in NAMES.get(node.value.id, ()) or (node.value.id, node.attr) == ("ctypes", "CDLL"):
            yield f"{node.value.id}.{node.attr}", asked
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            if node.module in MODULES or alias.name in NAMES.get(node.module or "", ()):
                yield f"{node.module}.{alias.name}", asked
    elif isinstance(node, ast.Import):
        yield from ((alias.name, asked) for alias in node.names if alias.name in MODULES)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("/proc"):
        yield node.value, asked


def test_each_use_of_posix_is_known_and_asked_for() -> None:
    there: dict[str, set[str]] = {}
    for module, what, asked in found():
        there.setdefault(module, set()).add(what)
        assert asked, f"{module} uses {what} and asks for nothing first"
    assert there == USES


@pytest.mark.parametrize(
    "source",
    [
        "import fcntl",
        "from os import fork",
        "import os\nos.setsid()",
        "import os\nif os.path.exists('x'):\n    os.setsid()",
        "import signal\nx = signal.SIGKILL",
        "open('/proc/self/stat')",
    ],
)
def test_a_use_that_nobody_asks_for_is_found(source: str) -> None:
    assert [asked for _, asked in uses(ast.parse(source))] == [False]


@pytest.mark.parametrize(
    "source",
    [
        "if os.name == 'posix':\n    os.setsid()",
        "n = len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else 1",
        "def f():\n    if sys.platform != 'linux':\n        return\n    import ctypes\n    ctypes.CDLL(None)",
        "hasattr(os, 'geteuid') and os.geteuid() == 0",
    ],
)
def test_one_that_is_asked_for_is_none(source: str) -> None:
    assert [asked for _, asked in uses(ast.parse(source))] == [True]


def test_files_are_opened_as_bytes_and_put_in_place_over_others() -> None:
    """On Windows `os.open` opens a text, in which each line feed becomes two bytes, and `os.rename` takes no place."""
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "os.open":
                flags = ast.unparse(node.args[1])
                if "devnull" not in ast.unparse(node.args[0]) and "_BINARY" not in flags and "O_APPEND" not in flags:
                    wrong.append((path.name, flags))
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "os.rename" and path.name != "programme.py":
                wrong.append((path.name, "os.rename"))
    assert not wrong
