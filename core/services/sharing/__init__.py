"""Links and comments: made, found, opened. Every call says who asks, and one place says whether they may."""
