"""The demonstration as committed, and made anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from evalkit.edition import EditionRecord, read_edition
from evalkit.synthetic import make_demo
from tests.folders import REPOSITORY

COMMITTED = REPOSITORY / "data" / "demo"
EDITIONS = ("2023", "2024", "2025")


@pytest.fixture(scope="session")
def planted() -> Mapping[str, Any]:
    """planted.json"""
    found: Mapping[str, Any] = json.loads((COMMITTED / "planted.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def records() -> Mapping[str, EditionRecord]:
    """The committed editions."""
    return {edition: read_edition(COMMITTED / edition) for edition in EDITIONS}


@pytest.fixture(scope="session")
def anew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the demonstration made anew; not to be changed."""
    root = tmp_path_factory.mktemp("anew")
    make_demo(root)
    return root
