"""Text: Korean, HTML, bylines, near-duplicates. Imports nothing of ours but errors and types."""
