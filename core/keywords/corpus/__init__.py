"""A group's articles made ready for counting."""
