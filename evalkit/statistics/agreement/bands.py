"""Bands of agreement such as "substantial": conventions of single authors, not verdicts."""

from __future__ import annotations

from dataclasses import dataclass

from scipy import stats


@dataclass(frozen=True)
class Convention:
    """How an author names ranges of a coefficient.

    Attributes
    ----------
    id
        Such as ``landis-koch``.
    source
        Where it was published.
    bands
        Ids from the lowest to the highest; the text is the message ``band-<id>``.
    edges
        The values between them, ascending, one fewer than bands.
    edge_above
        For each edge, whether it belongs to the band above it.
    """

    id: str
    source: str
    bands: tuple[str, ...]
    edges: tuple[float, ...]
    edge_above: tuple[bool, ...]

    def band(self, value: float) -> str:
        """Return the band of a value.

        Examples
        --------
        >>> LANDIS_KOCH.band(0.8), LANDIS_KOCH.band(0.81), KRIPPENDORFF.band(0.8)
        ('substantial', 'almost-perfect', 'reliable')
        """
        passed = [
            value > edge or (above and value == edge) for edge, above in zip(self.edges, self.edge_above, strict=True)
        ]
        return self.bands[sum(passed)]

    def probabilities(self, estimate: float, standard_error: float) -> dict[str, float]:
        """Return, for each band, how probable it is that the coefficient lies in it or above it.

        Gwet's benchmarking: a normal distribution about the estimate, cut at −1 and 1. Report the highest band whose
        probability is, say, 0.95 or more, rather than the band of the estimate.

        References
        ----------
        Gwet, K. L. (2014). Handbook of Inter-Rater Reliability (4th ed.), ch. 6.

        Examples
        --------
        >>> {k: round(p, 5) for k, p in LANDIS_KOCH.probabilities(0.77544, 0.14295).items()}["substantial"]
        0.88336
        """
        if not standard_error > 0:
            raise ValueError(f"`standard_error` must be above 0, got {standard_error}")
        top, bottom = (float(stats.norm.cdf((end - estimate) / standard_error)) for end in (1.0, -1.0))
        found = {self.bands[0]: 1.0}
        for name, edge in zip(self.bands[1:], self.edges, strict=True):
            found[name] = (top - float(stats.norm.cdf((edge - estimate) / standard_error))) / (top - bottom)
        return found


LANDIS_KOCH = Convention(
    "landis-koch",
    "Landis & Koch (1977), Biometrics 33, 159-174, https://doi.org/10.2307/2529310",
    ("poor", "slight", "fair", "moderate", "substantial", "almost-perfect"),
    (0.0, 0.2, 0.4, 0.6, 0.8),
    (True, False, False, False, False),
)
ALTMAN = Convention(
    "altman",
    "Altman (1991), Practical Statistics for Medical Research",
    ("poor", "fair", "moderate", "good", "very-good"),
    (0.2, 0.4, 0.6, 0.8),
    (False, False, False, False),
)
FLEISS = Convention(
    "fleiss",
    "Fleiss (1981), Statistical Methods for Rates and Proportions (2nd ed.)",
    ("poor", "fair-to-good", "excellent"),
    (0.4, 0.75),
    (True, False),
)
CICCHETTI = Convention(
    "cicchetti",
    "Cicchetti (1994), Psychological Assessment 6, 284-290, https://doi.org/10.1037/1040-3590.6.4.284",
    ("poor", "fair", "good", "excellent"),
    (0.4, 0.6, 0.75),
    (True, True, True),
)
KOO_LI = Convention(
    "koo-li",
    "Koo & Li (2016), Journal of Chiropractic Medicine 15, 155-163, https://doi.org/10.1016/j.jcm.2016.02.012",
    ("poor", "moderate", "good", "excellent"),
    (0.5, 0.75, 0.9),
    (True, False, False),
)
KRIPPENDORFF = Convention(
    "krippendorff",
    "Krippendorff (2004), Content Analysis (2nd ed.)",
    ("discard", "tentative", "reliable"),
    (0.667, 0.8),
    (True, True),
)
CONVENTIONS = (LANDIS_KOCH, ALTMAN, FLEISS, CICCHETTI, KOO_LI, KRIPPENDORFF)
