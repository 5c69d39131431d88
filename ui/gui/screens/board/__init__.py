"""Meja: the province's board of cases, and one case with everything that may be done to it."""
