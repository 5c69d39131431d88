"""Peta: how vulnerable regencies and districts are, over the map, over the stages, and as desks assessed them."""
