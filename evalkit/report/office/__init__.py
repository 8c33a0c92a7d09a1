"""Files for offices, made of a finished page: its tables as a workbook, the page itself as Word and as PDF."""
