"""The vocabulary and the rules; pure: no disk, no clock, no dice, no log."""
