"""The team's lexicon."""
