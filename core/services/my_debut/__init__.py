"""One's own face: which group it leans to, and why."""
