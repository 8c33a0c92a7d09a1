# Files for offices: workbook, Word, PDF
office-synthetic-short = synthetic data
office-sheet-cover = Cover
office-sheet-notes = Notes
office-sheet-contents = Contents
office-sheet-table = Table_{ $number }
office-cover-what = { $count ->
    [one] This workbook holds the one table of “{ $title }”.
   *[other] This workbook holds all { $count } tables of “{ $title }”, one on each worksheet.
}
office-cover-edition = Programme: { $programme }. Edition: { $edition }.
office-cover-language = Language: English.
office-cover-how = How to read it
office-cover-how-contents = “{ $contents }” lists the tables; each name there is a link.
office-cover-how-notes = “{ $notes }” explains the symbols and how numbers are rounded.
office-cover-how-tables = On each worksheet the title stands in cell A1, notes below it, then the header row and the data. There are no merged cells and no formulas; the tables can be filtered, sorted and read by other programs.
office-cover-origin = Where the data come from
office-notes-title = Symbols and conventions
office-notes-symbol = Symbol or content
office-notes-meaning = Meaning
office-notes-withheld = Confidential: the score exists and is not published under the rules of this edition. The tier is listed, the rank is not. These rows stand in the order of codes, which says nothing about the scores.
office-notes-unknown = Unknown, not applicable, or without a value under the rules. It is not zero.
office-notes-numbers = Numbers
office-notes-numbers-meaning = A cell holds the number that is published, rounded by the rules, and no further decimals behind it. Percentages therefore need not add up to exactly 100.
office-notes-percent = %
office-notes-percent-meaning = A cell that shows a percent sign holds a fraction: 12.5% is the number 0.125. A column whose header says “%” holds percentages: 12.5 is 12.5%.
office-notes-text = Text
office-notes-text-meaning = Codes, names and ranges of scores (such as 1–5) are text. Text that begins with an equals sign or the like is not a formula.
office-contents-title = List of tables
office-contents-sheet = Worksheet
office-contents-caption = Title
office-contents-rows = Rows
office-back = Back to the list of tables
office-column-group = Group
office-column-unnamed = Column { $number }
office-list-tables = List of tables
office-list-figures = List of figures
office-logo = Logo of { $publisher }
office-cite = How to cite: { $cite }
office-cite-default = { $publishers }. { $title }.{ $dated ->
    [no] {""}
   *[other] {" "}{ $issued }.
} Computed by evalkit { $version }.
office-licence = Licence: { $licence }
office-not-made = { $file } was not made: { $why }
office-without-docx = No Word files: the packages pypandoc_binary and resvg-py are not installed; pip install pypandoc_binary resvg-py.
office-without-pdf = No PDF files: the packages pypandoc_binary and typst are not installed; pip install pypandoc_binary typst.
