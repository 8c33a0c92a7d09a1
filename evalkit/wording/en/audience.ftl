# For whom a report is: the public, or the office alone
error-unknown-audience = There is no audience “{ $name }”. Known: { $known }.
error-audience-as-parameter = The audience is not a parameter to be passed; use --audience public or --audience internal.
not-for-publication = Internal, not for publication. Holds withheld scores and ranks, and names of reviewers.
not-for-publication-short = INTERNAL – NOT FOR PUBLICATION
score-not-for-publication = { $score } (not for publication)
reviewer-with-name = { $code } ({ $name })
names-a-reviewer = (names a reviewer; not published)
about-withheld = (the score is withheld, and so is the reason)
alt-without-withheld = { $alt } { $count ->
    [one] 1 more { $unit } has a withheld score and is
   *[other] { $count } more { $units } have withheld scores and are
} not drawn.
note-docket-withheld = { $note } { $count ->
    [one] 1 { $unit } whose score is withheld stands last.
   *[other] { $count } { $units } whose scores are withheld stand last, in the order of their codes, which says nothing about their scores.
}
column-reviewers-tied = Reviewers with a tie
column-higher = { $units } marked higher than by others
column-lower = { $units } marked lower than by others
column-mean-difference = Mean difference (points)
caption-affiliated-together = Totals of reviewers who have, or had, a tie with the { $unit }, against those of others
note-affiliated = The difference is the mean of the reviewers with a tie minus that of the others, averaged over the { $units }; those with a withheld score are left out. One by one they would tell the marks of single reviewers, so they are given together.
say-affiliated-few = Some reviewers marked { $units } to which they have, or had, a tie. There are too few of them to say more without telling the marks of single reviewers.
say-near-internal = Of { $count ->
    [one] 1 score
   *[other] { $count } scores
}, the withheld ones among them, { $near ->
    [0] none would change tier
    [one] 1 would change tier
   *[other] { $near } would change tier
} if { $near ->
    [0] it
    [one] it
   *[other] they
} moved by { $window ->
    [1] 1 point
   *[other] { $window } points
} or less{ $near ->
    [0] .
   *[other] : { $up } would move up and { $down } down. Where reviewers differ ever so slightly, these tiers would change first.
}
error-would-publish = { $notebook } is not published, and its earlier page stays: { $count ->
    [one] it shows something
   *[other] in { $count } places it shows something
} that may not be published. { $places }
leak-name = { $file } ({ $where }) has the name of reviewer { $code }
leak-score = { $file } ({ $where }) tells the withheld score of unit { $code }
leak-rank = { $file } ({ $where }) tells the withheld rank of unit { $code }
leak-totals = { $file } ({ $where }) tells what single reviewers gave unit { $code }, whose score is withheld
