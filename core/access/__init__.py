"""Who acts, what each role may do, and the one place that is asked. Pure: nothing reads or writes."""
