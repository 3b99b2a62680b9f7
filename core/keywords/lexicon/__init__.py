"""The words the studio knows: its own file and the team's over it."""
