"""Signing, sealing, key slots and certificates: the only room that touches primitives."""
