"""The one door: execute a command, ask a question, absorb entries."""
