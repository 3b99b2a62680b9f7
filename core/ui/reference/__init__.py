"""The page of reference photos."""
