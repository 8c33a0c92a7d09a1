# Where a fault stands, in front of what is wrong.
where-file = { $file }:{" "}
where-row = { $file }, row { $row }:{" "}
where-column = { $file }, { $column }:{" "}
where-cell = { $file }, row { $row }, { $column }:{" "}
where-key = { $column }:{" "}
# Further places of one cause, after the first in full: how many, and where the next ones are.
likewise = {" "}And { $count } more like it: { $examples } …
place-row = row { $row }
place-row-value = row { $row } (“{ $value }”)
place-column = { $column }
place-value = “{ $value }”
did-you-mean = {" "}Did you mean “{ $word }”?

# Errors as a whole
error-edition = { $edition }: { $count ->
    [one] 1 fault
   *[other] { $count } faults
}; nothing was written.
error-variant = { $edition }: the rules to try out have { $count ->
    [one] 1 fault
   *[other] { $count } faults
}.
error-unknown-programme = There is no programme “{ $name }”. Known: { $known }.
error-unknown-edition = There is no edition “{ $name }”. Known: { $known }.
error-unknown-reads = A notebook says that it reads “{ $name }”. Known: { $known }.
error-reads-undeclared = This notebook does not say that it reads { $edition }: in its metadata, "reads" of "evalkit" must be "programme" (every edition of the programme) or "data" (everything in data/).
error-unknown-notebook = There is no notebook “{ $name }”. Known: { $known }.
error-unknown-document = There is no document “{ $name }”. Known: { $known }.
error-round-needed = Reviewers mark in several rounds: say in which one this is (--round). Known: { $known }.
error-unknown-section = There is no section “{ $name }”. Known: { $known }.
error-unknown-column = The table has no column “{ $name }”. Known: { $known }.
error-unknown-id = The rules have no id “{ $name }” here. Known: { $known }.
error-unknown-need = A notebook cannot need “{ $name }” (evalkit.needs in its metadata). Known: { $known }.
error-unknown-language = There is no language “{ $name }”. Known: { $known }.
error-unknown-denominator = There is no denominator “{ $name }”. Known: { $known }.
error-unknown-rounding = There is no rounding rule “{ $name }”. Known: { $known }.
error-unknown-grouping = “{ $name }” is not something to group by here. Known: { $known }.
error-unknown-cohort-group = There is no cohort group “{ $name }”. Known: { $known }.
error-unknown-parameter = Notebook { $notebook } has no parameter “{ $name }”. Known: { $known }.
error-parameter-type = Parameter { $name } = { $value } is of type { $found }; allowed: { $wanted }.
error-option-without = { $options } would have no effect without { $other }; nothing was done.
error-option-beside = { $options } would have no effect beside { $other }; nothing was done.
error-parameter-form = “{ $value }” is not a parameter; write NAME=VALUE.
error-parameters-not-literal = Notebook { $notebook }: the cell tagged “parameters” may hold only plain values, one a line, such as edition = "2019".
error-no-parameters-cell = Notebook { $notebook } has no cell tagged “parameters”.
error-not-a-notebook = { $notebook } is not a notebook: { $why }.
error-no-programme = { $folder } holds no programme: data/<programme>/programme.toml is not there.
error-no-workspace = No programme was found above { $folder }. Go to the folder that holds data/, or name it with --root.
error-picture-elsewhere = The picture { $picture } is not in the workspace, and a page asks the network for nothing. Put the file beside the notebook or text.
error-picture-outside = The picture { $picture } lies outside the workspace. Put the file beside the notebook or text.
error-picture-missing = The picture { $picture } is not there.
error-picture-kind = { $picture } is not a picture of a kind that pages show: { $allowed }.
error-picture-link = { $picture } is a link that leads out of its folder. Put the file itself there.
error-see-nothing = A sentence refers by see= to { $name } as { $label }, and that is not what the page shows there. It shows: { $known }. Name what is shown next, in its order, or pass the table itself.
error-picture-spoilt = { $picture } is not what its name says, or not whole. Save it anew as SVG, PNG or JPEG.
error-picture-encoding = { $picture } is not in UTF-8. Save the drawing anew with that encoding.
error-picture-size = { $picture } says nowhere how large it is. Give the drawing a width and a height, or a viewBox.
error-picture-within = { $picture } holds { $part }, which Word and PDF do not show or which leads out of the file. Allowed: shapes, text, and pictures that lie within the file (PNG, JPEG).
error-notebook-language = { $notebook } is a notebook for { $language }; reports are made by notebooks for Python.
error-notebooks-below = { $folder } holds no notebooks itself; those in folders below it are not run. Move them up.
error-no-jupyterlab = JupyterLab is not installed. Install the package jupyterlab into this environment, or open the copies with an editor of your own.
error-no-notebooks = { $folder } holds no notebooks.
error-other-cohorts = { $edition }: the new rules leave out a cohort of units on file: { $cohorts }.
error-other-scale = { $edition }: the new rules measure scores in another range or in other steps than those on file.
error-not-complete = { $edition }: not every participant is on file, so nothing can be counted or shared out.
error-cut-offs-unknown = { $edition }: the cut-offs are not on file, so nothing can be said to be near one.
error-no-honour = Edition { $edition } has no [honour] in its rules.
error-too-few-editions = The honour of { $edition } counts { $needed } editions; { $count } are on file.
error-too-few-to-watch = The watch list of { $edition } counts { $needed } editions; { $count } are on file.
error-no-watch = Edition { $edition } has no [watch] in its rules.
error-not-writable = Cannot write to { $folder }: { $why }.
error-run-failed = { $count ->
    [one] 1 notebook failed
   *[other] { $count } notebooks failed
}; the earlier reports of those are untouched.
error-jobs = --jobs must be a whole number from 1 to { $most }, not { $value }.

