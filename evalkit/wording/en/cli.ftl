cli-interrupted = Interrupted. Reports that were finished are whole; the others are as they were.
cli-output-lost = Not everything could be printed: { $why }.
cli-system = The system refused: { $file }: { $why }.
cli-warning = Warning from { $name }: { $warning }
cli-done = { $count ->
    [one] 1 page
   *[other] { $count } pages
} written in { $seconds } s. Start at { $index }
cli-docs = The documentation lies in { $folder }, as Markdown; { $command } prints one of these:
cli-lab = { $count ->
    [0] The notebooks are in { $folder }, as you left them.
    [one] 1 notebook written to { $folder }.
   *[other] { $count } notebooks written to { $folder }.
}
cli-checked = { $edition }: no faults, { $units ->
    [one] 1 unit
   *[other] { $units } units
} on file{ $all ->
    [yes] {""}
   *[no] , { $taking } of them taking part
}.
cli-fallback-texts = { $language }: { $count } of { $of } texts of the library are said in { $other }, for { $folder } does not have them: { $list }
cli-fallback-notebooks = { $language }: { $count ->
    [one] 1 notebook has
   *[other] { $count } notebooks have
} no cells in this language, and { $count ->
    [one] its
   *[other] their
} headings and paragraphs stand in { $other }: { $list }
cli-state-done = done
cli-state-failed = failed
cli-drawn = Drawn by lot with seed { $seed }: over all seeds, no reviewer marks a unit with a probability above { $cap }. Publish the seed with the assignment.
cli-assigned = { $count ->
    [one] 1 assignment
   *[other] { $count } assignments
} written to { $file }
cli-sheets-made = { $count ->
    [one] 1 workbook
   *[other] { $count } workbooks
} written to { $folder }
cli-collected = { $workbooks ->
    [one] 1 workbook
   *[other] { $workbooks } workbooks
} taken: { $added } new marks, { $same } on file already, { $replaced } replaced.
cli-recused = { $count ->
    [one] 1 conflict of interest
   *[other] { $count } conflicts of interest
} declared and entered in recusals.csv.
cli-dropped = Unit { $unit } has lost reviewer { $reviewer } in round { $round }.
cli-missing = No workbook came from { $count ->
    [one] 1 reviewer
   *[other] { $count } reviewers
}: { $reviewers }
cli-sheet-faults = { $count ->
    [one] 1 fault; nothing was taken of the workbook that has it:
   *[other] { $count } faults; nothing was taken of the workbooks that have them:
}
cli-minutes-made = Workbook for the minutes of { $count ->
    [one] 1 unit
   *[other] { $count } units
} written to { $file }
cli-minuted = Minutes of { $count ->
    [one] 1 unit
   *[other] { $count } units
} entered: { $revised } revised, with { $marks } marks decided.
cli-demo = { $count ->
    [one] 1 file
   *[other] { $count } files
} written to { $folder }. Everything in it is made up.
cli-filled = { $count ->
    [one] 1 workbook
   *[other] { $count } workbooks
} in { $folder } filled with made-up marks.
cli-corrected = { $indicator } of unit { $unit } by { $reviewer }: { $before } → { $after }. history.csv keeps both.
cli-withdrawn = Unit { $unit } is taken out of the review ({ $reason }); { $count ->
    [one] its 1 mark stays
   *[other] its { $count } marks stay
} on file and { $count ->
    [one] does
   *[other] do
} not count.
cli-resigned = { $reviewer } gives up; { $count ->
    [0] no sheet of theirs is on file.
    [one] { $rule ->
        [count] the 1 sheet that is done counts.
       *[other] the 1 sheet that is done stays on file and does not count.
    }
   *[other] { $rule ->
        [count] the { $count } sheets that are done count.
       *[other] the { $count } sheets that are done stay on file and do not count.
    }
}
cli-parted = { $reviewer } has a conflict of interest with unit { $unit }; { $count ->
    [0] there are no marks of theirs on it.
    [one] their 1 mark on it stays on file and does not count.
   *[other] their { $count } marks on it stay on file and do not count.
}
cli-handed-over = { $round }, unit { $unit }: { $before } → { $after }
cli-given = { $round }, unit { $unit }: { $after } comes in addition
cli-given-up = { $round }, unit { $unit }: { $before } marks it no longer, and nobody comes instead
cli-short = { $round }, unit { $unit }: { $reviewers } of { $needed } reviewers
cli-changes = { $count ->
    [0] The assignment stays as it is.
    [one] 1 change in assignment.csv; all else stays as it is.
   *[other] { $count } changes in assignment.csv; all else stays as it is.
}{ $reviewers ->
    [0] { "" }
    [one] { " " }Make new workbooks for the 1 reviewer who gets units: sheets make --reviewer.
   *[other] { " " }Make new workbooks for the { $reviewers } reviewers who get units: sheets make --reviewer.
}
cli-changes-written = The changes as a table: { $file }
cli-would-change = { $unit }: score { $score_before } → { $score_after }, tier { $tier_before } → { $tier_after }, rank { $rank_before } → { $rank_after }
cli-would-change-all = Without { $indicator }, { $scores } of { $count } units would have another score, { $tiers } another tier, { $ranks } another rank. Nothing was changed.
cli-changed-all = { $indicator } is dropped; its marks stay on file and do not count. { $scores } of { $count } units have another score, { $tiers } another tier, { $ranks } another rank.
cli-outside = The points of { $indicator } are outside the points of the whole: without it nobody has any of them, and the other indicators are not made up.
cli-renamed = Unit { $unit } is called { $after }; it was called { $before }.
cli-nothing-assigned = Nothing is assigned yet; evalkit assign will respect it.
cli-as-of-version = The edition as it stood when version { $day } was published: { $folder }
cli-as-of = The edition as it stood at the end of { $day }: { $folder }
cli-trail = { $count ->
    [one] 1 mark
   *[other] { $count } marks
} written to { $file }
