package-title = { $title }: data
package-intro = The results of this evaluation as tables for whoever computes with them: CSV in UTF-8, a comma between cells, a point in decimals, nothing in a cell that is not known. Columns and ids are the same in every language; datapackage.json describes them for programs.
package-marked = Not for publication: what the rules withhold is in these tables.
package-withheld = Scores of { $tiers } are withheld: the score exists and is not here.
package-cite = How to cite: { $publisher }: { $title }. Data { $version }. Made with evalkit { $made }.
package-verify = verify.py, at the top of the reports, checks every published file and computes every count, share, rank and tier anew from these tables: python3 -I verify.py
package-column = Column
package-kind = Type
package-meaning = Meaning
package-may-be-empty = may be empty
package-rows = { $count ->
    [one] 1 row
   *[other] { $count } rows
}
run-package-failed = The data of { $edition } are as they were before: { $why }
error-package-failed = The pages are written, but the data of { $count ->
    [one] one edition are
   *[other] { $count } editions are
} not.
trace-sentence = In a sentence{ $anchor ->
    [none] { "" }
   *[other] {" "}(#{ $anchor })
}: { $shown }
trace-text = In a text of the office's own{ $anchor ->
    [none] { "" }
   *[other] {" "}(#{ $anchor })
}: { $shown }
trace-table = In a table{ $anchor ->
    [none] { "" }
   *[other] {" "}(#{ $anchor })
}: { $shown }
trace-source = from { $source }, cell { $cell } of the notebook
trace-row = { $file }, row { $row }, { $column }: { $means }
trace-rows = the number alone does not tell which of these { $count } it is:
trace-more = … and { $count } more
error-no-page = { $file } is no page of evalkit's.
error-number-not-there = { $number } does not stand in a sentence or table of { $file }.
