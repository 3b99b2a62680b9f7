"""Asking other machines: careful sockets, polite requests, answers that may be anything."""
