"""Reference photos from the outside: one file a source, and the curation that finds what is wrong with them."""
