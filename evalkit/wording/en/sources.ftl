# Where tables come from: [source] in rules.toml or programme.toml
fault-not-frozen = the source is not in the edition's folder, and no copy of it is there yet; evalkit freeze reads it and makes one.
fault-frozen-changed = this copy is not what was frozen; change the source, then run evalkit freeze again.
fault-table-in-two-places = the table is also in the source that { $other } names; allowed: one of the two.
fault-not-wide = “{ $value }” cannot be a wide table; allowed: { $allowed }.
fault-no-such-sheet = there is no sheet “{ $value }”; allowed: { $allowed }.
fault-not-a-workbook = the file cannot be read as a workbook: { $why }.
fault-workbook-locked = the workbook has a password; allowed: a workbook without one.
fault-formula-without-value = the cell holds a formula that was never calculated; open the workbook in a spreadsheet program and save it.
fault-query-not-reading = “{ $value }” is no query that reads; allowed: one statement that begins with SELECT or WITH.
fault-query-failed = the database refuses the query: { $why }.
fault-password-on-file = a password does not belong in a file; write { $example } and set this variable in the environment.
fault-no-variable = the variable { $value } is not set in the environment.
fault-not-a-url = this is no address of a database; allowed: one such as sqlite:///office.db.
fault-no-driver = what talks to this kind of database is not installed: { $why }.
fault-no-database = the database does not open: { $why }.
error-no-sqlalchemy = A database as source needs the package SQLAlchemy: pip install sqlalchemy
error-no-source = { $edition } has no [source]; its tables are CSV files in its folder.
cli-frozen = { $file }: { $count ->
    [one] 1 row
   *[other] { $count } rows
}{ $state ->
    [unchanged] , as before
   *[new] {""}
}
file-source = Source of the tables
