"""Links to views, and comments."""

from sqlalchemy import Column, Integer, String, Table

from core.storage.schema.base import UtcDateTime, schema

# A way to a view, to be handed to somebody who may see it anyway.
links = Table(
    "link",
    schema,
    Column("id", String, primary_key=True),  # 22 characters of base64 for addresses; opens nothing by itself
    Column("kind", String, nullable=False),  # project, version, concept or report
    Column("project_id", String, nullable=False, index=True),  # "" for a concept
    Column("version", Integer, nullable=False),  # number, 0 where it is about none
    Column("view", String, nullable=False),  # JSON of core.sharing.link.SharedView
    Column("by", String, nullable=False),  # id of the person who made it
    Column("by_name", String, nullable=False),
    Column("made", UtcDateTime, nullable=False),
    Column("expires", UtcDateTime, nullable=False),
    Column("revoked", UtcDateTime),  # NULL while it is not
    Column("uses", Integer, nullable=False),  # how often it was opened
    Column("last_use", UtcDateTime),  # NULL for never
)
# What somebody said in a plan. A trainee is named in `about`, and wherever people wrote a name in `text`.
comments = Table(
    "comment",
    schema,
    Column("id", String, primary_key=True),  # 16 hex digits
    Column("project_id", String, nullable=False, index=True),
    Column("about_kind", String, nullable=False),  # version, trainee, word or item
    Column("version", Integer, nullable=False),  # number, of a version or a trainee; else 0
    Column("about", String, nullable=False),  # a trainee's name, a word, or the id of a pin; "" of a version
    Column("group_id", String, nullable=False),  # of a word; "" of the rest
    Column("text", String, nullable=False),
    Column("by", String, nullable=False),  # id of the person
    Column("by_name", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("changed", UtcDateTime),  # NULL while it is as it was first written
    Column("revision", Integer, nullable=False),  # counts the changes of the text
    Column("resolved", UtcDateTime),  # NULL while it is open
    Column("resolved_by", String, nullable=False),  # name of the person; "" while it is open
)
# How a comment read before it was changed.
comment_edits = Table(
    "comment_edit",
    schema,
    Column("comment_id", String, primary_key=True),
    Column("revision", Integer, primary_key=True),  # that read so
    Column("text", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),  # since when it read so
)
# Who is called in a comment.
comment_mentions = Table(
    "comment_mention",
    schema,
    Column("comment_id", String, primary_key=True),
    Column("person", String, primary_key=True),
)
# Who has seen a comment of another.
comments_seen = Table(
    "comment_seen",
    schema,
    Column("person", String, primary_key=True),
    Column("comment_id", String, primary_key=True),
)
