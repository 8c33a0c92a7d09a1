"""The crossed model as a textbook writes it: the covariance matrix of all marks, spelled out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize


def indicator_matrix(codes: np.ndarray) -> np.ndarray:
    """One column a level."""
    return (codes[:, None] == np.unique(codes)[None, :]).astype(float)


@dataclass
class Dense:
    """Searle, Casella & McCulloch (1992), Variance Components, chapter 6 and 7; O(N³)."""

    factors: list[np.ndarray]
    values: np.ndarray
    fixed: list[np.ndarray]
    restricted: bool

    def __post_init__(self) -> None:
        self.z = [indicator_matrix(codes) for codes in self.factors]
        self.x = np.column_stack([np.ones(len(self.values)), *self.fixed])

    def covariance(self, variances: np.ndarray) -> np.ndarray:
        v = variances[-1] * np.eye(len(self.values))
        for z, variance in zip(self.z, variances[:-1], strict=True):
            v += variance * z @ z.T
        return v

    def criterion(self, variances: np.ndarray) -> float:
        """−2 log (restricted) likelihood."""
        v = self.covariance(variances)
        inverse = np.linalg.inv(v)
        beta = np.linalg.solve(self.x.T @ inverse @ self.x, self.x.T @ inverse @ self.values)
        rest = self.values - self.x @ beta
        value = np.linalg.slogdet(v)[1] + rest @ inverse @ rest
        n, p = self.x.shape
        if self.restricted:
            return float(value + np.linalg.slogdet(self.x.T @ inverse @ self.x)[1] + (n - p) * np.log(2 * np.pi))
        return float(value + n * np.log(2 * np.pi))

    def best(self, starts: int, rng: np.random.Generator) -> float:
        """Least criterion over variances ≥ 0, from several starts and without derivatives of ours."""
        scale = float(np.var(self.values))
        least = np.inf
        for _ in range(starts):
            first = np.log(scale * rng.dirichlet(np.ones(len(self.z) + 1)) + 1e-6 * scale)
            found = minimize(
                lambda logs: self.criterion(np.exp(logs)),
                first,
                method="L-BFGS-B",
                bounds=[(np.log(scale) - 25, np.log(scale) + 5)] * len(self.z)
                + [(np.log(scale) - 15, np.log(scale) + 5)],
            )
            least = min(least, float(found.fun))
        return least

    def predictions(self, variances: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """β̂, all effects, and the covariance of (β̂, û − u): Henderson's equations with the variances spelled out."""
        kept = [k for k, variance in enumerate(variances[:-1]) if variance > 0]
        t = np.hstack([self.x, *(self.z[k] for k in kept)])
        penalty = np.concatenate(
            [np.zeros(self.x.shape[1]), *(np.full(self.z[k].shape[1], 1 / variances[k]) for k in kept)]
        )
        inverse = np.linalg.inv(t.T @ t / variances[-1] + np.diag(penalty))
        solution = inverse @ (t.T @ self.values) / variances[-1]
        p = self.x.shape[1]
        return solution[:p], solution[p:], inverse, np.array([self.z[k].shape[1] for k in kept])
