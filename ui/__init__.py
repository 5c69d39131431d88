"""The two faces, window and command line, and their composition root."""
