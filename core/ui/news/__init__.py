"""Articles on the concept page."""
