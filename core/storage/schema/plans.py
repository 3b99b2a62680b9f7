"""Debut plans, their versions, what is being typed in them, and who was let in."""

from sqlalchemy import Boolean, Column, Float, Integer, String, Table

from core.storage.schema.base import UtcDateTime, schema

# A debut plan.
projects = Table(
    "project",
    schema,
    Column("id", String, primary_key=True),  # 12 hex digits
    Column("name", String, nullable=False),
    Column("note", String, nullable=False),
    Column("target", String, nullable=False),  # JSON of core.projects.project.Target
    Column("board", String, nullable=False),  # JSON of core.projects.project.Board
    Column("state", String, nullable=False),  # open, archived or deleted
    Column("is_demo", Boolean, nullable=False),  # of line-ups of people who do not exist
    Column("created", UtcDateTime, nullable=False),
    Column("changed", UtcDateTime, nullable=False),
    Column("changed_by", String, nullable=False),  # name of the person
    Column("revision", Integer, nullable=False),  # counts the changes of this row
)
# A judged line-up in a plan. Rows are added and go with their plan; none is ever changed but by a purge.
project_versions = Table(
    "project_version",
    schema,
    Column("project_id", String, primary_key=True),
    Column("number", Integer, primary_key=True),  # 1, 2, ...
    Column("parent", Integer, nullable=False),  # number of the one it came from, 0 for none
    Column("saved_by", String, nullable=False),  # name of the person
    Column("at", UtcDateTime, nullable=False),
    Column("said", String, nullable=False),  # a note about it
    Column("trainees", Integer, nullable=False),  # how many there are
    Column("near", String, nullable=False),  # name of the group the line-up is nearest to, "" where there is none
    Column("share", Float),  # its score, 0-1; NULL where near is ""
    Column("composed", Boolean, nullable=False),  # chosen from stored scores
    Column("form", Integer, nullable=False),  # of the body
    Column("body", String, nullable=False),  # JSON of core.projects.version.Version
)
# What somebody was typing when it was last kept.
project_drafts = Table(
    "project_draft",
    schema,
    Column("actor", String, primary_key=True),  # id of the person
    Column("key", String, primary_key=True),  # what is typed, such as "<project>/note"
    Column("text", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
# Who was let into a plan.
project_members = Table(
    "project_member",
    schema,
    Column("project_id", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("role", String, nullable=False),  # viewer, analyst or admin
    Column("by", String, nullable=False),  # id of the person who did
    Column("at", UtcDateTime, nullable=False),
)
