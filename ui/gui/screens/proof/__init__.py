"""Waktu dan sertifikat: the province's day timestamps, and certificates that it takes back."""
