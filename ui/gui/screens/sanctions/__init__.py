"""Sanctions: the list in the room of referrals, the card in a case, and one dialog for each step."""
