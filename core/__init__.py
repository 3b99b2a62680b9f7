"""Debut Concept Studio: which group concepts a debut line-up leans to, how surely, and why."""

__version__ = "0.5.0"  # what pyproject.toml and the newest heading of CHANGELOG.md say as well
