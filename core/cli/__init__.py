"""The services without a browser: a file a command. What a command works with is imported when it runs, so that help
and wrong usage answer at once."""
