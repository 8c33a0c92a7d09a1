implied-cohort = All
implied-area = All criteria
implied-round = Review
new-unit = application, applications
new-publisher = Name of the office
new-edition-title = { $title } { $edition }
new-example = Example { $what } { $number } (made up)
new-example-reviewer = Made-up reviewer { $number }
new-ask-languages = Languages of the reports, the leading one first (en; zh; zh, en)
new-ask-level = What is on file: marks of each reviewer, or final scores (marks; scores)
new-ask-edition = First edition
new-ask-title = Title of the programme
new-ask-unit = What is evaluated, one and several
new-ask-publisher = Who publishes the reports
error-new-name = “{ $name }” cannot be the name of { $what ->
    [edition] an edition
   *[other] a programme
}: 1 to 40 Latin letters, digits, - and _, the first a letter or digit.
error-unknown-level = There is no level “{ $name }”. Known: { $known }.
error-new-exists = { $folder } is there already; nothing was written. Choose another name, or move it away.
error-new-edition-by-hand = The rules of { $edition } are written in a way that { $key } cannot be changed by a program; nothing was written. Copy the folder and edit it by hand.
cli-new = { $count ->
    [one] 1 file
   *[other] { $count } files
} written to { $folder }; the units, people and numbers in them are made up.
cli-new-next = Next: { $check } and { $run }. Then put your own data into { $tables } and set synthetic = false in { $programme }.
cli-new-edition = { $folder } has the rules of { $before } with edition, title and dates changed, and tables with headers only: { $tables }.
cli-new-edition-left = Not taken over: { $files }.
cli-new-edition-next = Look through { $rules }, fill in the tables, then: { $check }
