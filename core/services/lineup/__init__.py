"""The line-up and engine pages."""
