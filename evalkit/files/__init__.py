"""What the whole house writes and reads files with: whole or not at all, archives without dates, text, workbooks."""
