"""The truth: signed entries in append-only chains (see FORMAT.md)."""
