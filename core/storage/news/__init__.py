"""Articles on file, background texts, collections and how long they are kept."""
