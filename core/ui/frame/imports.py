"""What plotly uses where it finds it imported: in another visitor's thread it may be half of it, without its names."""

from importlib import import_module

_LATE = ("pandas", "PIL.Image", "plotly.io._json")


def import_ahead() -> None:
    """Have them whole, whoever has begun to import them. Called beside the server while it starts, and before a page
    is drawn: a browser that is still fetching the studio's scripts does not wait for it."""
    for name in _LATE:
        import_module(name)
