"""Make pages again whenever something that they are made from changes, with everything kept loaded meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from evalkit.edition import Workspace
from evalkit.files import store
from evalkit.runner.fingerprint import modules_beside

#: Seconds between two looks at the files.
PAUSE = 0.2


def stamps(workspace: Workspace) -> dict[Path, tuple[int, int]]:
    """Return size and time of every file that a page may be made from, and whose change can be followed.

    Those are data with its rules, notebooks, and the modules beside them. A change of evalkit itself is none: what is
    loaded stays as it is.
    """
    own = [*store.below(workspace.data), *workspace.notebooks.glob("*.ipynb"), *modules_beside(workspace)]
    found = {}
    for path in own:
        try:
            now = path.stat()
        except OSError:
            continue
        found[path] = (now.st_size, now.st_mtime_ns)
    return found


def changes(workspace: Workspace, sleep: Callable[[float], None] = time.sleep) -> Iterator[list[Path]]:
    """Yield at once, and then the files that have changed each time that some have, once they are at rest."""
    before = stamps(workspace)
    yield []
    while True:
        sleep(PAUSE)
        now = stamps(workspace)
        if now == before:
            continue
        # Editors write in several steps.
        earlier: dict[Path, tuple[int, int]] = {}
        while earlier != now:
            sleep(PAUSE)
            earlier, now = now, stamps(workspace)
        changed = sorted(path for path in {*before, *now} if before.get(path) != now.get(path))
        before = now
        yield changed