# Files
fault-missing-file = the file is missing.
fault-unreadable-file = the file cannot be read: { $why }.
fault-empty-file = the file is empty.
fault-workbook-not-text = this is an Excel workbook under another name; save it as “CSV UTF-8”.
fault-utf-16 = the text is in UTF-16; save it as UTF-8 (in Excel: “CSV UTF-8”).
fault-not-text = this is not a text file.
fault-not-utf-8 = from this row on the text is neither UTF-8 nor GBK{ $looks ->
    [cp949] ; it looks like Korean (EUC-KR)
    [euc_jp] ; it looks like Japanese (EUC-JP)
    [cp932] ; it looks like Japanese (Shift_JIS)
    [big5] ; it looks like traditional Chinese (Big5)
    [cp1252] ; it looks like Western European (Windows-1252)
    [cp1251] ; it looks like Cyrillic (Windows-1251)
   *[none] {""}
}. Save it as UTF-8 (in Excel: “CSV UTF-8”).
fault-not-plain-file = this is { $what ->
    [folder] a folder
    [link] a link to something that is not there
   *[device] a pipe or a device
}; allowed: a plain file.
fault-too-large = the file has { $size } bytes; allowed: at most { $most }.
fault-unknown-file = no file of this name belongs to an edition; allowed: { $allowed }.
fault-toml-syntax = not valid TOML ({ $why }): “{ $value }”.
fault-toml-limit = { $what ->
    [parts] a key in this row has more than { $most } dots
    [depth] brackets or keys are nested more than { $most } deep
   *[number] a number has too many digits; allowed: at most { $most } before the decimal point and { $most } after it
}.
fault-csv-syntax = not valid CSV: { $why }; a quotation mark may be left open.
fault-separator = the columns are separated by “{ $value }”; allowed: commas.

