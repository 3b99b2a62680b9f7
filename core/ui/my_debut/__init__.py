"""The page of one's own face."""
