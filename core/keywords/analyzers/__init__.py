"""Korean analyzers: text to words with their kinds."""
