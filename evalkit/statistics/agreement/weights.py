"""Weights of partial agreement: how much two ratings that differ still agree, from 0 to 1.

Not to be mixed up with Krippendorff's metrics (:func:`evalkit.statistics.krippendorff_alpha`): Gwet's *ordinal* weights
depend on the positions on the scale alone, Krippendorff's *ordinal* metric on how often each value was given.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
WeightName = Literal["identity", "linear", "quadratic", "ordinal", "radical", "ratio", "circular", "bipolar"]
WEIGHTS: tuple[str, ...] = get_args(WeightName)
Weights = WeightName | ArrayLike


def weighting_of(weights: Weights) -> str:
    """Return the word for weights: their own, or ``own`` for a matrix."""
    return weights if isinstance(weights, str) else "own"


def agreement_weights(weights: Weights, values: Floats) -> Floats:
    """Return the matrix of weights of a scale, shape (V, V).

    Parameters
    ----------
    weights
        ``identity`` (only the same value agrees), ``linear``, ``quadratic``, ``ordinal`` (Gwet's), ``radical``,
        ``ratio``, ``circular``, ``bipolar``; or a symmetric matrix with 1 on the diagonal and nothing above 1.
    values
        The scale, ascending, shape (V,).

    Notes
    -----
    With d = |v_k − v_l|, range ρ = v_V − v_1, positions k and l: linear 1 − d/ρ; quadratic 1 − (d/ρ)²; radical
    1 − √(d/ρ); ordinal 1 − C(|k − l| + 1, 2)/C(V, 2). In the other three the term after the minus is divided by its
    largest value in the matrix: ratio 1 − (d/(v_k + v_l))²; circular 1 − sin²(π d/(ρ + 1)); bipolar
    1 − d²/((v_k + v_l − 2 v_1)(2 v_V − v_k − v_l)).

    References
    ----------
    Gwet, K. L. (2014). Handbook of Inter-Rater Reliability (4th ed.), ch. 3 and appendix B.

    Examples
    --------
    >>> agreement_weights("linear", np.array([1.0, 2.0, 3.0]))
    array([[1. , 0.5, 0. ],
           [0.5, 1. , 0.5],
           [0. , 0.5, 1. ]])
    """
    if not isinstance(weights, str):
        return _matrix_iv(weights, len(values))
    if weights not in WEIGHTS:
        raise ValueError(f"`weights` must be one of {', '.join(WEIGHTS)} or a matrix, got {weights!r}")
    if weights == "identity" or len(values) < 2:
        return np.eye(len(values))
    return 1 - _disagreement(weights, values)


def _disagreement(name: str, v: Floats) -> Floats:
    d = np.abs(v[:, None] - v)
    both = v[:, None] + v
    match name:
        case "linear":
            raw: Floats = d
        case "quadratic":
            raw = d**2
        case "radical":
            raw = np.sqrt(d)
        case "ordinal":
            steps = np.abs(np.arange(len(v))[:, None] - np.arange(len(v)))
            raw = steps * (steps + 1) / 2
        case "ratio":
            if v[0] < 0:
                raise ValueError("`weights` 'ratio' needs a scale without negative values")
            relative = np.divide(d, both, out=np.zeros_like(d), where=both > 0)
            raw = relative**2
        case "circular":
            raw = np.sin(np.pi * d / (v[-1] - v[0] + 1)) ** 2
        case _:
            room = (both - 2 * v[0]) * (2 * v[-1] - both)
            raw = np.divide(d**2, room, out=np.zeros_like(d), where=d > 0)
    scaled: Floats = raw / raw.max()
    return scaled


def _matrix_iv(weights: ArrayLike, size: int) -> Floats:
    matrix = np.asarray(weights, dtype=np.float64)
    if matrix.shape != (size, size):
        raise ValueError(
            f"`weights` must have shape ({size}, {size}), one row a value of the scale, got {matrix.shape}"
        )
    if not (np.array_equal(matrix, matrix.T) and (np.diag(matrix) == 1).all() and (matrix <= 1).all()):
        raise ValueError("`weights` must be symmetric, with 1 on the diagonal and nothing above 1")
    return matrix
