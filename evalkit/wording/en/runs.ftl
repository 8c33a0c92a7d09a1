# What a run says: why notebooks run, how it ended, what was left.
run-current = { $name }: up to date
run-due = { $name }: runs, because { $why }
run-because-forced = --force was given
run-because-never = there is no page of it yet
run-because-unknown = nothing says what its page was made from
run-because-output-missing = { $name } is missing
run-because-output-changed = { $name } is not as it was written
run-because-data-changed = { $name } changed
run-because-data-new = { $name } is new
run-because-data-gone = { $name } is gone
run-because-notebook-changed = { $name } changed
run-because-notebook-new = { $name } is new to it
run-because-notebook-gone = { $name } is no longer part of it
run-because-code-changed = { $name } changed
run-because-installed-changed = other packages are installed
run-because-installed-new = other packages are installed
run-because-installed-gone = other packages are installed
run-because-packages-changed = package { $name } is { $after }, was { $before }
run-because-packages-new = package { $name } { $after } is new
run-because-packages-gone = package { $name } { $before } is gone
run-because-parameters-changed = parameter { $name } is { $after }, was { $before }
run-because-parameters-new = parameter { $name } = { $after } is new
run-because-parameters-gone = parameter { $name } = { $before } is gone
run-because-more = { $count ->
    [one] 1 more reason
   *[other] { $count } more reasons
}
run-explained = { $due ->
    [0] Nothing would run
    [one] 1 notebook would run
   *[other] { $due } notebooks would run
}; { $current ->
    [0] no page is
    [one] 1 page is
   *[other] { $current } pages are
} up to date.
run-unchanged = Nothing has changed: { $count ->
    [one] 1 page is
   *[other] all { $count } pages are
} up to date. Start at { $index }
run-kept = { $count ->
    [one] 1 page was
   *[other] { $count } pages were
} up to date already.
run-failed-head-notebook = notebook
run-failed-head-edition = edition
run-failed-head-language = language
run-failed-head-where = in the part
run-failed-head-why = message
run-failed-head-copy = as far as it came
run-no-copy = no copy
run-index-failed = The index is as it was before: { $why }
run-nothing = { $count ->
    [one] 1 page is
   *[other] { $count } pages are
} not made, for there is nothing to say: { $list }
run-nothing-one = { $name }: no page, for { $why }
run-nothing-of = { $names } ({ $why })
need-scores = not every score is on file
need-tiers = not every tier is on file
need-cut-offs = no tier has cut-offs
need-cohorts = the rules name no two cohorts
need-review = nothing about the review is on file
need-marks = no marks of reviewers are on file
need-claims = no printed numbers are on file
need-comparable-sheets = sheets cannot be compared as wholes: they hold different indicators, or votes that are added
need-labels = the rules award no labels
need-several-editions = no earlier edition is on file
run-left-out = Not run, for they lie in folders below notebooks/ or do not end in .ipynb: { $names }
run-obsolete = { $count ->
    [one] 1 page belongs
   *[other] { $count } pages belong
} to a notebook or an edition that is not there any more, or has nothing to say there; evalkit run --prune removes { $count ->
    [one] it
   *[other] them
}:
run-pruned = Removed, because the notebook or the edition is not there any more, or there is nothing to say:
error-disk-full = The disk is full: { $folder } could not be written, the earlier files there are untouched. Make room and run again; what is finished is kept.
error-changed-meanwhile = Another command or program has changed { $names } since this one read the data. Nothing was written; run it again.
error-inputs-changed = Changed while the notebook ran: { $names }. Nothing was written; run again.
error-index-failed = The pages are written, but the index is not.
runner-timeout = a cell took longer than { $seconds } s (--cell-timeout) and was stopped
runner-dead = the process of the notebook died ({ $how })
runner-died-unknown = nobody saw how
runner-died-code = exit code { $code }
runner-died-signal = signal { $signal }
runner-died-killed = signal { $signal }, often because memory ran out
runner-cell-did-not-run = cell { $cell } did not run
runner-lost = the process that ran it ended twice ({ $how })
runner-cold = This system cannot fork processes: each notebook loads everything itself, which takes longer and changes nothing else
runner-no-input = nobody can answer while a report is made: input() is not possible here
runner-waiting = starting
runner-total = All notebooks
watch-changed = { $file } has changed
watch-made = { $page } after { $seconds } s
watch-waiting = Waiting for changes of notebook, rules or data; Ctrl-C ends this.
