"""Consents, kept photos and purges of trainees."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, LargeBinary, String, Table

from core.storage.schema.base import UtcDateTime, schema

# A trainee whose consent was written down: known by her name within a plan.
trainees = Table(
    "trainee",
    schema,
    Column("id", String, primary_key=True),  # 12 hex digits; what the access record calls her
    Column("project_id", String, nullable=False),
    Column("name", String, nullable=False),  # as in the versions, NFC
    Column("wrapped", LargeBinary),  # the key of her photos, sealed by the one outside; NULL while none is kept
    Column("wrapped_by", String, nullable=False),  # which key outside: 12 hex digits of its SHA-256; "" for none
    Index("trainee_by_name", "project_id", "name", unique=True),
)
# The consent that a trainee's photos are kept.
consents = Table(
    "consent",
    schema,
    Column("trainee", String, primary_key=True),
    Column("basis", String, nullable=False),
    Column("purpose", String, nullable=False),
    Column("given", Date, nullable=False),
    Column("expires", Date, nullable=False),  # the last day
    Column("minor", Boolean, nullable=False),  # a person has said so
    Column("guardian", String, nullable=False),  # "" but for a minor
    Column("by", String, nullable=False),  # id of the person who wrote it down
    Column("by_name", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("withdrawn", UtcDateTime),  # NULL while it counts
    Column("revision", Integer, nullable=False),  # counts the changes of this row
)
# A kept photo of a version. Its sealed bytes are a file of `kept/` in the workspace.
kept_photos = Table(
    "kept_photo",
    schema,
    Column("id", String, primary_key=True),  # 16 hex digits
    Column("trainee", String, nullable=False, index=True),
    Column("project_id", String, nullable=False),
    Column("number", Integer, nullable=False),  # of the version
    Column("place", Integer, nullable=False),  # among her photos there
    Column("file", String, nullable=False),  # of `kept/`; versions that rest on the same photos share it
    Column("sha256", String, nullable=False),  # of the sealed bytes
    Column("kept", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
)
# A purge of a trainee. Done, nothing in it names her.
purges = Table(
    "purge",
    schema,
    Column("id", String, primary_key=True),  # 12 hex digits
    # asked: nothing is gone yet, body says who is meant; going: the database is clean; done
    Column("state", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String, nullable=False),  # id of the person
    Column("body", String, nullable=False),  # JSON: of core.storage.privacy.purges.Asked, then of a Receipt and files
    Column("ended", UtcDateTime),  # NULL until it is done
)
# Who was purged, so that a restored backup brings nobody back. Whoever has a row can try names, as with any hash.
purged = Table(
    "purged",
    schema,
    Column("mark", String, primary_key=True),  # of core.privacy.names.mark
    Column("key", String, nullable=False),  # of the mark, 64 hex digits
    Column("project_id", String, nullable=False),
    Column("size", Integer, nullable=False),  # of the name's compared letters
    Column("mode", String, nullable=False),  # name or row
    Column("label", String, nullable=False),  # what she is called instead
    Column("at", UtcDateTime, nullable=False),
    Column("purge", String, nullable=False),  # id
)
