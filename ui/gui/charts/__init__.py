"""Charts drawn by the program's own hand: the same on the screen, in a picture and in grey print."""
