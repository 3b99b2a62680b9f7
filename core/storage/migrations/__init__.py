"""Migrations of the workspace database, run by alembic: each file in `versions` leads from the revision before to its
own. Once released, a migration is never changed: a change of `core/storage/schema/` gets the next number."""
