"""What protects trainees: consent, sealed photos, names as people spell them, marks of those who were purged. Pure."""
