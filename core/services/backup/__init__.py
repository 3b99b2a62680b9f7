"""Backups of the whole workspace: made while the studio runs, and put back."""
