"""What protects trainees, on file: their consent, sealed photos and keys, and what a purge takes away."""
