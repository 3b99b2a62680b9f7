"""Reference sets: import, collecting, curation."""
