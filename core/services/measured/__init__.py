"""What is measured on this machine: engines on a set, and how long a training may take."""
