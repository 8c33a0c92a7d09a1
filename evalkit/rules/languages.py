"""Which languages a programme has, told without reading the rest of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from evalkit.files.textfile import not_plain
from evalkit.wording import LANGUAGES, Language, is_language

_MOST_BYTES = 1 << 20


def declared(data: Mapping[str, Any]) -> tuple[Language, ...]:
    """Return the languages that a ``programme.toml`` declares; those of the library where it does not, or faultily."""
    found = data.get("languages")
    right = isinstance(found, (list, tuple)) and found and all(is_language(code) for code in found)
    return tuple(dict.fromkeys(found)) if right and found else LANGUAGES


def languages_on_file(folder: Path) -> tuple[Language, ...]:
    """Return the languages of a programme by its ``programme.toml``, read for itself alone.

    They are needed where nothing else of it is, and also where it is faulty.
    """
    path = folder / "programme.toml"
    # Whoever reads the rest says why it is none; reading a pipe need never end.
    if not_plain(path, path.name, _MOST_BYTES) is not None:
        return LANGUAGES
    try:
        now = path.stat()
        return _declared_in(path.absolute(), (now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns))
    except (OSError, ValueError, RecursionError):
        return LANGUAGES


# A run asks when it plans, when it takes fingerprints, and for the index: read again only where the file has changed.
@lru_cache(maxsize=64)
def _declared_in(path: Path, _: tuple[int, ...]) -> tuple[Language, ...]:
    # Files in other encodings are read as well; the codes of languages are ASCII in all of them.
    return declared(tomllib.loads(path.read_bytes().decode("ascii", "replace").replace("\r\n", "\n")))
