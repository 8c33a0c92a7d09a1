"""The statistics of reviewer consistency: arrays in, results out; numpy, scipy and the standard library only.

Agreement, crossed effects (severity), each reviewer, generalizability. Every result says what it is, for how many, and
why it has no value where it has none.
"""

from evalkit.statistics.agreement.alpha import KrippendorffAlpha, krippendorff_alpha
from evalkit.statistics.agreement.average_deviation import AverageDeviation, average_deviation
from evalkit.statistics.agreement.bands import CONVENTIONS, Convention
from evalkit.statistics.agreement.bland_altman import BlandAltman, bland_altman
from evalkit.statistics.agreement.brennan_prediger import BrennanPrediger, brennan_prediger
from evalkit.statistics.agreement.conger import CongerKappa, conger_kappa
from evalkit.statistics.agreement.fleiss import FleissKappa, fleiss_kappa
from evalkit.statistics.agreement.gwet import GwetAC, gwet_ac
from evalkit.statistics.agreement.icc import IntraclassCorrelation, IntraclassCorrelations, MeanSquares, icc
from evalkit.statistics.agreement.kappa import CohenKappa, cohen_kappa
from evalkit.statistics.agreement.kappa_pairs import PairwiseKappa, pairwise_kappa
from evalkit.statistics.agreement.kendall import KendallW, kendall_w
from evalkit.statistics.agreement.percent_agreement import PercentAgreement, percent_agreement
from evalkit.statistics.agreement.ratings import Ratings
from evalkit.statistics.agreement.results import Coefficient
from evalkit.statistics.agreement.weights import WEIGHTS, agreement_weights
from evalkit.statistics.crossed.connectivity import Component, Connectivity, connectivity
from evalkit.statistics.crossed.effects import crossed_effects, random_intercepts
from evalkit.statistics.crossed.icc_components import ComponentCorrelations, icc_from_components, spearman_brown
from evalkit.statistics.crossed.icc_crossed import CrossedCorrelation, CrossedCorrelations, icc_crossed
from evalkit.statistics.crossed.least_squares import LeastSquaresSeverity, least_squares_severity
from evalkit.statistics.crossed.levels import FactorEffects
from evalkit.statistics.crossed.predicted import Predicted, predicted
from evalkit.statistics.crossed.result import CrossedEffects, FixedEffect, VarianceComponent
from evalkit.statistics.crossed.unequal import UnequalScatter, unequal_scatter
from evalkit.statistics.generalizability.balanced import GComponent, GStudy, g_study
from evalkit.statistics.generalizability.d_study import DStudy, d_study, reviewers_needed
from evalkit.statistics.generalizability.unbalanced import g_study_unbalanced
from evalkit.statistics.intervals import ConfidenceInterval
from evalkit.statistics.multiplicity import holm
from evalkit.statistics.ranking.classification import BetaScores, Classification, beta_scores, effective_length
from evalkit.statistics.ranking.rank_sets import RankSets, rank_sets, top_set
from evalkit.statistics.resampling import Bootstrap
from evalkit.statistics.reviewers.diagnostics import reviewer_diagnostics
from evalkit.statistics.reviewers.differential import DifferentialSeverity, severity_by_area, severity_by_group
from evalkit.statistics.reviewers.residual import residual_scatter
from evalkit.statistics.reviewers.result import ReviewerDiagnostic, ReviewerFinding
from evalkit.statistics.sensitivity.scale import ScaleReliability, scale_reliability, scale_reliability_of
from evalkit.statistics.sensitivity.variance import EffectiveWeights, SobolIndices, effective_weights, sobol
from evalkit.statistics.sensitivity.weights import Acceptability, acceptability, possible_weights

__all__ = [
    "CONVENTIONS",
    "WEIGHTS",
    "Acceptability",
    "AverageDeviation",
    "BetaScores",
    "BlandAltman",
    "Bootstrap",
    "BrennanPrediger",
    "Classification",
    "Coefficient",
    "CohenKappa",
    "Component",
    "ComponentCorrelations",
    "ConfidenceInterval",
    "CongerKappa",
    "Connectivity",
    "Convention",
    "CrossedCorrelation",
    "CrossedCorrelations",
    "CrossedEffects",
    "DStudy",
    "DifferentialSeverity",
    "EffectiveWeights",
    "FactorEffects",
    "FixedEffect",
    "FleissKappa",
    "GComponent",
    "GStudy",
    "GwetAC",
    "IntraclassCorrelation",
    "IntraclassCorrelations",
    "KendallW",
    "KrippendorffAlpha",
    "LeastSquaresSeverity",
    "MeanSquares",
    "PairwiseKappa",
    "PercentAgreement",
    "Predicted",
    "RankSets",
    "Ratings",
    "ReviewerDiagnostic",
    "ReviewerFinding",
    "ScaleReliability",
    "SobolIndices",
    "UnequalScatter",
    "VarianceComponent",
    "acceptability",
    "agreement_weights",
    "average_deviation",
    "beta_scores",
    "bland_altman",
    "brennan_prediger",
    "cohen_kappa",
    "conger_kappa",
    "connectivity",
    "crossed_effects",
    "d_study",
    "effective_length",
    "effective_weights",
    "fleiss_kappa",
    "g_study",
    "g_study_unbalanced",
    "gwet_ac",
    "holm",
    "icc",
    "icc_crossed",
    "icc_from_components",
    "kendall_w",
    "krippendorff_alpha",
    "least_squares_severity",
    "pairwise_kappa",
    "percent_agreement",
    "possible_weights",
    "predicted",
    "random_intercepts",
    "rank_sets",
    "residual_scatter",
    "reviewer_diagnostics",
    "reviewers_needed",
    "scale_reliability",
    "scale_reliability_of",
    "severity_by_area",
    "severity_by_group",
    "sobol",
    "spearman_brown",
    "top_set",
    "unequal_scatter",
]
