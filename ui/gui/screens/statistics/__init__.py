"""Statistik: counts by two directions as chart and table, periods compared, and what of it leaves the program."""
