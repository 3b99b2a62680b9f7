"""Korean words of a group: analyzers, lexicon, keyness, cloud and summary."""
