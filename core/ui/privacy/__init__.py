"""Trainees' photos, consent and purges on the screen."""
