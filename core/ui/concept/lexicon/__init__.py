"""The lexicon on the concept page: what a team changes in it, and what is proposed."""
