"""The page of AI groups: faces that exist nowhere."""
