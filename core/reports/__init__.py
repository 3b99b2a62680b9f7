"""A judged line-up to hand out: one frozen `Report`, one file a format that writes it. Nothing here reads a store."""
