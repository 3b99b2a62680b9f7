"""Reference sets: photos, their rights, decisions and collections."""
