"""Statistics that several packages need; they import nothing of the studio."""
