"""Light, background and film: what makes a render a photograph."""
