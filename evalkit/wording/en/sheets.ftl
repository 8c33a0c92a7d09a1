# Score sheets and minutes: what the workbooks say
sheets-yes = Yes
sheets-no = No
sheets-kept = Kept
sheets-revised = Revised
sheets-or = { $first } or { $second }
sheets-name-instructions = Instructions
sheets-name-declaration = Conflicts
sheets-name-scores = Scores
sheets-name-minutes = Minutes
sheets-name-revision = Revised marks
sheets-column-unit = Code
sheets-column-name = Name
sheets-column-mark =
    { $name }
    (max. { $maximum })
sheets-column-range =
    { $name }
    ({ $minimum }–{ $maximum })
sheets-column-grade =
    { $name }
    ({ $list })
sheets-slash = /
sheets-comma = {", "}
sheets-allowed-range = { $minimum } to { $maximum } in steps of { $step }
sheets-allowed-words = one of { $list }
sheets-allowed-na = { $allowed }, or NA where it is not applicable
sheets-column-total = Total
sheets-column-comment = Comment
sheets-column-declared = Conflict of interest?
sheets-column-reason = Reason
sheets-column-totals = Totals by reviewer
sheets-column-drivers = Indicators that differ
sheets-column-why = Why it is discussed
sheets-column-date = Day of the discussion
sheets-column-decision = Decision
sheets-column-why-so = Reason
sheets-column-present = Present (codes)
sheets-column-recused = Recused (codes)
sheets-column-minority = Minority view
sheets-title = { $title }: score sheets
sheets-title-declaration = { $title }: conflicts of interest
sheets-title-scores = { $title }: scores
sheets-title-minutes = { $title }: minutes of the discussion
sheets-title-revision = { $title }: marks revised by the discussion
sheets-synthetic = The data in this workbook are synthetic, made for demonstration; they concern no real organisation and no real person.
sheets-for = Reviewer: { $person } ({ $reviewer }). Round: { $round }.
sheets-hint-declaration = Reviewer: { $person } ({ $reviewer }). Round: { $round }. Choose Yes or No in every row, and do not mark a unit with Yes.
sheets-hint-scores = Reviewer: { $person } ({ $reviewer }). Round: { $round }. Fill in the yellow cells only{ $step ->
        [various] {""}
       *[other] , in steps of { $step }
    }. The standards are in the notes on the headers and under Instructions.
sheets-hint-minutes = { $round }. One row a unit; fill in the yellow cells only. Where the decision is Revised, enter the new marks under { $revision }.
sheets-hint-revision = { $round }. Enter only marks that change{ $step ->
        [various] {""}
       *[other] , in steps of { $step }
    }; leave the others empty. Orange cells are the indicators that differ.
sheets-identity = This sheet identifies the workbook. Please do not change it.
sheets-what-to-do = What to do
sheets-numbered = { $number }. { $step }
sheets-do-declare = Begin with “{ $declaration }”: choose { $yes } or { $no } for every unit. Choose { $yes } and give the reason where a post, joint work or another tie to the unit could bear on your judgement; do not mark that unit.
sheets-do-mark = Then fill in “{ $scores }”: one row a unit, one column an indicator. { $step ->
        [various] The header says what a mark may be.
       *[other] The header gives the maximum; marks go from 0 in steps of { $step }.
    }{ $best ->
        [lowest] {" "}The lowest mark is the best.
       *[highest] {""}
    }{ $na ->
        [yes] {" "}Enter NA where an indicator is not applicable to a unit.
       *[no] {""}
    }{ $blank ->
        [yes] {" "}A cell may stay empty; it is then left out.
       *[no] {" "}Give every indicator of every other unit a mark{ $step ->
            [various] {""}
           *[other] : 0 where there is nothing to give points for
        }, never an empty cell.
    }{ $step ->
        [various] {""}
       *[other] {" "}Totals compute themselves.
    }
