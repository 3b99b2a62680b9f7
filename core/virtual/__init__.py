"""Faces that exist nowhere: generators, and the search that steers them."""
