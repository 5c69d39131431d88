"""Data acuan: single items of reference data, changed in a draft."""
