# Search and sort
filter-table = Search this table
filter-pages = Search the reports
filter-found = { $shown } of { $all } shown
filter-reset = Reset

# The data of a figure
figure-data = Show the data of this figure
caption-figure-data = Data of figure { $number }
score-bin-range = { $from } to below { $below }
on-docket = Important differences
off-docket = Others

# Footer
footer-twin = This page stands alone and may be passed on by itself, so it has no links to other files. All pages of the set are listed in { $index }, beside the folders of the programmes.
footer-publisher = Published by { $publisher }.
page-without = Not in the page, for it would act by itself or ask the network for something: { $elements }.

# The index
language-name = English
index-latest = Latest: { $title }
index-earlier = Earlier editions
index-notebooks = The analysis behind it
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
