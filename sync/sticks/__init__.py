"""Sticks as the system shows them: found by themselves, told in one of eight states, let go when all is proved."""
