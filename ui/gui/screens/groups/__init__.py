"""Reports that tell of one incident: a card with the group and what may belong to it, and two reports side by side."""
