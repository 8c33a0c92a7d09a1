# The consistency of the reviewers: tables, figures and sentences. What the statistics are called, and why one may be
# undefined, is in agreement.ftl and models.ftl.

consistency-interval = { $low } to { $high }
consistency-all-rounds = All rounds together
consistency-of-totals = Totals
consistency-of-tiers = Tiers
consistency-group-areas = Areas
consistency-group-indicators = Indicators
consistency-not-computed = Cannot be computed here; see the tables above.
consistency-per-round = { $count } in “{ $round }”
consistency-remark-alike = marks close, { $units } close; little to agree on
consistency-row-bias = Mean difference
consistency-row-lower = Lower limit of agreement
consistency-row-upper = Upper limit of agreement

consistency-column-coefficient = Coefficient
consistency-column-interval = 95% interval
consistency-column-units = Number of { $units }
consistency-column-reviewers = Reviewers
consistency-column-ratings = Sheets compared
consistency-column-remark = Remark
consistency-column-reviewer = Reviewer
consistency-remark-not-published = of single reviewers not published
consistency-too-few-to-publish = fewer than { $fewest } { $units } or reviewers, whose marks it would tell
consistency-column-sheets = Sheets
consistency-column-error = Standard error
consistency-column-p = p, corrected
consistency-column-question = Matter
consistency-column-item = GRRAS item
consistency-column-answer = Here

consistency-caption-grras = Reporting after GRRAS (Kottner et al. 2011)

consistency-parts = { $round }: { $units } and reviewers fall into { $count } parts without a common { $unit }.{ $linked ->
    [yes] {" "}Within this round, severities of different parts cannot be compared; the other rounds link them.
   *[no] {" "}Reviewers are compared with those of their own part only; a part that is severe as a whole is not seen.
}
consistency-parts-more = { $count ->
    [one] One more part is
   *[other] { $count } more parts are
} not listed: { $reviewers ->
    [one] one reviewer
   *[other] { $reviewers } reviewers
} and { $covered } { $covered ->
    [one] { $unit }
   *[other] { $units }
} in all; most reviewers in one of them: { $most }.

consistency-matter-severity = { $direction ->
    [below] { $good ->
        [lowest] Lenient
       *[highest] Severe
    }: { $size } points lower than the others on the same { $units } ({ $interval })
   *[above] { $good ->
        [lowest] Severe
       *[highest] Lenient
    }: { $size } points higher than the others on the same { $units } ({ $interval })
}
consistency-matter-spread = { $direction ->
    [below] Keeps to the middle: where the others see the { $unit } { $away } points above (or below) the average, the mark is { $size } points closer to the average ({ $interval })
   *[above] Goes to the ends: where the others see the { $unit } { $away } points above (or below) the average, the mark is { $size } points further out ({ $interval })
}
consistency-matter-erratic = Erratic: now too high, now too low; the totals stray { $size } times as far from what the others see as is usual ({ $interval })
consistency-matter-halo = Marks all indicators of a sheet alike, up or down together (correlation { $size }, { $interval }; panel { $reference })
consistency-matter-differentiation = { $direction ->
    [below] Tells the indicators of one { $unit } apart less than others do (halo): of the differences that the others see, about { $size }% are left ({ $interval })
   *[above] Exaggerates the differences between the indicators of one { $unit }: about { $size }% of what the others see ({ $interval })
}
consistency-matter-drift = { $direction ->
    [below] Became { $size } points more { $good ->
        [lowest] lenient
       *[highest] severe
    } from the first round to the last, the panel’s change taken off ({ $interval })
   *[above] Became { $size } points more { $good ->
        [lowest] severe
       *[highest] lenient
    } from the first round to the last, the panel’s change taken off ({ $interval })
}
consistency-matter-own-advantage = Gives { $units } with which there is a tie { $size } points { $direction ->
    [above] more
   *[below] less
} than others do ({ $interval })
consistency-brief-severity = { $direction ->
    [below] { $good ->
        [lowest] lenient
       *[highest] severe
    }
   *[above] { $good ->
        [lowest] severe
       *[highest] lenient
    }
}
consistency-brief-spread = { $direction ->
    [below] keeps to the middle
   *[above] goes to the ends
}
consistency-brief-erratic = erratic
consistency-brief-halo = marks all indicators alike
consistency-brief-differentiation = { $direction ->
    [below] tells indicators apart too little
   *[above] exaggerates
}
consistency-brief-drift = { $direction ->
    [below] more { $good ->
        [lowest] lenient
       *[highest] severe
    } than before
   *[above] more { $good ->
        [lowest] severe
       *[highest] lenient
    } than before
}
consistency-brief-own-advantage = { $direction ->
    [below] less for an old tie
   *[above] more for an old tie
}
consistency-advice-severity = { $direction ->
    [below] { $good ->
        [lowest] What the best marks were given for
       *[highest] What points were taken off for
    }; go through two or three sheets with the written standard
   *[above] { $good ->
        [lowest] What the poor marks were given for
       *[highest] What full points were given for
    }; go through two or three sheets with the written standard
}
consistency-advice-spread = { $direction ->
    [below] How the best and the weakest { $units } were marked, and whether the whole scale may be used
   *[above] What the highest and the lowest marks were given for
}
consistency-advice-erratic = Those sheets that differ most from the others’: material overlooked, mixed up, or marked in haste?
consistency-advice-halo = Whether each indicator was judged by its own evidence, or the { $unit } as a whole
consistency-advice-differentiation = { $direction ->
    [below] Whether each indicator was judged by its own evidence, or the { $unit } as a whole
   *[above] What the highest and the lowest marks within a sheet were given for
}
consistency-advice-drift = What changed between the rounds: a standard explained, other material, less time?
consistency-advice-own-advantage = Whether the tie was known when { $units } were assigned; set the evidence beside the other sheets, consider a recusal

