# The demonstration: fictional units, reviewers, comments and minutes
synthetic-unit = Fictional alliance { $code } ({ $field })
synthetic-reviewer = Fictional reviewer { $number }

synthetic-comment-weak-1 = No evidence from the year. (Fictional)
synthetic-comment-weak-2 = The same as the year before; progress is not clear. (Fictional)
synthetic-comment-weak-3 = Too few to meet the standard. (Fictional)
synthetic-comment-weak-4 = Planned only, not yet begun. (Fictional)
synthetic-comment-strong-1 = Complete evidence and an outstanding result. (Fictional)
synthetic-comment-strong-2 = Clear progress in the year, attested by third parties. (Fictional)
synthetic-comment-strong-3 = Well ordered; others may follow it. (Fictional)
synthetic-comment-strong-4 = Many members take part, and the record is complete. (Fictional)

synthetic-recusal-reviewer-1 = Recent joint project (fictional)
synthetic-recusal-reviewer-2 = A relative works at the unit (fictional)
synthetic-recusal-reviewer-3 = Advised on its submission (fictional)
synthetic-recusal-unit-1 = Competes with the reviewer's institution (fictional)
synthetic-recusal-unit-2 = Open dispute over a contract with the reviewer (fictional)

synthetic-revised-1 = After a look at the evidence the panel agreed on one scale for { $indicators } and revised the marks. (Fictional)
synthetic-revised-2 = Reviewers read the standard of { $indicators } differently; marked anew by its wording. (Fictional)
synthetic-revised-3 = An annex on { $indicators } had been overlooked; revised after reading it. (Fictional)
synthetic-kept-1 = The difference is one of severity; the evidence was checked and the marks kept. (Fictional)
synthetic-kept-2 = Views on { $indicators } were exchanged; all marks have their grounds and were kept. (Fictional)
synthetic-minority-1 = One reviewer holds that { $indicator } deserves more, and wants that on record. (Fictional)
synthetic-minority-2 = Two reviewers hold that the evidence for { $indicator } is thin and the mark too high. (Fictional)

synthetic-kind-severe = severe
synthetic-kind-lenient = lenient
synthetic-kind-erratic = erratic
synthetic-kind-halo = halo
synthetic-kind-central-tendency = central tendency
synthetic-size-shift = { $size } points of the total
synthetic-size-erratic = the error of the total has a standard deviation of { $size } points ({ $other } for the rest)
synthetic-size-halo = sees { $size }% of the true differences between indicators
synthetic-size-slope = gives { $size } points more where the true total is 1 point higher (about { $about } points)

error-demo-not-ours = { $folder } holds { $count ->
    [one] 1 file
   *[other] { $count } files
} that the demonstration did not write, or that { $count ->
    [one] was
   *[other] were
} changed since: { $names }. Nothing was touched; use --overwrite to replace everything.
error-demo-no-sheets = There are no score sheets and no minutes of the demonstration in { $folder }.
