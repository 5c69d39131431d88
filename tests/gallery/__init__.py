"""Pictures of every screen, a file for each subject; ``walk`` goes through them, ``python3 -m tests.gallery DIR`` paints."""
