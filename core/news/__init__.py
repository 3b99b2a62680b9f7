"""Readers of Korean news: one file a source, the same `Reading` from each."""
