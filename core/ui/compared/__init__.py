"""What line-ups are compared with: the team's choice, and a visitor's own beside it."""
