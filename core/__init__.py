"""Debut Concept Studio: which group concepts a debut line-up leans to, how surely, and why."""

__version__ = "0.1.0"
