"""The backup of the workspace, for admins."""
