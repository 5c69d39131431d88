"""Hands and eyes: every screen measured for names, the way of Tab, focus, contrast, and room for large letters."""