# rules.toml, programme.toml
fault-unknown-key = “{ $key }” is not a known key; allowed here: { $allowed }.
fault-missing-key = the key is missing.
fault-not-allowed = “{ $value }” is not allowed; allowed: { $allowed }.
fault-none-allowed = “{ $value }” is not allowed; allowed: what the rules name, and they name nothing for this column.
fault-bad-id = “{ $value }” is no id; allowed: 1 to 40 of A–Z a–z 0–9 _ -, a letter or digit first.
fault-empty-text = the text is empty; allowed: at least one character.
fault-empty-list = the list is empty; allowed: at least one item.
fault-out-of-bounds = { $value } is out of bounds; allowed: { $allowed }.
fault-not-points = { $value } is not a number of points; allowed: a plain number such as 85 or 0.5, without quotation marks.
fault-bad-pattern = “{ $value }” is not a regular expression: { $why }.
fault-wrong-type = { $value } is of the wrong type; allowed: { $expected ->
    [text] text in quotation marks
    [whole-number] a whole number
    [true-or-false] true or false
    [date] a date such as 2019-12-31, without quotation marks
    [table] a table such as { $detail }
    [list] a list
   *[other] { $detail }
}.
fault-text-by-language = { $value } is not what the { $count ->
    [one] language
   *[other] { $count } languages
} of the programme { $count ->
    [one] needs; allowed: { $form }
   *[other] need; allowed: { $form }. Or declare one language in programme.toml, such as languages = ["en"], and plain text is enough
}.
fault-no-language = “{ $value }” is not the code of a language; allowed: zh, en, or another code such as fr or pt-BR.
fault-catalogue-of-the-library = the texts in { $value } are the library’s own, and this folder would not be read; allowed: a folder for each further language of the programme.
fault-catalogue-syntax = “{ $value }” is no message of Fluent: { $why }
fault-catalogue-text = there is no text “{ $value }” in the library; allowed: the ids of its own texts, as they stand in evalkit/wording/en.
fault-catalogue-variable = “{ $value }” is not known in this text; allowed: { $allowed }.
fault-not-the-folder = “{ $value }” is not the name of the folder; allowed: “{ $folder }”.
fault-window-backwards = the last day, { $value }, is before the first, { $first }.
fault-listed-twice = “{ $value }” is already listed in { $first }; every { $what ->
    [cohort] cohort
    [cohort-group] cohort group
    [area] area
    [indicator] indicator
    [grade] grade
    [tier] tier
    [label] label
    [subject] field
    [reason] reason
   *[round] round
} needs an id and names of its own.
fault-points-of-some = the points are missing while { $known } of { $count } indicators have theirs; allowed: points for all indicators or for none.
fault-points-do-not-add-up = the points of the indicators add up to { $sum }, not to { $value }.
fault-not-a-multiple = { $value } is not a multiple of { $step }.
fault-tier-backwards = { $value } is below the tier's lowest score, { $lowest }.
fault-tiers-not-falling = { $best ->
    [lowest] { $same ->
        [yes] { $value } is where tier “{ $upper }” ends
       *[no] { $value } is below the end of tier “{ $upper }”, { $from }
    }; tiers are listed from the best, which is here the one with the lowest scores.
   *[highest] { $same ->
        [yes] { $value } is where tier “{ $upper }” begins
       *[no] { $value } is above tier “{ $upper }”, which begins at { $from }
    }; tiers are listed from the highest down.
}
fault-tier-end = { $value } leaves scores without a tier or reaches beyond them; allowed: { $end }.
fault-word-twice = “{ $value }” is listed twice; allowed: every word once.
fault-too-many-steps = { $value } divides the scores into too many steps; allowed: at most { $most }.
fault-scale-without-marks = the key says what a mark may be, and there is no table [marks]; allowed: [marks] with a step or grades, or no such key.
fault-not-applicable-is-best = the lowest mark is the best here, and a mark NA would count as “{ $value }”, as good as the best or better; allowed: leave-out or refuse.
fault-nothing-scored = no indicator counts: all of them say counts = false or about = "reviewer"; allowed: at least one that counts.
fault-grades-and-range = { $value } stands beside grades, whose values say it already; allowed: grades, or minimum, maximum and step.
fault-one-grade = “{ $value }” is the only grade; allowed: two or more.
fault-grade-reserved = “{ $value }” is what a mark that is not applicable reads; allowed: any other name of a grade.
fault-grades-of-one-value = { $value } is the value of grade “{ $other }” already; allowed: a value of its own for every grade.
fault-points-not-maximum = the points are { $value }, and the highest mark is { $maximum }; allowed: { $maximum }, or no points.
fault-ballot-no-mark = “{ $value }” is no mark on “{ $indicator }”; allowed: { $allowed }.
fault-ballot-rest-twice = { $value } stands in each_once, too; allowed: a number of points that is given to all others alone.
fault-ballot-each-once = the ballot of reviewer { $value } on “{ $indicator }”, round { $round }, has { $found }; allowed: { $allowed } once each, { $rest ->
    [none] and no other points
   *[other] and { $rest } for all others
}.
fault-ballot-total = the ballot of reviewer { $value } on “{ $indicator }”, round { $round }, adds up to { $sum }; allowed: { $allowed }.
fault-ballot-share = on the ballot of reviewer { $value } on “{ $indicator }”, round { $round }, { $count } of { $size } ({ $percent } %) are { $what }; allowed: { $end ->
    [least] { $limit } or more
   *[most] { $limit } or fewer
}{ $share ->
    [none] {""}
   *[other] , as { $share } of { $size } is { $product }
}.
fault-not-in-steps = { $value } cannot be reached from { $minimum } in steps of { $step }.
fault-tiers-overlap = { $value } overlaps tier “{ $upper }”, which { $best ->
    [lowest] ends at { $from }; allowed: { $wanted }, or no “lowest” in any tier: each then begins above the one before.
   *[highest] begins at { $from }; allowed: { $wanted }, or no “highest” in any tier: each then ends below the one before.
}
fault-tiers-gap = { $value } leaves a gap { $best ->
    [lowest] above tier “{ $upper }”, which ends at { $from }; allowed: { $wanted }, or no “lowest” in any tier, or a coarser banding.to_nearest.
   *[highest] below tier “{ $upper }”, which begins at { $from }; allowed: { $wanted }, or no “highest” in any tier, or a coarser banding.to_nearest.
}

