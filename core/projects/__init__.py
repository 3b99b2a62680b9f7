"""Debut plans: their judged line-ups, what is compared, varied and shown of them. Pure: nothing here reads or writes."""
