"""The key of a workspace: with it, digests of data tell nothing and reviewers get codes that nobody can guess.

The SHA-256 of a file of which all but one cell is known tells that cell to whoever tries what fits. An HMAC does not,
as long as the key is kept. It is made once, lies in ``reports-internal/`` and is never published; the same key gives
the same bytes.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from evalkit.errors import EvalkitError
from evalkit.files import store

#: Where the key lies, below the root of the workspace.
KEY_FILE = "reports-internal/manifest.key"
#: This may hold the key instead, for machines that keep no files.
KEY_VARIABLE = "EVALKIT_KEY"
#: A key of few characters can be guessed, and occurs by chance in a page that is searched for it.
SHORTEST_KEY = 16
#: The key of a workspace that has none on disk yet.
_passing: dict[Path, str] = {}
#: The key that a process was given by the one that started it.
_given: dict[Path, str] = {}


def workspace_key(root: Path) -> str:
    """Return the key of a workspace: the one handed over, that of the environment, the one on disk, or a new one.

    Raises
    ------
    EvalkitError
        That of the environment has fewer than :data:`SHORTEST_KEY` characters.
    """
    if handed := _given.get(root.resolve()):
        return handed
    given = os.environ.get(KEY_VARIABLE, "").strip()
    if given:
        if len(given) < SHORTEST_KEY:
            raise EvalkitError("key-too-short", variable=KEY_VARIABLE, least=SHORTEST_KEY)
        return given
    with contextlib.suppress(OSError):
        kept = (root / KEY_FILE).read_text(encoding="utf-8").strip()
        if kept:
            return kept
    return _passing.setdefault(root.resolve(), secrets.token_hex(32))


def hand(root: Path, key: str) -> None:
    """Give this process the key of a workspace: not by the environment, which what it starts would see as well."""
    _given[root.resolve()] = key


def keep_key(root: Path) -> str:
    """Put the key of a workspace on disk, where it is not there or in the environment, for its owner alone.

    Returns
    -------
    The key; another than :func:`workspace_key` gave before, where another run was faster.

    Raises
    ------
    EvalkitError
        It cannot be written.
    """
    before, path = workspace_key(root), root / KEY_FILE
    if os.environ.get(KEY_VARIABLE, "").strip() or path.exists():
        return before
    with store.told(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{os.getpid()}{store.PART}")
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | store.O_BINARY, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(before + "\n")
            # A link is refused where there is one already: two first runs get the same key.
            with contextlib.suppress(FileExistsError):
                os.link(part, path)
        finally:
            part.unlink(missing_ok=True)
    return workspace_key(root)


def keyed(key: str, *parts: str) -> str:
    """Return the HMAC-SHA-256 of texts, as hexadecimal."""
    return hmac.new(key.encode(), "\0".join(parts).encode(), hashlib.sha256).hexdigest()
