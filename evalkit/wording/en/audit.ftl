# The ledger claims.csv, and numbers in running text that carry an expression
fault-claim-syntax = “{ $value }” is not an expression; allowed: name(argument=value, argument=value|value), such as share(tier=high, of=participants).
fault-claim-function = there is no function “{ $value }”; allowed: { $allowed }.
fault-claim-argument = { $function } has no argument “{ $value }”; allowed: { $allowed }.
fault-claim-argument-twice = the argument “{ $value }” is given twice; allowed: every argument once.
fault-claim-argument-missing = { $function } lacks the argument “{ $value }”.
fault-claim-sign = “{ $value }” compares; allowed: { $name } with an equals sign only.
fault-claim-several = “{ $value }” gives several values; allowed: one value for { $name }.
fault-claim-person = “{ $value }” is not in panel.csv.
fault-claim-printed = “{ $value }” is not in the form of its expression; allowed: { $form ->
    [percent] a percentage such as 35.35%
    [number] a whole number such as 35, 三 or none
    [score] a score such as 85
    [date] a day such as 15 December 2019
   *[other] a text
}.
fault-claim-without-expression = there is no expression, yet { $expected } is expected; allowed: an expression, or not-checkable.
fault-claim-without-reason = { $expected } is expected without a reason; allowed: one in each language.
fault-document-not-text = this is a document of another kind ({ $kind }); save it as plain text, as Markdown or as a web page, encoded in UTF-8.
fault-claim-not-read = “{ $value }” was not read as a claim, for it is no link; allowed: [printed value](evalkit:expression), [printed value](<evalkit:expression>) or <a href="evalkit:expression">printed value</a>.

# Why something cannot be computed
error-claim-total-unknown = The total of the cohorts is not on file.
error-claim-of-nothing = The denominator is zero, so there is no share.
error-claim-tier-open = A withheld score leaves its tier open under these rules.
error-claim-not-all-on-file = Not every participant is on file, so nothing can be counted.
error-claim-undecided = This is not decided yet: a vote or a lot is missing.
error-claim-unranked = This unit has no rank under these rules.
error-claim-score-unknown = This score is not on file.
error-claim-rules-silent = The rules on file do not state this.
error-claim-withheld = The answer depends on a withheld score.
error-claim-no-panel = The panel is not on file.
error-claim-not-so-many = The panel has only { $count } with this role.
error-claim-not-one-person = The panel has { $count } people of this name.
error-claim-codes-differ = The codes differ in their number of digits.
error-claim-needs-honour = This needs the honour of several editions, which is not on file.
error-claim-own = This is something of the addressee, and can be told in letters alone.
error-claim-needs-editions = This needs the results of earlier editions, which are not on file.
error-claim-on-no-file = This quantity is on no file.
error-no-claims-in-text = { $file } has no number with an expression; write [35.35%](evalkit:share(tier=high,of=participants)).
error-text-needs-edition = --text is checked against one edition: name the programme and the edition.

# On the command line
audit-none = { $edition }: there is no ledger of claims.
audit-counts = { $edition }: { $count ->
    [one] 1 claim
   *[other] { $count } claims
}: { $reproduced } reproduced, { $different } not reproduced, { $open } not checkable.
audit-text-counts = { $file } ({ $edition }): { $count ->
    [one] 1 claim
   *[other] { $count } claims
}: { $reproduced } reproduced, { $different } not reproduced, { $open } not checkable.
audit-different = { $id }: printed { $printed }, computed { $computed }. { $reason }
audit-open = { $id }: printed { $printed }, not checkable. { $reason }
audit-unexpected = Not as expected: { $id }: expected { $expected }, found { $verdict } (printed { $printed }, computed { $computed }).
audit-line = line { $line }
audit-all-expected = Every verdict is the expected one.
audit-some-unexpected = { $count ->
    [one] 1 verdict is
   *[other] { $count } verdicts are
} not the expected one.

verdict-reproduced = reproduced
verdict-not-reproduced = not reproduced
verdict-not-checkable = not checkable

# Tables on the page
file-claims = The ledger: every number that was printed, with its expression
column-claim = Claim
column-states = What it says
column-printed = Printed
column-computed = Computed
column-verdict = Verdict
sum-forced = made to be 100
value-yes = yes
value-no = no
