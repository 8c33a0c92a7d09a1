# Percentiles among earlier scores
fault-file-without-rule = the rules have no { $key }, by which the table would be read.
fault-scores-beside-profiles = the rules go by [profiles], from which the scores are computed; allowed: profiles.csv in its place.
stage-percentile = The percentile is 100 × (rank − ½) ÷ N: the rank is that among all N scores of this edition and of earlier ones, from the best down; equal scores have the mean of their ranks. It is rounded { $rounding ->
    [up] up
    [half-up] half up
    [half-even] half to even
   *[down] down
} to whole numbers, { $minimum } at least and { $maximum } at most. A low percentile is good.
say-percentile-base = N is { $count }: { $own } of this edition and { $base } of earlier ones.
column-percentile = Percentile
file-base = Scores of earlier editions, for percentiles
