"""Derived rows; deleting them loses nothing."""
