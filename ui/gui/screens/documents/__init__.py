"""Dokumen: the office's own letters, minutes and lists, and declarations with many signatories."""
