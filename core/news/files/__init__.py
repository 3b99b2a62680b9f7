"""News in files: one reader a format, one table of column names."""