sheets-do-comment = “Comment” is for the unit as a whole. For a comment on one indicator begin a new line with its name and a colon.
sheets-do-paste = Please do not insert, delete or move rows and columns, rename sheets or enter formulas. When you paste from elsewhere, paste values only. A mark in red is not allowed.
sheets-do-save = Save as an Excel workbook (.xlsx) without a password and return one copy; a corrected copy replaces the earlier one.
sheets-do-decide = “{ $minutes }” has one row a unit: give the day, the decision, the reason, and the codes of those present and recused; enter dissent under “Minority view”. { $kept } leaves all marks as they are.
sheets-do-revise = Where the decision is { $revised }, enter the final marks of the indicators that change in the unit's row of “{ $revision }”{ $step ->
        [various] {""}
       *[other] , from 0 in steps of { $step }
    }; leave the others empty.
sheets-do-people = Enter the codes of the reviewers present and recused with spaces between; the codes are listed below. Whoever recuses is not counted as present.
sheets-do-save-minutes = Save as an Excel workbook (.xlsx) without a password. Please do not insert, delete or move rows and columns or rename sheets.
sheets-rubric = Indicators, maxima and standards
sheets-rubric-area = Area
sheets-rubric-indicator = Indicator
sheets-rubric-maximum = Maximum
sheets-rubric-standard = Standard
sheets-people = Codes of the reviewers
sheets-people-code = Code
sheets-people-name = Name
sheets-comment-line = { $name }: { $comment }
sheets-prompt-mark = { $allowed }
sheets-refused-title = Not allowed here
sheets-refused-mark = “{ $name }” takes { $allowed }.
sheets-refused-choice = Please choose { $allowed }.
sheets-refused-date = Please enter a date such as 2020-03-05.

# What cannot be made or collected
error-unknown-round = There is no round “{ $name }” in which reviewers mark on their own. Known: { $known }.
error-sheets-no-assignment = Nothing is assigned in round “{ $round }” of { $edition }; run evalkit assign first.
error-sheets-no-rubric = The rules of { $edition } are not complete: they need [marks], and what a mark may be on every indicator (its points, or a maximum, or grades).
error-sheets-code-not-a-file-name = Reviewer code “{ $code }” cannot be part of a file name; allowed: letters, digits, _, - and .
error-sheets-mark-not-assigned = Among the marks given, reviewer { $reviewer } marks unit { $unit }, which is not assigned to them in round “{ $round }”; nothing was written.
error-sheets-there-already = { $count ->
    [one] 1 workbook is
   *[other] { $count } workbooks are
} there already and may hold somebody's work; nothing was written. --overwrite writes over them. There: { $names }.
error-sheets-no-folder = There is no folder { $folder }.
error-minutes-no-discussion = The rules of { $edition } have no round of kind “discussion”.
error-minutes-nothing-to-discuss = { $edition } has no unit to discuss, so there are no minutes to take.

# Files
fault-sheet-not-a-workbook = this is { $what ->
    [word] a Word document
    [slides] a presentation
    [pdf] a PDF file
    [web] a web page or XML file
    [archive] a compressed archive
    [numbers] a spreadsheet of Numbers
    [ods] a file of OpenDocument
    [xlsb] a binary workbook (.xlsb)
   *[other] not an Excel workbook
}; allowed: the .xlsx workbook that was sent out.
fault-sheet-damaged = the workbook is damaged and cannot be opened; ask for it to be sent again.
fault-sheet-password = the workbook has a password; save it without one.
fault-sheet-old-format = this is a workbook of Excel 97–2003; save it as .xlsx.
fault-sheet-other-format = files of type “{ $value }” are not collected; allowed: .xlsx.
fault-sheet-too-large = the workbook holds { $value } MiB; allowed: at most { $allowed } MiB. It may have formats over whole columns or rows, or large pictures; copy what was filled in into the workbook that was sent out.
fault-sheet-too-many-cells = sheet “{ $value }” holds too much; allowed: { $allowed } cells that are not empty in a workbook and { $merges } merged ranges in a sheet. Copy what was filled in into the workbook that was sent out.
fault-sheet-not-ours = the hidden sheet “{ $allowed }”, by which a workbook is known, is missing; allowed: the workbook that was sent out.
fault-sheet-identity-changed = the hidden sheet by which a workbook is known was changed, so it cannot be told whose it is; allowed: the workbook that was sent out.
fault-sheet-other-layout = the sheets follow layout { $value }; allowed: layout { $allowed }.
fault-sheet-other-kind = { $wanted ->
    [scores] these are minutes of a discussion; allowed: a reviewer's score sheets
   *[minutes] these are a reviewer's score sheets; allowed: minutes of a discussion
}.
fault-sheet-wrong-programme = this is a workbook of programme “{ $value }”; allowed: “{ $allowed }”.
fault-sheet-wrong-edition = this is a workbook of edition { $value }; allowed: { $allowed }.
fault-sheet-wrong-round = this is a workbook of round “{ $value }”; allowed: “{ $allowed }”.
fault-sheet-unknown-reviewer = reviewer “{ $value }” is not in reviewers.csv.
fault-sheet-reviewer-without-units = no unit is assigned to reviewer { $value } in round “{ $round }”.
fault-sheet-two-versions = there is more than one workbook of reviewer { $value }, see { $others }; allowed: one each.
fault-sheets-none = there is no .xlsx workbook in the folder or below it, so nothing was collected; check the folder.
fault-sheet-outdated = the assignment, a name, an indicator or its points changed after this workbook was sent out; make it anew and send it again.
fault-sheet-untouched = the workbook is not filled in.

