"""Bytes at rest: the encrypted database and the vault of attachments."""
