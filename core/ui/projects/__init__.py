"""The page of projects: what is kept of line-ups, compared, varied, placed and noted."""
