"""The sheet of a made-up group: a value, and a writer a format."""
