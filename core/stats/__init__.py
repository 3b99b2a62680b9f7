"""Arrays and statistics that matching, training and the models share."""
