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
footer-twin = This page stands alone and may be passed on by itself, so it has no links to other files. All pages of the set, in either language, are listed in reports/index.html.

# The index
language-name = English
index-latest = Latest: { $title }
index-earlier = Earlier editions
index-changes = Since { $edition }
index-notebooks = The analysis behind it
index-of-all = of { $total }
index-separator = {"; "}
index-tables-of = {" "}({ $edition })
change-participants = Participants: { $before } before, { $after } now ({ $difference }).
change-tier = “{ $tier }”: { $before } before, { $after } now ({ $difference }).
change-rule = { $item }: “{ $before }” ({ $edition }) became “{ $after }”.
change-no-rule = No rule is known to have changed since { $edition }.
