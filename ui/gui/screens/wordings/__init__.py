"""Naskah: the texts of what the office prints, given out anew."""
