"""Who uses the studio: signing in and out, one's own account, people and what they did."""
