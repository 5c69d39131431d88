"""Panduan: may this person do this? Questions on the left, advice from dated law on the right, never a verdict."""
