"""The window as a blind officer meets it: its words over AT-SPI, its keys, nothing of its pixels."""
