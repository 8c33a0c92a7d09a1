cli-interrupted = Interrupted. Reports that were finished are whole; the others are as they were.
cli-warning = Warning from { $name }: { $warning }
cli-failed = Failed: { $name }: { $why }
cli-done = { $count ->
    [one] 1 page
   *[other] { $count } pages
} written in { $seconds } s. Start at { $index }
cli-checked = { $edition }: no faults, { $units ->
    [one] 1 unit
   *[other] { $units } units
} on file.
cli-state-done = done
cli-state-failed = failed
