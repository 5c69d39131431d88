"""Tim: the integrated team's room."""
