"""Pemberitahuan: what the province tells its posts, and who has read it."""
