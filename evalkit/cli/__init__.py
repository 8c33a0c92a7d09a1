"""The ``evalkit`` command: it parses, calls the library and prints."""

from evalkit.cli.main import main

__all__ = ["main"]
