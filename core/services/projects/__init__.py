"""Debut plans: made, kept, found again, compared. Every call says who asks, and one place says whether they may."""
