"""The group catalogue."""
