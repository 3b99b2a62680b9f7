"""What people hand each other inside the studio: links to a view, and what is said about it. Pure."""
