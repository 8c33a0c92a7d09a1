"""In which language the command speaks."""

from __future__ import annotations

import os

from evalkit.wording import Language


def say_in() -> Language:
    """Return the language for messages: that of the terminal, English where it is neither."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if locale.startswith("zh") else "en"
