"""Links and comments on the pages: made, read, answered, beside what they are about."""
