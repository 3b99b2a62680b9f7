"""Faces that exist nowhere: which generator, who judges, searches, contact sheets and groups."""