# Stages between a mark and a tier
fault-not-one-of = exactly one of these keys is needed: { $allowed }.
fault-needs-list = “{ $value }” needs a list { $list }.
fault-stage-twice = there is already a rounding after “{ $value }”; allowed: one for each stage.
fault-not-the-step = { $value } is not the step of the scores; allowed: { $step }, or leave the key out.
fault-print-only-of-score = only the score may be rounded in print alone, not what comes after “{ $stage }”.
fault-weight-missing = the weight is missing; with { $rule } each of them needs one.
fault-weight-without-rule = the weight { $value } would be without effect; write review.final.criteria = "weighted-sum" or "weighted-mean".
fault-weights-do-not-add-up = the weights { $value } add up to { $sum }; allowed: 1 or 100.
fault-role-with-weights = an indicator that only “{ $value }” marks cannot go with weights of roles; take out one of the two.
fault-only-with = this goes only with { $key } = { $allowed }.
fault-rank-follows-from-score = the scores of “{ $value }” are published, and whoever sorts them has the ranks; put the tier under withhold_scores_of as well, or take it out.
fault-not-with = this does not go with { $key }.
fault-consensus-of-nobody = “consensus” needs a round of kind "discussion", in which the agreed marks are given.
fault-sum-without-number = a sum over reviewers has no highest score unless their number is known; give reviewers_per_unit.
fault-no-round-counts = no round counts; at least one must.
fault-needs-marks = this needs the marks of reviewers; data.level is “{ $level }”.
fault-needs-scores = this needs the score of every participant; data.level is “{ $level }”.
fault-importance-without-cut-offs = which differences are discussed first is decided by the cut-offs of the tiers, and there are none; take out [review.importance].
fault-not-with-stages = differences between the totals of sheets say nothing where marks are weighted, capped or added in stages; take out [review.importance].
fault-above-the-area = the indicators of the area come to { $sum }, the area to { $value }; mark one of them with bonus = true, or declare the cap: cap = "combined" or "reviewer".
fault-type-without-indicators = no indicator is for units of type “{ $value }”.
fault-score-beyond-max = a score may come to { $reach }, above the maximum of { $value }; raise the maximum, or declare scores.cap.
fault-score-beyond-min = a score may come to { $reach }, below the minimum of { $value }; lower the minimum, or declare scores.floor.
fault-tiers-against-best = the first tier begins at { $value }, and the lowest score is the best: the order of the tiers runs against it. Begin with the tier of the lowest scores, and write for each the “highest” score that is in it.
fault-tier-never-reached = nothing leads into tier “{ $value }”; name it as the “else” of a threshold or a quota, or take it out.
fault-column-asked-for = the column is missing; { $place } in rules.toml goes by it.
fault-point-for-comma = “{ $value }” has a decimal point, and [source] says decimal = ","; allowed: a decimal comma.
fault-not-a-number = “{ $value }” is not a number.
fault-lots-not-last = lots tell all units apart; nothing can come after them.
fault-lots-for-nothing = nothing is decided by lot; allowed: ties = "lots" in a quota, or tie_break = [{"{"} lots = true {"}"}].
fault-cannot-drop = { $why ->
    [weighs] the weight of a sheet follows from this indicator, so that it cannot be dropped.
    [beside] this indicator is in no score, so that there is nothing to drop.
    [capped] the points of each reviewer are capped in its area (cap = "reviewer"), so that nothing can stand for it; allowed: an indicator of another area.
   *[nothing-left] without it no indicator that weighs in the score and is no bonus would be left of which a score could be made.
}
fault-lots-by-seed = lots follow from lots.seed in rules.toml; take the table out, or the seed.
fault-adjustment-by-formula = the points of “{ $value }” follow from the column “{ $column }” of units.csv; take the row out, or the formula of the item.
fault-best-of-both = scores.best is “{ $value }”, and marks.best is “{ $other }”: what is good in the marks is good in the scores.
fault-above-adjustment = { $value } is out of bounds for “{ $item }”; allowed: 0 to { $most }.
fault-table-without-rule = there is such a table, and no rule that asks for it; allowed: { $key } in rules.toml, or no such table.
fault-maybe-without-rule = nobody can vote maybe on “{ $vote }”; allowed: nothing here, or maybe = 0.5 in its [[votes]].
fault-more-votes-than-members = { $value } votes are more than the committee has members; allowed: up to { $allowed }.
fault-else-not-lower = “{ $value }” is no lower tier than “{ $tier }”; allowed: { $allowed }.
fault-round-of-adjustment = points of one round need a score of each round; review.final.rounds is not given.
fault-type-missing = unit { $unit } has no type; allowed: { $allowed }.
fault-wrong-role = reviewer { $reviewer } has the role “{ $role }”, and “{ $value }” is marked by “{ $allowed }”.
fault-no-role = the role of reviewer { $reviewer } towards unit { $unit } is not on file; allowed: { $allowed }.
fault-not-of-type = units of type “{ $type }” do not have the indicator “{ $value }”.
fault-no-agreed-mark = unit { $value } has no agreed mark on { $indicators }; the mean of the single marks never stands in its place.

