"""The services without a browser: a file a command."""
