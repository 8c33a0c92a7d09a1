"""Which distributions have a part in a page."""

from __future__ import annotations

import platform
from importlib import metadata
from pathlib import Path

import pytest

from evalkit.runner import environment


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def install(site: Path, name: str, version: str, *requires: str) -> None:
    folder = site / f"{name.replace('-', '_')}-{version}.dist-info"
    folder.mkdir()
    lines = [
        "Metadata-Version: 2.1",
        f"Name: {name}",
        f"Version: {version}",
        *(f"Requires-Dist: {r}" for r in requires),
    ]
    (folder / "METADATA").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_requirements_of_requirements_and_of_the_extras_that_are_asked_for(site: Path) -> None:
    install(site, "ek-top", "1", "Ek_Middle[fast] >=2", 'ek-lab; extra == "lab"', 'ek-no-such; sys_platform == "x"')
    install(site, "ek-middle", "2", 'ek-fast (>=3) ; extra == "fast"', 'ek-slow; extra == "slow"', "ek-top")
    install(site, "ek-fast", "3")
    install(site, "ek-slow", "4")
    install(site, "ek-lab", "5")
    assert environment.required({"ek-top": ()}) == {"ek-top": "1", "ek-middle": "2", "ek-fast": "3"}
    assert environment.required({"ek-top": ("lab",)})["ek-lab"] == "5"
    with pytest.raises(metadata.PackageNotFoundError):
        environment.required({"ek-no-such": ()})


def test_what_pages_are_made_with_is_in_it_and_what_tests_need_is_not() -> None:
    found = environment.versions()
    assert found["python"] == platform.python_version()
    assert {"pandas", "matplotlib", "pylopdf-fonts-zh-cn", "ipykernel", "uharfbuzz"} <= set(found)
    assert {"pytest", "evalkit", "jupyterlab"} & set(found) == set()
    assert "pytest" in environment.everything()
