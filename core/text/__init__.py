"""Text and how it is written: Korean particles, numbers. Nothing here knows groups, news or photos."""
