"""Who signs in."""

from sqlalchemy import Column, Index, String, Table

from core.storage.schema.base import UtcDateTime, schema

# Somebody who signed in once: known by issuer and subject, never by an address of mail alone.
people = Table(
    "person",
    schema,
    Column("id", String, primary_key=True),  # 12 hex digits
    Column("issuer", String, nullable=False),  # address of who vouches, the token's `iss`
    Column("subject", String, nullable=False),  # the token's `sub`
    Column("name", String, nullable=False),  # as the issuer says; so is the next
    Column("email", String, nullable=False),
    Column("role", String, nullable=False),  # viewer, analyst or admin; "" for none
    Column("state", String, nullable=False),  # active or removed
    Column("role_by", String, nullable=False),  # who gave the role: id of a person, "start" or "claim"; "" for none
    Column("first_seen", UtcDateTime, nullable=False),
    Column("last_seen", UtcDateTime, nullable=False),
    Column("not_before", UtcDateTime),  # a sign-in that began before it counts no longer; NULL for none
    Index("person_by_subject", "issuer", "subject", unique=True),
)
# One sign-in of a person in one browser.
sign_ins = Table(
    "sign_in",
    schema,
    Column("id", String, primary_key=True),  # 32 hex digits, of what the browser's cookie says; never the cookie itself
    Column("person", String, nullable=False, index=True),
    Column("began", UtcDateTime, nullable=False),  # the token's `iat`
    Column("last_use", UtcDateTime, nullable=False),  # to the minute
    Column("device", String, nullable=False),  # system and browser as they say, such as "Windows, Chrome"
    Column("ended", UtcDateTime),  # NULL while it counts
)
