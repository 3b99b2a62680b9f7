"""Trainings and runs."""
