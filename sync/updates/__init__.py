"""A new program on a stick: proved by its signatures, unpacked beside the old one, taken back if it must be."""
