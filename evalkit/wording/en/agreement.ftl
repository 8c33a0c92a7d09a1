# What a coefficient is called
statistic-alpha-nominal = Krippendorff's alpha (nominal)
statistic-alpha-ordinal = Krippendorff's alpha (ordinal)
statistic-alpha-interval = Krippendorff's alpha (interval)
statistic-alpha-ratio = Krippendorff's alpha (ratio)
statistic-alpha-matrix = Krippendorff's alpha (own metric)
statistic-gwet-ac1 = Gwet's AC1
statistic-gwet-ac2 = Gwet's AC2
statistic-fleiss-kappa = Fleiss' kappa
statistic-conger-kappa = Conger's kappa
statistic-cohen-kappa = Cohen's kappa
statistic-brennan-prediger = Brennan and Prediger's coefficient
statistic-percent-agreement = Agreement of pairs
statistic-weighted = { $name } ({ $weights })
weights-linear = linear weights
weights-quadratic = quadratic weights
weights-ordinal = ordinal weights
weights-radical = radical weights
weights-ratio = ratio weights
weights-circular = circular weights
weights-bipolar = bipolar weights
weights-own = weights of one’s own
statistic-kendall-w = Kendall's W
statistic-average-deviation-mean = Average deviation from the mean
statistic-average-deviation-median = Average deviation from the median
statistic-bland-altman = Mean difference of two marks
statistic-icc-one-way = ICC(1), reviewers differing from unit to unit
statistic-icc-agreement = ICC(A,1), agreement of single ratings
statistic-icc-consistency = ICC(C,1), consistency of single ratings
statistic-icc-one-way-average = ICC(k), mean of all ratings of a unit
statistic-icc-agreement-average = ICC(A,k), agreement of means
statistic-icc-consistency-average = ICC(C,k), consistency of means

# What it comes to
agreement-estimate = { $name }: { $value } ({ $units ->
    [one] 1 unit
   *[other] { $units } units
}, { $reviewers ->
    [one] 1 reviewer
   *[other] { $reviewers } reviewers
}, { $ratings ->
    [one] 1 rating
   *[other] { $ratings } ratings
}).
agreement-undefined = { $name } cannot be computed: { $reason } ({ $units ->
    [one] 1 unit
   *[other] { $units } units
}, { $reviewers ->
    [one] 1 reviewer
   *[other] { $reviewers } reviewers
}, { $ratings ->
    [one] 1 rating
   *[other] { $ratings } ratings
}).

# Why there is no value
undefined-no-ratings = there are no ratings
undefined-one-reviewer = only one reviewer gave ratings, so there is nobody to compare with
undefined-left-out = the units with withheld scores are left out, and the others differ less from each other than all do, so that more reviewers would seem to be needed than are
undefined-no-pairs = no unit was rated twice, so no two ratings can be compared
undefined-one-unit = only one unit has ratings to compare, and whether reviewers tell units apart takes at least two
undefined-no-variation = all ratings are the same; the reviewers agree, but nothing shows that they would tell units apart
undefined-no-variance-between-units = the units do not differ in their mean ratings, so there is no variance for reviewers to agree on
undefined-gaps = some reviewers did not rate some units; this form needs every cell, or variance components from the crossed model
undefined-no-complete-unit = no unit was rated by all reviewers, and ranks need a common set of units

# Bands: conventions of single authors
band-poor = poor
band-slight = slight
band-fair = fair
band-moderate = moderate
band-substantial = substantial
band-almost-perfect = almost perfect
band-good = good
band-very-good = very good
band-fair-to-good = fair to good
band-excellent = excellent
band-discard = not to be relied on
band-tentative = for tentative conclusions only
band-reliable = reliable
