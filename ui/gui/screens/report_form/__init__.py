"""A new report: one page a question group, completeness beside it, saved at every pause."""
