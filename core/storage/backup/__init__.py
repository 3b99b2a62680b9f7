"""A workspace as one archive, and back: what goes into it, its form, and the place where it is unpacked."""
