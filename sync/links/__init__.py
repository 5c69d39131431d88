"""Links: the same objects on a server instead of a stick. The only rooms of the program that open a connection."""
