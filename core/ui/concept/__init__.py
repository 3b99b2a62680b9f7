"""The concept page."""
