"""Trainees' photos, their consent, and an end to all that is known of one. All of it is on the access record."""
