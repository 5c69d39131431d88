"""Carries entries and attachments between devices; never touches a table (see FORMAT.md)."""
