"""The identity desk in the window: a case's openings, asking for one, showing it once, and the line on the home screen."""
