# Search and sort
filter-table = Search this table
filter-pages = Search the reports
filter-found = { $shown } of { $all } shown
filter-reset = Reset
take-copy = Copy
take-copied = Copied
take-save = Save as { $form }

# What if the cut-offs lay elsewhere
what-if = What if the cut-offs lay elsewhere?
what-if-about = Move a cut-off to see how many would be in each tier, in number and share, and which { $units } would change tier. The results of this report stay as they are.{ $withheld ->
    [yes] {" "}Of a withheld score no more is known than the range of its tier; where that reaches into two tiers, the tier is not known.
   *[no] {""}
}
what-if-cut-off = { $good ->
    [lowest] Highest
   *[highest] Lowest
} score of “{ $tier }”
what-if-moved = Change of tier: { $moved } (up: { $up }, down: { $down }).
what-if-open = {" "}Not known, since the scores are withheld: { $open }.
what-if-none = No change of tier.
what-if-wrong = Each cut-off must be a multiple of { $step } from { $low } to { $high }, and { $good ->
    [lowest] above
   *[highest] below
} the one before it.
what-if-unknown = Not known
what-if-counts = The tiers under these cut-offs
what-if-units = Change of tier, or tier not known
what-if-weights = What if the indicators weighed otherwise?
what-if-weights-about = Move weights to see the score and the rank that each { $unit } would have{ $tiers ->
    [yes] , and its tier
   *[no] {""}
}. The other weights have to be changed as well, so that the sum stays. The results of this report stay as they are.
what-if-weight = Weight of “{ $indicator }”
what-if-ranks-moved = Change of rank: { $moved } (up: { $up }, down: { $down }).
what-if-ranks-none = No change of rank.
what-if-weights-wrong = Each weight must be a multiple of { $step }, none below 0, and all of them must add up to { $sum }.
what-if-weighed = Score and rank under these weights
column-other-score = Score then
column-other-rank = Rank then
column-count-issued = Number as issued

# The data of a figure
figure-data = Show the data of this figure
caption-figure-data = Data of figure { $number }
range-below-zero = { $low } to { $high }
score-bin-range = { $from } to below { $below }
on-docket = Important differences
off-docket = Others

# A notebook's own sentences, tables and drawings
answer-yes = yes
answer-no = no
error-prose-language = This text has no wording for the language of the page, { $language }; it has: { $given }.
error-prose-case = The sentence has no text for the case “{ $case }”; it has: { $given }.
error-prose-fact = The text names “{ $name }” in braces, and no such fact was given. Given: { $given }.
error-prose-unknown = The fact “{ $name }” is not known (None or NaN), so the sentence cannot be said. Leave it out, or say what is known instead.
error-prose-format = “{"{"}{ $form }{"}"}” cannot be filled in with { $value }. After the colon may stand: a number format of Python for a number, such as “.2f” or “d”; for an id, what it is of ({ $kinds }); for a count, the forms that go with it, such as “score|scores”. After “!” nothing may stand.
error-prose-value = A page shows a text, a number, a date, yes or no, or several of them, but no { $kind }. Take what is meant out of it first, such as frame["score"].max().
error-prose-braces = The braces of this text do not match: “{ $text }”. A fact stands as {"{"}name{"}"}; a brace that is meant as such is written twice.
error-prose-withheld = The score of unit { $units } is withheld, and a public page must not say it. Take the numbers from page.results.
error-frame-levels = The table has { $levels } levels of columns; a table on a page has one. Join their names first: frame.columns = ["…", "…"].
error-frame-twice = The table has more than one column called { $columns }. Drop one, or rename it with frame.rename(columns=…) or frame.rename_axis(…).
error-table-none = page.table, and data of page.figure, take a DataFrame, a Series or a table of the library, not { $kind }.
error-view-name = “{ $name }” is no name of a table or figure, for it becomes part of a link and of a file's name. Write letters, digits and hyphens, such as “by-cohort”.
error-table-caption = A table needs a caption: what it shows, of which units. Give caption=… (in each language of the programme).
error-drawing-lacks = A drawing needs { $lacking }: what is drawn, and what a reader takes from it who does not see it.
error-drawing-none = page.figure takes axes, a figure or a grid of matplotlib or seaborn, not { $kind }. Give what was returned, such as ax = sns.boxplot(…).
error-drawing-empty = There is nothing in this figure: in a new cell plt.gcf() begins a new one, and plt.clf() empties it. Give the axes that were drawn on, such as ax = sns.boxplot(…).

# Footer
footer-twin = This page stands alone and may be passed on by itself, so it has no links to other files. All pages of the set are listed in { $index }, beside the folders of the programmes.
footer-publisher = Published by { $publisher }.
page-without = Not in the page, for it would act by itself or ask the network for something: { $elements }.

# The index
language-name = English
index-latest = Latest results: { $title }
index-earlier = Other editions
index-notebooks = The analysis behind it
index-missing = Not there: { $list }
index-of-all = of { $total }
index-separator = {"; "}
index-tables-of = {" "}({ $edition })
index-changes = What changed
index-synthetic = The following is synthetic data, made for demonstration; it concerns no real organisation and no real person.
change-total = Units to be evaluated: { $before } in { $edition }, { $after } now ({ $difference }).
change-participants = Participants: { $before } in { $edition }, { $after } now ({ $difference }).
change-tier = “{ $tier }”: { $before } in { $edition }, { $after } now ({ $difference }).
change-tier-cut-offs = “{ $tier }”: { $before } in { $edition }, { $after } now ({ $difference }); the cut-offs of the two editions differ or are unknown, so the numbers hardly compare.
change-tier-method = “{ $tier }”: { $before } in { $edition }, { $after } now ({ $difference }); the method has changed since, so the numbers hardly compare.
change-rule = { $item }: “{ $before }” ({ $edition }) became “{ $after }”.
change-no-rule = No rule is known to have changed since the editions before.