# Sheets, columns, rows
fault-sheet-missing = sheet “{ $value }” is missing or was renamed. There: { $found }.
fault-sheet-extra = there is a sheet “{ $value }” more, and it is not empty; allowed: the sheets that were sent out.
fault-sheet-header-moved = the headers are in row { $row }; allowed: row { $allowed }, with no row inserted or deleted.
fault-sheet-column-moved = column “{ $value }” was moved; allowed: the columns in the order in which they were sent out.
fault-sheet-column-missing = column “{ $allowed }” is missing.
fault-sheet-column-added = column “{ $value }” was added; allowed: the columns that were sent out.
fault-sheet-column-renamed = the header reads “{ $value }”; allowed: “{ $allowed }”.
fault-sheet-row-moved = unit { $value } was moved; allowed: the rows in the order in which they were sent out.
fault-sheet-row-missing = the row of unit { $allowed } is missing.
fault-sheet-row-added = row “{ $value }” was added; allowed: one row a unit, as sent out.
fault-sheet-unit-changed = the code reads “{ $value }”; allowed: { $allowed }.
fault-sheet-unit-not-assigned = unit { $value } is not assigned to this reviewer in this round.
fault-sheet-name-changed = the name of unit { $unit } reads “{ $value }”; allowed: “{ $allowed }”.
fault-sheet-outside = “{ $value }” stands outside the table; allowed: entries in the yellow cells only.

# Cells
fault-sheet-not-a-number = “{ $value }” is not a number; allowed: { $minimum } to { $maximum } in steps of { $step }.
fault-sheet-formula = the cell holds the formula { $value }; allowed: the value itself.
fault-sheet-error-value = the cell holds the error { $value }; allowed: a value.
fault-sheet-boolean = the cell holds { $value }; allowed: a number from { $minimum } to { $maximum }.
fault-sheet-date-for-number = the cell holds the date or time { $value }, perhaps made by Excel out of a number; allowed: a number from { $minimum } to { $maximum }.
fault-sheet-negative = { $value } is below { $minimum }; allowed: { $minimum } to { $maximum }.
fault-sheet-above-maximum = { $value } is above the maximum; allowed: { $minimum } to { $maximum }.
fault-sheet-between-steps = { $value } is not a multiple of { $step }; allowed: { $minimum } to { $maximum } in steps of { $step }.
fault-sheet-between-steps-from = { $value } cannot be reached from { $minimum } in steps of { $step }; allowed: { $minimum } to { $maximum }.
fault-sheet-not-applicable = “{ $value }” says that the indicator is not applicable, which is not provided for here; allowed: { $minimum } to { $maximum }.
fault-sheet-percent = the cell has a percent format: it shows { $value } and the file holds { $stored }, so the mark is not certain; allowed: a number from { $minimum } to { $maximum }, typed again in a cell of format General.
fault-sheet-disguised = the cell has the number format “{ $value }” and does not show the { $stored } that the file holds; allowed: a number from { $minimum } to { $maximum }, typed again in a cell of format General.
fault-sheet-struck = “{ $value }” is struck through, so that it is not certain whether it holds; allowed: what holds, without a line through it.
fault-sheet-merged = these cells are merged into one, so that it is not certain to which of them the entry belongs; allowed: cells that are not merged, each filled in.
fault-sheet-merged-over = these cells are merged into one and hide what is in them ({ $allowed }), so that it is not certain what holds; allowed: cells that are not merged, each filled in.
fault-sheet-blank-cell = there is no mark, while the row is filled in elsewhere; allowed: { $minimum } to { $maximum }{ $na ->
    [yes] , or NA where the indicator is not applicable
   *[no] {""}
}.
fault-sheet-blank-grade = there is no mark, while the row is filled in elsewhere; allowed: { $allowed }.
fault-sheet-blank-row = unit { $unit } is declared free of conflict but has no marks; allowed: a mark for every indicator.
fault-sheet-not-declared = it is not declared whether there is a conflict of interest with unit { $unit }; allowed: { $allowed }.
fault-sheet-recused-on-file = the reviewer is recused from unit { $unit } in recusals.csv, yet declares no conflict of interest; allowed: Yes, and no marks.
fault-sheet-not-a-choice = “{ $value }” is not one of the choices; allowed: { $allowed }.
fault-sheet-declared-yet-marked = a conflict of interest with unit { $unit } is declared, yet the row holds “{ $value }”; allowed: no marks and no comment on it.