# Tables
fault-missing-column = the column is missing. The header reads: { $found }.
fault-extra-column = the column is not known; allowed: { $allowed }.
fault-column-twice = the column stands in the header twice.
fault-nameless-column = column number { $place } has no name.
fault-cell-count = the number of cells is { $count }; allowed: { $wanted }.
fault-no-rows = there is a header but no row below it.
fault-empty-cell = the cell is empty; allowed: a value.
fault-not-a-score = “{ $value }” is not a number; allowed: { $min } to { $max }, in digits.
fault-score-out-of-range = { $value } is out of range; allowed: { $min } to { $max }.
fault-score-between-steps = { $value } is not a multiple of { $step }; allowed: { $min } to { $max } in steps of { $step }.
fault-mark-between-steps = { $value } cannot be reached from { $min } in steps of { $step }; allowed: { $min } to { $max } in steps of { $step }.
fault-not-a-grade = “{ $value }” is no grade; allowed: { $allowed }.
fault-not-applicable-refused = “{ $value }” says that the indicator is not applicable, which the rules do not provide for; allowed: { $allowed }, or not_applicable under [marks] in rules.toml.
fault-panel-not-applicable = the panel decided “{ $value }”; allowed: a mark. Where the indicator is not applicable, the reviewers say so.
fault-not-an-order = “{ $value }” is no place in a list; allowed: a whole number from 1.
fault-value-twice = “{ $value }” stands in row { $first } already; allowed: every value once.
fault-code-of-no-cohort = “{ $value }” is a code of no cohort; allowed: { $allowed }.
fault-code-of-several-cohorts = “{ $value }” fits the patterns of several cohorts in rules.toml ({ $allowed }); allowed: patterns of which each code fits one.
fault-name-twice = “{ $value }” stands in row { $first } already, as “{ $there }”; upper and lower case, full width and blanks do not count.
fault-wrong-cohort = “{ $value }” is not the cohort of unit { $unit }, whose code fits the pattern { $allowed } in rules.toml.
fault-more-than-total = cohort “{ $cohort }” has { $count } units on file; rules.toml gives it { $total } in all.
fault-count-above-total = “{ $value }” is more than there are: rules.toml gives these cohorts { $total } units in all; allowed: up to { $total }.
fault-unknown-unit = “{ $value }” is not in units.csv.
fault-unit-without-row = unit “{ $value }” (units.csv, row { $line }) has no row; allowed: one row for each unit.
fault-score-missing = unit { $unit } has no score and is not marked withheld; allowed: a score, or withheld = yes.
fault-score-at-tiers = unit { $unit } has the score { $value }; allowed: tiers alone with data.level = "tiers", or data.level = "scores".
fault-tier-missing = unit { $unit } has no tier; with data.level = "tiers" each participant has one.
fault-withheld-yet-there = unit { $unit } is marked withheld but has the score { $value }; allowed: no score, or withheld = no.
fault-withheld-without-tier = { $allowed ->
    [none] scores are withheld by whole tiers, and rules.toml names none under withhold_scores_of in [publication]; allowed: the score, or a tier that is named there.
   *[other] the tier is missing, and a withheld score does not tell it; allowed: { $allowed }.
}
fault-withheld-in-wrong-tier = a score is withheld in tier “{ $value }”; rules.toml withholds { $allowed ->
    [none] those of no tier (withhold_scores_of in [publication]).
   *[other] only those of: { $allowed }.
}
fault-tier-disagrees = “{ $value }” disagrees with the score { $score }; allowed: “{ $allowed }”.
fault-renamed-to-itself = unit { $unit } is called “{ $value }” already.
fault-alias-of-another = “{ $value }” is the name of unit { $unit }.

