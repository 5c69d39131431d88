"""Pelindungan data: breaches, requests for access, and what is due for purge."""
