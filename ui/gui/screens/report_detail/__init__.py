"""One report: its head, and a tab each for what it says, its evidence and its history."""
