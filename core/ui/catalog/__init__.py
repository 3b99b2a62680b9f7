"""The catalogue editor."""
