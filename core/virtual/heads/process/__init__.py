"""Pictures are made in processes of their own."""
