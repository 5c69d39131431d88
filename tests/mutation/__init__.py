"""Mutation testing: small faults put into the program one at a time; a fault that no test notices is a test that lacks."""
