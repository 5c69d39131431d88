"""Penerusan: what went on to institutions, with a clock for each."""
