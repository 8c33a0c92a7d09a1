"""What there is to reach: each coefficient as a page of numpy would compute it, in one pass, without any care.

No checks, no gaps unless the data of the task have some, no reasons, intervals or resampling, and categories come as
small integers from 0 on, so that nothing has to be encoded: 255 is a gap. The package takes floats with NaN and does
all of that beside; it may take twice as long as this.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.uint8]


def alpha_interval(x: Floats) -> float:
    """Krippendorff's alpha, interval metric, from sums and sums of squares of each unit; a complete table."""
    units, m = x.shape
    n = units * m
    total = x.sum(axis=1)
    squares = np.einsum("ij,ij->i", x, x)
    within = float(((squares - total**2 / m) * (m / (m - 1))).sum())
    return 1 - (n - 1) / n * within / float(squares.sum() - total.sum() ** 2 / n)


def counts_of(codes: Codes, size: int = 5) -> NDArray[np.int64]:
    """Ratings by unit and value."""
    units = len(codes)
    first = np.arange(units)[:, None] * (size + 1)
    cells = (first + np.minimum(codes, size)).ravel()
    return np.bincount(cells, minlength=units * (size + 1)).reshape(units, size + 1)[:, :size]


def alpha_ordinal(codes: Codes) -> float:
    """Krippendorff's alpha, ordinal metric, from counts."""
    counts = counts_of(codes)
    m = counts.sum(axis=1)
    counts, m = counts[m > 1].astype(float), m[m > 1]
    n_c = counts.sum(axis=0)
    ranks = np.cumsum(n_c) - n_c / 2
    n = n_c.sum()
    within = ((m * (counts @ ranks**2) - (counts @ ranks) ** 2) / (m - 1)).sum()
    return float(1 - (n - 1) * within / (n * (n_c @ ranks**2) - (n_c @ ranks) ** 2))


def ac2(codes: Codes) -> float:
    """Gwet's AC2 with quadratic weights, plus its standard error."""
    counts = counts_of(codes).astype(float)
    m = counts.sum(axis=1)
    size = counts.shape[1]
    scale = np.arange(size)
    w = 1 - (scale[:, None] - scale) ** 2 / (size - 1) ** 2
    shares = counts / m[:, None]
    pi = shares.mean(axis=0)
    slope = w.sum() / (size * (size - 1))
    p_e = slope * (pi * (1 - pi)).sum()
    agreement = (counts * (counts @ w - 1)).sum(axis=1) / (m * (m - 1))
    p_a = agreement.mean()
    value = (p_a - p_e) / (1 - p_e)
    linear = (agreement - p_e) / (1 - p_e) - (1 - value) * (shares - pi) @ (slope * (1 - 2 * pi)) / (1 - p_e)
    n = len(linear)
    return float(value + np.sqrt(((linear - value) ** 2).sum() / (n * (n - 1))))


def fleiss(codes: Codes) -> float:
    """Fleiss' kappa."""
    counts = counts_of(codes).astype(float)
    m = counts.sum(axis=1)
    p_a = (((counts**2).sum(axis=1) - m) / (m * (m - 1))).mean()
    pi = (counts / m[:, None]).mean(axis=0)
    return float((p_a - pi @ pi) / (1 - pi @ pi))


def icc_agreement(x: Floats) -> float:
    """ICC(A,1) of a complete table."""
    n, k = x.shape
    rows, columns, grand = x.mean(axis=1), x.mean(axis=0), x.mean()
    total = float(np.einsum("ij,ij->", x, x)) - n * k * grand**2
    between, reviewers = k * float(((rows - grand) ** 2).sum()), n * float(((columns - grand) ** 2).sum())
    msr, msc = between / (n - 1), reviewers / (k - 1)
    mse = (total - between - reviewers) / ((n - 1) * (k - 1))
    return (msr - mse) / (msr + (k - 1) * mse + k * (msc - mse) / n)


def kendall(codes: Codes) -> float:
    """Kendall's W with ties, ranks from a histogram of each reviewer."""
    n, m = codes.shape
    ranks, ties = np.zeros(n), 0.0
    for j in range(m):
        column = codes[:, j]
        tied = np.bincount(column).astype(float)
        ranks += (np.cumsum(tied) - tied / 2 + 0.5)[column]
        ties += float((tied**3 - tied).sum())
    s = float(((ranks - ranks.mean()) ** 2).sum())
    return 12 * s / (m**2 * (n**3 - n) - m * ties)


def first_of_all_pairs(codes: Codes, size: int = 5) -> float:
    """Quadratic kappa of every pair of reviewers by one product of one-hot codes; the value of the first pair."""
    n, m = codes.shape
    tables = np.zeros((m * size, m * size))
    for start in range(0, n, 4096):
        block = codes[start : start + 4096]
        hot = (block[:, :, None] == np.arange(size, dtype=np.uint8)).reshape(len(block), -1).astype(np.float32)
        tables += hot.T @ hot
    joint = tables.reshape(m, size, m, size).transpose(0, 2, 1, 3) / n
    scale = np.arange(size)
    w = 1 - (scale[:, None] - scale) ** 2 / (size - 1) ** 2
    shares = joint.sum(axis=3)
    p_a = (joint * w).sum(axis=(2, 3))
    p_e = np.einsum("abk,kl,bal->ab", shares, w, shares)
    with np.errstate(divide="ignore", invalid="ignore"):
        kappa: Any = (p_a - p_e) / (1 - p_e)
    return float(kappa[0, 1])
