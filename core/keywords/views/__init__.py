"""What a concept shows: pure functions of a corpus."""
