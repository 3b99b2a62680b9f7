"""News on file."""