diagnostic-differentiation = Telling indicators apart
    .asks = Are strong and weak indicators of one { $unit } told apart less (or more) than others do?

grras-1 = Named as a study of reliability and agreement
    .answer = By the title of this page.
grras-2 = What was measured, and how
    .answer = A rubric of { $indicators ->
        [one] 1 indicator
       *[other] { $indicators } indicators
    }{ $plain ->
        [yes] {" "}with { $points } points in all, marked in steps of { $step }.
       *[no] ; { $scales }.
    }
grras-3 = Who was rated
    .answer = { $count ->
        [one] The 1 { $unit } of this edition whose marks are compared on this page.
       *[other] The { $count } { $units } of this edition whose marks are compared on this page.
    }
grras-4 = Who rated
    .answer = { $panel ->
        [one] 1 reviewer
       *[other] { $panel } reviewers
    }{ $collected ->
        [yes] , of whom { $members } { $members ->
            [one] belongs
           *[other] belong
        } to one of the { $units } of the roster. Their training and experience are not on file.
       *[no] . Where they belong, their training and their experience are not on file.
    }
grras-5 = What was known before, and why this was asked
    .answer = Whether the different scales of reviewers matter for scores and tiers is what this page asks. Earlier studies of this panel are not on file.
grras-6 = How the numbers of raters and rated were chosen
    .answer = { $planned ->
        [yes] By the rules of the edition (reviewers for each { $unit }: { $per_round }); no calculation of a sample size is on file.
       *[no] The rules of the edition name no number of reviewers for each { $unit }; no calculation of a sample size is on file.
    }
grras-7 = How raters and rated were sampled
    .answer = No sample was drawn: every { $unit } that takes part is to be rated. { $assigned ->
        [yes] Who rates whom is on file as an assignment{ $collected ->
            [yes] {" "}that blocks the ties which the rules forbid.
           *[no] .
        }
       *[no] How reviewers were assigned is not on file.
    }
grras-8 = How rating was done
    .answer = { $rounds }; each sheet is by one reviewer on one { $unit }{ $missing ->
        [0] {" "}and complete
       *[other] ; { $missing } marks were not given, as the rules allow
    }. How long it took is not on file.
grras-9 = Whether ratings were independent
    .answer = Every reviewer filled in a sheet of his or her own. Whether reviewers talked to each other is not on file.
grras-10 = Which statistics were used
    .answer = Those of the tables above, each with its weights in its name; the conventions are listed below.
grras-11 = How many raters, rated and ratings there were
    .answer = { $reviewers ->
        [one] 1 reviewer
       *[other] { $reviewers } reviewers
    }, { $count ->
        [one] 1 { $unit }
       *[other] { $count } { $units }
    }, { $sheets ->
        [one] 1 sheet
       *[other] { $sheets } sheets
    }, { $marks } marks.
grras-12 = What the sample was like
    .answer = The { $units } have a mean total of { $average } points with a standard deviation of { $sd }.