fault-date-beyond-reason = { $value } cannot belong to this evaluation, going by its window and its milestones; allowed: { $first } to { $last }.
fault-window-twice = the window { $value } is that of edition { $edition }; allowed: days of its own, as two editions cannot evaluate the same period.
fault-watches-nothing = the watch list has neither tiers nor absence, so nobody could ever be on it; allowed: at least one tier, or absence = true.
fault-logo-kind = “{ $value }” is no picture of a kind that a document shows; allowed: files ending in { $allowed }.
fault-logo-missing = the file “{ $value }” is neither in the folder of the edition nor beside programme.toml.
fault-logo-picture = the logo { $value } cannot be printed: { $why }
fault-style-unknown = there is no style “{ $value }”; allowed: { $allowed }, or a file { $file } in the folder of the edition or beside programme.toml.
fault-cancelled-on-file = “{ $value }” is listed as cancelled, and there is a folder for it; allowed: one or the other.
fault-codes-of-reused = “{ $value }” is another code than the one before; allowed: the same code in old and new, where it went to another unit.
fault-split-into-one = “{ $value }” is split, and only one part is there; allowed: a row for each of its parts.
fault-codes-of-merged = “{ $value }” would become part of itself; allowed: the code of another unit.

# Read in spite of its form, or odd beside the other editions
note-encoding = { $file } was read as { $value }, an encoding of Chinese. If its names are wrong, save the file as UTF-8 (in Excel: “CSV UTF-8”).
note-unassigned = { $file } assigns nobody to these units, which take part: { $value }.
note-unmarked = { $file } has no mark of these units, which take part: { $value }.
note-unmarked-by-role = { $file } has no mark by one role on these units, so that they have no score yet ({ $value }). If there will be none, marks.missing = "leave-out" gives its weight to the other roles.
note-least-everywhere = { $file }: reviewer { $value } gave the least mark on everything in round { $round }. If that is an absence, the marks are to be left out, not 0.
note-decision-changed = { $file }: { $count ->
    [one] the marks of this unit are
   *[other] the marks of these units are
} no longer those on which the panel decided: { $value }.
note-decision-agreed = { $file }: the reviewers of { $count ->
    [one] this unit
   *[other] these units
} do not differ by what the rules call important, yet a decision of the panel is on file: { $value }. If the marks were corrected afterwards, the decision may rest on nothing.
note-ballot-for-nobody = { $file }: a ballot that holds { $value } leaves no place for { $what }, as { $share } of { $value } is { $product }: nobody at all may get it.
note-waiting-ranks = { $file }: these are equal, and no lot is drawn: { $value }. They share a rank until it is.
note-waiting-lots = { $file }: equal at the edge of “{ $what }”, and no lot is drawn: { $value }. They are in no tier until it is.
note-waiting-votes = { $file }: no valid result of the vote “{ $what }”: { $value }. They are in no tier until there is one.
note-waiting-quota = { $file }: whether “{ $what }” has a place depends on what is still to be drawn or voted on: { $value }.
note-taken-out = { $file }: these units were taken out of the review; what is on file of them does not count: { $value }.
note-dropped = { $file }: the indicator { $value } was dropped on { $since } ({ $reason }); its marks stay on file and do not count.
note-renamed = { $file }: these units were renamed: { $value }.
note-resigned = { $file }: these reviewers gave up under way: { $value }. { $rule ->
    [count] What they had marked by then counts.
   *[other] What they had marked by then stays on file and does not count.
}
note-conflict-found = { $file }: conflicts of interest that were found after marking; these marks stay on file and do not count: { $value }.
note-unassessed = { $file }: every mark of these units that would count says that the indicator is not applicable; they have no score, which is not 0, and count as not taking part: { $value }.
note-reviewers-per-unit = { $file } has another number of reviewers for some units than rules.toml ({ $value }).
note-order-by-name = { $file }: no window, so that edition { $value } stands where its name would stand.
note-gap-before = { $file }: before edition { $value } there is a gap: { $before } ends on { $ended }, { $value } begins on { $begins }. An edition is missing, or was cancelled; what needs consecutive editions is not computed across the gap. An edition that did not take place can be listed under [[cancelled]] in programme.toml.
note-window-twice = { $file }: edition { $edition } has the same window, { $value }.
note-windows-overlap = { $file }: the window { $value } has { $days } days in common with that of edition { $edition }.
note-copied-title = { $file }: the title “{ $value }” is that of edition { $edition }, to the letter; was it copied?
note-copied-scores = { $file }: all { $value } scores or marks are those of edition { $edition }; were they copied?
note-other-names = { $file }: { $count ->
    [one] 1 code had another name before
   *[other] { $count } codes had other names before
}: { $value }. If it is the same unit, enter it in { $table } as renamed; if the code went to another unit, as reused.
note-other-codes = { $file }: { $count ->
    [one] 1 name had another code before
   *[other] { $count } names had other codes before
}: { $value }. If it is the same unit, enter it in { $table } as renamed.
note-succession-of-nobody = { $file }: the codes before are on file in no earlier edition: { $value }.
note-faulty-sibling = Edition { $value } of the programme has { $count ->
    [one] 1 fault
   *[other] { $count } faults
} of its own and was left out of the comparison; evalkit check names them.

# Editions of which little is known
fault-not-a-count = “{ $value }” is not a count; allowed: a whole number from 0.
fault-missing-at-level = the key is missing; an edition whose data.level is “{ $level }” needs it.
fault-cut-off-missing = the cut-off is missing; allowed: cut-offs for all tiers, or for none where no complete scores are on file.
fault-needs-key = “{ $value }” cannot be applied: { $key } is missing from the rules.
fault-nothing-known = nothing is known of unit { $unit }; allowed: a score, a tier or at_least.
fault-file-not-at-level = an edition whose data.level is “{ $level }” has no such table.
fault-tiers-of-fact = { $fact ->
    [tier] the tiers are missing for fact “tier”
   *[other] tiers are given for fact “{ $fact }”
}; allowed: tiers for fact “tier” and for no other.
fault-at-least-and-score = a score and at_least are both given; allowed: one of them.
