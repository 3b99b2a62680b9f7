"""Names of groups and members in running text."""
