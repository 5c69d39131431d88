"""The posts in a period: the board, one post's details, and what the office notes of it."""
