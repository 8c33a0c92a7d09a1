# The office's own texts: text/<language>/<slot>.md
fault-text-slot = there is no place “{ $value }” in the report; allowed: { $allowed }, or a section of your own, after-<place>-<name>.
fault-text-file = no text of the report is read from here; allowed: text/<language>/<place>.md, and pictures beside it ({ $allowed }).
fault-text-language = “{ $value }” is no language of the programme; allowed: { $allowed }.
fault-text-html = “{ $value }” is HTML; allowed: Markdown.
fault-text-title = a section of its own begins with its heading; allowed: a first line such as “# Discipline of the review”.
fault-text-picture-alt = the picture { $value } has no alternative text; allowed: ![what it shows]({ $value }).
fault-text-picture-kind = { $value } is not a picture that the page, Word and PDF all show; allowed: { $allowed }.
fault-text-picture = the picture { $value } cannot be shown: { $why }
fault-text-highlight = a highlight is one paragraph that begins with the code of its unit, such as “104: Built a …”.
fault-text-highlight-twice = unit “{ $value }” has a highlight already; allowed: one paragraph for each unit.
fault-text-number = “{ $value }” is printed, and { $expression } is { $right }.
fault-text-expected = “{ $value }” is expected to be { $expected }, and { $expression } is { $right }.
fault-text-not-known = { $value } cannot be computed: { $why }
note-text-left-out = { $fault } It is a text of the programme, and this edition goes without.
note-text-waits = { $fault } Until it can be, the pages go without what it stands in.
note-text-unnamed = { $file }: { $count ->
    [one] one highlight is
   *[other] { $count } highlights are
} of units that are not named in public, and left out there: { $value }.
note-text-lacking = { $file }: { $count ->
    [one] one text is not there
   *[other] { $count } texts are not there
} in “{ $language }” that another language of the programme has, and the pages in “{ $language }” go without: { $value }.

# What comes back from Word: evalkit text collect
text-place = { $place }: { $files }
text-collected = { $edition }: { $changed ->
    [one] 1 paragraph changed
   *[other] { $changed } paragraphs changed
}, { $added ->
    [one] 1 added
   *[other] { $added } added
}.
text-written = Written: { $files }.
text-gone = { $file }, row { $row }: this paragraph is no more in the document. It was left in the file; delete it there if that is meant.
text-moved = { $file }, row { $row }: this paragraph stands elsewhere in the document. It was left where it is in the file; move it there if that is meant.
fault-text-both-changed = this paragraph was edited in Word and has changed on file since; in Word it is now “{ $value }”.
fault-text-filled-edited = “{ $value }” stands in Word in the place of a number that the program fills in; allowed: the number as it was.
fault-text-link-edited = “{ $value }” leads to { $address } on file, and these words are no more in the paragraph; Word does not keep such a link. Allowed: the words as they were.
fault-text-not-words = in “{ $value }” there is a picture, table, footnote, formula or text box that is not on file, or one picture of several is gone; allowed: words, and the rest put in on file.
fault-text-no-file = “{ $value }” was edited in Word, and its text is no more on file, or left out.
fault-text-added-where = the paragraph “{ $value }” was added in Word, and none before it is on file any more.
error-text-collect = { $edition }: nothing was written, for { $count ->
    [one] one paragraph cannot be taken
   *[other] { $count } paragraphs cannot be taken
} from the document:
error-text-not-word = This is no Word document (.docx).
error-text-none-in-document = { $file } holds no text of the office's own; allowed: the Word file of a report with texts, edited and saved as .docx.
error-text-which-edition = Which edition the document is of cannot be told (“{ $title }”). Name programme and edition.
