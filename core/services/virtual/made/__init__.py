"""A made-up group on file: its members, their pictures, what leaves the studio."""
