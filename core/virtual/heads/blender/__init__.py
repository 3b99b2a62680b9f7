"""What needs Blender. Imported in worker processes only: its state is global, and it may take a process down."""
