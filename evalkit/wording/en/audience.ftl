# For whom a report is: the public, or the office alone
error-key-too-short = { $variable } is too short for a key; allowed: { $least } characters or more, at random.
error-unknown-audience = There is no audience “{ $name }”. Known: { $known }.
error-audience-as-parameter = The audience is not a parameter to be passed; use --audience public or --audience internal.
not-for-publication = Internal, not for publication. Holds withheld scores and ranks, and names of reviewers.
not-for-publication-short = INTERNAL – NOT FOR PUBLICATION
score-not-for-publication = { $score } (not for publication)
reviewer-public = Reviewer { $number }
error-reviewer-without-number = A public page calls reviewers by numbers of this edition, and for one it has none. Take the words of a page (page.words), which have them.
fewer-than = fewer than { $count }
all-published = All with a published score
reasons-together = Other reasons
say-part = { $count ->
    [0] No score is published, so nothing is said here that rests on marks.
   *[other] What rests on marks is said here of the { $count } { $count ->
        [one] { $unit } whose score is
       *[other] { $units } whose scores are
    } published; the { $left_out } { $left_out ->
        [one] { $unit } with a withheld score is
       *[other] { $units } with withheld scores are
    } in none of these numbers.
}
reviewer-with-name = { $code } ({ $name })
names-a-reviewer = (names a reviewer; not published)
alt-without-withheld = { $alt } { $count ->
    [one] 1 more { $unit } has a withheld score and is
   *[other] { $count } more { $units } have withheld scores and are
} not drawn.
column-reviewers-tied = Reviewers with a tie
column-higher = { $units } marked higher than by others
column-lower = { $units } marked lower than by others
column-mean-difference = Mean difference (points)
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
   *[other] : { $up } would move up and { $down } down. With scores that differ ever so slightly, these tiers would change first.
}
error-would-publish = { $notebook } is not published, and its earlier page stays: { $count ->
    [one] it shows something
   *[other] in { $count } places it shows something
} that may not be published. { $places }
message-not-shown = (what the cell said is not shown: it may hold something that is not for publication)
leak-name = { $file } ({ $where }) has the name of reviewer { $code }
leak-reviewer = { $file } ({ $where }) has reviewer { $code } under the code on file; public pages have numbers of their own
leak-unit = { $file } ({ $where }) names unit { $code }, which is not to be named
leak-scores = { $file } ({ $where }) lists withheld scores
leak-key = { $file } holds the key of the workspace
leak-score = { $file } ({ $where }) tells the withheld score of unit { $code }
leak-rank = { $file } ({ $where }) tells the withheld rank of unit { $code }
leak-totals = { $file } ({ $where }) tells what single reviewers gave unit { $code }, whose score is withheld
