"""Who visits: where they sit, when their tab is closed, and the memory all of them share."""
