"""Debut plans: their judged line-ups, what is compared, varied and shown of them. Pure: nothing reads or writes."""
