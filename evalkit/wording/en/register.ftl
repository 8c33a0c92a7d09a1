# Labels over editions: rules, events between editions, the register, certificates
fault-id-of-a-ledger = “{ $value }” stands for something else in labels.csv ({ $allowed }); allowed: any other id.
fault-event-needs = the cell is empty; an event “{ $event }” needs it.
fault-event-has-not = “{ $value }” says nothing about an event “{ $event }”; allowed: nothing here.
fault-event-twice = there is an event of this unit and label on this day already, in row { $first }; allowed: one a day.
fault-void-of-nothing = no row has the same date, edition, unit, label and tier; allowed: those of the row that is taken back.
fault-until-before = “{ $value }” does not fit the date of the row; allowed: { $allowed }.
fault-assessed-elsewhere = a new assessment needs { $key }, which says how long it is valid or where it stands; allowed: that, and no such row where there is none.
fault-event-of-tiers = “{ $value }” goes with tiers; the label “{ $label }” has none; allowed: suspended, ended.
fault-event-not-in-force = on { $value } nothing of the edition is in force or announced for the unit; it is valid: { $allowed }.
fault-event-outside-reapply = “{ $value }” is outside the time in which a new assessment may be asked for; allowed: { $allowed }.
fault-event-suspended = it is suspended on that day already; allowed: resumed, or a later day.
fault-event-not-suspended = it is not suspended on that day; allowed: resumed after suspended.
fault-event-not-lower = “{ $value }” is not lower than what the unit has on that day; allowed: { $allowed }.
error-no-follow-up = No rules say how many are drawn for a follow-up of “{ $label }”; they stand in follow_up below its validity in rules.toml.
error-no-follow-up-seed = No seed is given: write follow_up.seed in rules.toml, or give the one that was published with --seed.
error-register-nothing = Nothing that is valid for a time, and no honour or label, is in the rules of { $programme }.
error-internal-in-reports = Nothing is written: { $folder } is among the published reports, and this is not for publication; allowed: a folder outside them, such as { $allowed }.
error-register-would-tell = Nothing is written: { $count ->
    [one] one place would tell
   *[other] { $count } places would tell
} what is not for publication: { $places }
cli-label-entered = Entered in labels.csv: { $unit }, { $label }, { $event }, on { $date }.
cli-register-written = { $files ->
    [one] One file
   *[other] { $files } files
} in { $folder }
cli-register-drawn = { $count ->
    [one] One { $unit } is
   *[other] { $count } are
} drawn with the seed “{ $seed }”, the first drawn first: { $list }

register-title = Register: { $title }
register-lead = What { $units } hold on { $date }, by the editions on file up to { $edition }, and by what was decided between editions.
register-held = { $label }: { $count ->
    [0] none is known to hold it
    [one] one { $unit } holds it
   *[other] { $count } { $units } hold it
}.
register-held-suspended = Of these, { $count ->
    [one] one is suspended
   *[other] { $count } are suspended
}.
register-unknown = Of { $count ->
    [one] one further { $unit }
   *[other] { $count } further { $units }
} it is not known.
register-of-total = Edition { $edition } counts { $count }, whoever they are.
register-undated = From when to when it is valid, the rules on file do not say; the list is that of the edition named beside.
register-caption-now = What is in force or announced
register-caption-over = What has ended or expired
register-caption-unknown = What is not known
register-note = Days are included at both ends.
register-none = Nothing is on file.
register-provenance = evalkit { $version }, data { $digest }
register-label-tier = Tier
register-level-held = held
register-state-announced = announced, not yet in force
register-state-held = in force
register-state-suspended = suspended
register-state-undated = awarded
register-state-ended = ended
register-state-expired = expired
register-state-unknown = not known
register-because-edition-not-on-file = an edition is missing that may have decided on it
register-because-not-on-file = the result of the edition is not on file
register-because-merged = the { $unit } is part of another one, several, or none, by now
register-because-refused-unsaid = assessed anew without success; the rules do not say what becomes of what was there before
register-because-finding-without-rule = the rules do not say what the finding does
register-because-no-tier = assessed anew without success
register-because-no-honour = not on the list of the edition
register-remark-since = since { $date }{ $known ->
    [yes] {" "}({ $by })
   *[no] {""}
}
register-days = { $first } to { $last }
register-event-follow-up = follow-up
register-event-verification = verification
register-event-suspended = suspended
register-event-resumed = resumed
register-event-lowered = lowered
register-event-ended = ended
column-state = State
column-kind-of = Kind
column-reapply = New assessment may be asked for
column-edition-of = Edition
column-remark = Remark
column-since = Since
column-event = Event
column-date = Date
column-holder = Last edition and code
column-reapply-from = New assessment from
column-reapply-until = New assessment until
