"""Where the reference cases are: those in this folder, and those that stay outside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reference.cases import outside


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of data sets that are not copied into the repository."""
    folder = outside()
    if folder is None:
        pytest.skip("no ../shared/reference beside the repository, and EVALKIT_REFERENCE names no folder")
    return folder
