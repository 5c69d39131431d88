"""The visitor's own corner: what the code tells, and what he hands over with it."""
