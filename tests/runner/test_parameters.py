"""Parameters are checked before anything runs."""

from __future__ import annotations

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from evalkit.errors import ParameterError
from evalkit.runner.parameters import Value, check, declared

KNOWN: dict[str, Value] = {"edition": "2019", "within": 2, "share": 0.5, "strict": False, "extra": None, "names": []}


def notebook(source: str) -> object:
    return new_notebook(cells=[new_code_cell(source, metadata={"tags": ["parameters"]})])


def test_defaults_are_read_without_running() -> None:
    source = 'edition = "2019"  # a comment\nwithin: int = 2\nnames = ["a", "b"]\nextra = None\nshare = -0.5'
    assert declared(notebook(source), "n") == {
        "edition": "2019",
        "within": 2,
        "names": ["a", "b"],
        "extra": None,
        "share": -0.5,
    }


@pytest.mark.parametrize("source", ["first = year - 4", "import os", "a, b = 1, 2", "x = f(1)", "x =", "print(1)"])
def test_anything_but_literal_values_is_refused(source: str) -> None:
    # A derived value keeps its default whatever papermill injects.
    with pytest.raises(ParameterError, match="may hold only plain values"):
        declared(notebook(source), "n")


def test_a_notebook_without_the_cell_is_refused() -> None:
    with pytest.raises(ParameterError, match="Notebook n has no cell tagged “parameters”"):
        declared(new_notebook(cells=[new_code_cell("x = 1")]), "n")


@pytest.mark.parametrize(
    "given",
    [
        {"edition": "2014"},
        {"within": 3},
        {"share": 1},
        {"share": 0.1},
        {"strict": True},
        {"extra": "x"},
        {"names": ["a"]},
    ],
)
def test_right_types_pass(given: dict[str, object]) -> None:
    check("n", KNOWN, given)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"editoin": "2019"}, "Notebook n has no parameter “editoin”. Known: edition, .* Did you mean “edition”?"),
        ({"edition": 2019}, "Parameter edition = 2019 is of type int; allowed: str."),
        # Papermill would inject these as text.
        ({"within": np.int64(5)}, "of type int64; allowed: int."),
        ({"strict": np.bool_(True)}, "of type bool; allowed: bool."),
        ({"within": True}, "Parameter within = True is of type bool; allowed: int."),
        ({"names": ("a",)}, "of type tuple; allowed: list."),
        ({"extra": object}, "of type type; allowed: str | int | float | bool | list | NoneType."),
    ],
)
def test_misspelt_and_ill_typed_parameters_are_refused(given: dict[str, object], message: str) -> None:
    with pytest.raises(ParameterError) as caught:
        check("n", KNOWN, given)
    assert all(part in str(caught.value) for part in message.split(" .* "))
