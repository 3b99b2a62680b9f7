"""Trainings: the queue, finished parts, runs and features."""
