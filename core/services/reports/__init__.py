"""Reports of a project's versions: what is on file is gathered, a `Report` is made of it and written in a format."""
