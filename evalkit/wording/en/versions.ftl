# Versions of what is published, and correction notices
notice-title = Correction notice: { $title }
notice-lead = Version { $new }, of { $now }, takes the place of version { $old }, of { $then }. Listed here is every value of the published data that is another in it: what it was, and what it is. All other data stand; statistics and figures on the pages are computed anew from them.
notice-count = { $count ->
    [one] 1 value is corrected.
   *[other] { $count } values are corrected.
}
notice-others = This notice in other languages, and as a table: { $list }, CSV.
notice-row = Concerning
notice-what = What
notice-before = Before
notice-after = Now
notice-whole = Listed
notice-added = { $column } (new row)
notice-removed = { $column } (row gone)
notice-of-participants = share of participants
notice-of-all = share of all units
notice-of-cohort = share of all units of the cohort
notice-of-cohort-participants = share of the cohort’s participants
notice-of-tier = share of the tier
superseded = Superseded. This is version { $old }; on { $now } version { $new } took its place, with a correction notice that lists what changed.
footer-data = Data as they stood after the latest change on file, of { $date }.
footer-version = Version { $number } of the results, of { $date }.
index-version = Corrected: version { $number }, of { $date }
index-register = Register
index-notice = Correction notice, version { $number }
index-superseded = Version { $number } (superseded)
cli-released = { $edition } is registered as version { $version }, of { $date }. evalkit run makes its reports.
cli-nothing-corrected = Nothing that was published in version { $version } is another now; nothing was written.
cli-corrected-version = { $count ->
    [one] 1 published value is another
   *[other] { $count } published values are another
} in version { $new } than in version { $old }.
cli-correction-notice = Correction notice: { $folder }. The reports so far are kept beside it as superseded; evalkit run { $programme } { $edition } makes those of the new version.
error-no-version = { $edition }: no version is registered (versions.csv); say by --since YEAR-MONTH-DAY at the end of which day it stood as it was published.
error-unknown-version = There is no version { $name }. Known: { $known }.
error-released-already = { $edition }: version { $version } is registered already; evalkit correction-notice makes the next one.
error-version-not-there = { $folder } holds no reports of { $edition }; the notice keeps those of version { $version } as superseded. Make them first (evalkit run), or name the reports that hold them by --earlier.
error-version-not-these = The data in { $folder } are not those of version { $version } ({ $files } differ). Were the reports made again since, name the earlier ones by --earlier; evalkit as-of and run make them anew. Was something changed by hand, past the commands, it has no trace to go back by.
error-named-once = Only one of the two versions names: { $units }. Whoever has both would know that such a unit is, or was, in a tier whose units are not named; nothing was written. Correct such a result towards the unit alone, or let both versions name it or neither (withhold_names_of in rules.toml).
error-folder-inside = { $folder } lies inside { $inside }, which would be copied into it; name a folder elsewhere.
fault-version-before = “{ $value }” comes before version { $before }, which has { $allowed }; allowed: that or later.
fault-version-of-no-history = { $value } changes had been made by then, but history.csv has { $allowed } rows; allowed: at most so many.

# Appeals
cli-appeal-opened = Appeal { $appeal } of unit { $unit } against version { $version } is entered in appeals.csv.
cli-appeal-decided = The decision on appeal { $appeal } of unit { $unit } is entered: { $decision }. What follows from it is corrected by evalkit correct and announced by evalkit correction-notice.
cli-appeal-dossier = { $count ->
    [one] 1 file
   *[other] { $count } files
} written to { $folder }. Not for publication.
error-appeals-not-admitted = { $edition }: the rules admit no appeals ([appeals] in rules.toml).
error-appeal-before-publication = { $edition }: nothing is published that could be appealed against (versions.csv, evalkit release).
error-appeal-too-late = The days for appeals are over: { $days } after publication, that is { $last }; this one is of { $day }.
error-appeal-decided-before-opened = Appeal { $appeal } was opened on { $first }; it cannot have been decided on { $day }.
error-appeal-decided = Appeal { $appeal } is decided already: { $decision }.
error-appeal-without-reason = A decision on appeal { $appeal } needs a reason; give it by --why.
error-unknown-appeal = There is no appeal { $name }. Known: { $known }.
error-unknown-ground = “{ $name }” is no ground that the rules admit ([[appeals.grounds]]). Known: { $known }.
error-unknown-decision = “{ $name }” is no decision. Known: { $known }.
fault-appeal-of-no-version = version { $value } is not in versions.csv; allowed: { $allowed }.
fault-appeal-opened-twice = appeal { $value } is opened in row { $first } already; allowed: once.
fault-appeal-not-open = appeal { $value } is not open here: it is decided already, or opened in no row above; allowed: { $allowed }.
fault-appeal-otherwise = “{ $value }” is not what row { $first } has, in which the appeal is opened; allowed: { $allowed }.
fault-appeal-decision = the cell does not go with the event; allowed: a decision where the appeal is decided, none where it is opened.
fault-appeal-decided-earlier = “{ $value }” is before the day on which the appeal was opened; allowed: { $allowed } or later.