# Minutes
fault-sheet-not-on-docket = unit “{ $value }” is not one of those for discussion.
fault-sheet-undecided = there is no decision on unit { $unit }; allowed: { $allowed }.
fault-sheet-no-day = the day on which unit { $unit } was discussed is missing; allowed: such as 2020-03-05.
fault-sheet-not-a-day = “{ $value }” is not a date; allowed: such as 2020-03-05.
fault-sheet-day-too-early = { $value } is before the end of the evaluated period; allowed: a day after { $first }.
fault-sheet-no-reason = the decision on unit { $unit } has no reason; allowed: a sentence or more.
fault-sheet-no-one-present = unit { $unit } has no reviewers present; allowed: at least one code.
fault-sheet-unknown-person = “{ $value }” is not the code of a reviewer; allowed: codes of reviewers.csv with spaces between.
fault-sheet-present-and-recused = reviewer { $value } is entered both as present and as recused; allowed: one of them.
fault-sheet-conflicted-present = reviewer { $value } has a conflict of interest with unit { $unit } and is entered as present; allowed: recused.
fault-sheet-revised-without-mark = the decision on unit { $unit } is Revised, but no mark is revised; allowed: at least one mark.
fault-sheet-kept-with-mark = the decision on unit { $unit } is Kept, yet there is the mark { $value }; allowed: no marks.

# Passed over while collecting
note-not-a-sheet = { $file } is not a workbook and was passed over.
note-sheet-comment = { $file }, { $place }: the note “{ $value }” was not filed; please look at it.
note-sheet-reason = { $file }, { $place }: there is a reason (“{ $value }”), but no conflict is declared; the reason was not filed, please ask which of the two holds.
note-sheet-struck = { $file }, { $place }: “{ $value }” is struck through; please look at it.
note-sheet-merged = { $file }, { $place }: the cells are merged, and what they hold counts for the first only; please look at it.
note-sheet-merged-over = { $file }, { $place }: the cells are merged and hide what is in them ({ $value }); please look at it.
note-sheet-drawing = { $file }, { $place }: a picture, text box or chart was not filed; please look at it.
note-sheet-drawing-text = { $file }, { $place }: the text “{ $value }” in a text box was not filed; please look at it.
note-sheet-unit-gone = { $file }: unit { $value } is no longer assigned to this reviewer; its marks were not filed.
note-sheet-before-drop = { $count ->
    [one] 1 workbook still asks
   *[other] { $count } workbooks still ask
} for { $value }, dropped after { $count ->
    [one] it was
   *[other] they were
} made: such marks are filed and do not count.
note-sheet-units-later = { $file }: assigned to this reviewer after the workbook was made, and still to be marked: { $value }. evalkit sheets make writes a workbook with them.