grras-13 = Estimates with their uncertainty
    .answer = In the tables above: estimates for the panel with 95% intervals{ $single ->
    [yes] , scores of single { $units } with standard errors
   *[no] {""}
}.
grras-14 = What it means in practice
    .answer = Two reviewers put the same { $unit } into the same tier in { $pairs }% of cases; { $near ->
        [one] 1 { $unit } lies
       *[other] { $near } { $units } lie
    } within one standard error ({ $error } points) of a cut-off.
grras-15 = Detailed results
    .answer = Every table of this page can be saved as CSV.

convention-icc = ICC: named after McGraw and Wong (1996). Where not everybody marked everything, ICC(1) has mean squares and an F interval (with the usual average in the place of k); the two-way forms come from variance components of the crossed model. The interval of an average is that of the single mark put through Spearman and Brown’s formula (Shrout and Fleiss), not McGraw and Wong’s own degrees of freedom.
convention-components = Variance components by restricted maximum likelihood (REML); intervals of coefficients from them by drawing { $units } with replacement (200 times, fixed seed).
convention-alpha = “Ordinal” alpha uses Krippendorff’s metric, which depends on how often each value occurs, and not Gwet’s weights of the same name; AC2 uses the latter. Kappa of the tiers has quadratic weights, so that it is not Fleiss’ own of 1971, in which neighbouring tiers do not agree at all.
convention-kendall = Kendall’s W needs { $units } that every reviewer marked; where there are none it does not exist, and ordinal alpha takes its place.
convention-interval = Intervals are at 95%, each by itself: analytic where one is published, else percentiles of 1,000 resamples of { $units } with a fixed seed.
convention-severity = Severities are tested by least squares with { $units } fixed; what the replay takes off is the shrunken prediction of the crossed model.
convention-corrections = Corrections for looking often are Holm’s (the chance of any false alarm); a reviewer’s first sheet on each { $unit } counts, later ones by the same person do not.
convention-adjusted = Severities enter the replay in hundredths of the step of the scores; everything after that is exact arithmetic.
convention-bands = Landis and Koch’s bands stand beside alpha, AC2 and kappa, Koo and Li’s beside ICC; both at the two ends of the interval.

reference-kottner-2011 = Kottner, J., et al. (2011). Guidelines for Reporting Reliability and Agreement Studies (GRRAS). Journal of Clinical Epidemiology, 64(1), 96–106. doi:10.1016/j.jclinepi.2010.03.002
reference-shrout-fleiss-1979 = Shrout, P. E., & Fleiss, J. L. (1979). Intraclass correlations. Psychological Bulletin, 86(2), 420–428. doi:10.1037/0033-2909.86.2.420
reference-mcgraw-wong-1996 = McGraw, K. O., & Wong, S. P. (1996). Forming inferences about some intraclass correlation coefficients. Psychological Methods, 1(1), 30–46. doi:10.1037/1082-989X.1.1.30
reference-krippendorff-2011 = Krippendorff, K. (2011). Computing Krippendorff’s alpha-reliability. University of Pennsylvania.
reference-gwet-2014 = Gwet, K. L. (2014). Handbook of Inter-Rater Reliability (4th ed.). Advanced Analytics.
reference-landis-koch-1977 = Landis, J. R., & Koch, G. G. (1977). Biometrics, 33(1), 159–174. doi:10.2307/2529310
reference-koo-li-2016 = Koo, T. K., & Li, M. Y. (2016). Journal of Chiropractic Medicine, 15(2), 155–163. doi:10.1016/j.jcm.2016.02.012
reference-burke-dunlap-2002 = Burke, M. J., & Dunlap, W. P. (2002). Organizational Research Methods, 5(2), 159–172. doi:10.1177/1094428102005002002
reference-bland-altman-1986 = Bland, J. M., & Altman, D. G. (1986). Lancet, 327(8476), 307–310. doi:10.1016/S0140-6736(86)90837-8
reference-brennan-2001 = Brennan, R. L. (2001). Generalizability Theory. Springer. doi:10.1007/978-1-4757-3456-0
reference-holm-1979 = Holm, S. (1979). Scandinavian Journal of Statistics, 6(2), 65–70.
reference-cortes-lawrence-2021 = Cortes, C., & Lawrence, N. D. (2021). Inconsistency in conference peer review: revisiting the 2014 NeurIPS experiment. arXiv:2109.09774

undefined-no-final-rule = the rules do not say how marks become a score, or where tiers begin
