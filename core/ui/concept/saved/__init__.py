"""What leaves the concept page: files, and the one-page brief."""
