"""What all share: choices, changes that can be taken back, and the record of who did what."""

from sqlalchemy import Column, Integer, String, Table

from core.storage.schema.base import UtcDateTime, schema

# Choices of the whole studio: the active set, engine and run, days to keep news, words left out, words by which each
# group's articles are read.
choices = Table(
    "choice",
    schema,
    Column("key", String, primary_key=True),  # such as "engine" or "news_keep.naver"
    Column("value", String, nullable=False),  # of the key's own form: an id, a number, JSON; "" is as good as no row
)
# What a person chose for oneself in place of the studio's choice.
own_choices = Table(
    "own_choice",
    schema,
    Column("person", String, primary_key=True),
    Column("key", String, primary_key=True),  # as of `choice`
    Column("value", String, nullable=False),
)
# Who did what, when, on what. Rows are added; a row's hash covers the one before it, so that a change is seen.
audit = Table(
    "audit",
    schema,
    Column("number", Integer, primary_key=True),  # 1, 2, ... without a gap
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String, nullable=False),  # id of the person, "local", "studio", "" for a stranger
    Column("action", String, nullable=False),  # of core/access/actions.py
    Column("on", String, nullable=False),  # such as "project/<id>/3"; never a name of a trainee
    Column("outcome", String, nullable=False),  # done or refused
    Column("hash", String, nullable=False),  # SHA-256 of the previous hash and this row
)
# A change of what all share, with what it takes to take it back. Of an article that is deleted its rows go too.
shared_changes = Table(
    "shared_change",
    schema,
    Column("number", Integer, primary_key=True),  # counts up
    Column("kind", String, nullable=False),  # lexicon, exclusions, terms, catalog, news or choice
    Column("on", String, nullable=False, index=True),  # keys of what was changed, a line each
    Column("what", String, nullable=False),  # word, group, title of an article ... as people see it
    Column("before", String, nullable=False),  # JSON: key -> what it was, of the kind's own form; null for nothing
    Column("after", String, nullable=False),  # JSON
    Column("by", String, nullable=False),  # id of the person
    Column("by_name", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("undone_by", String, nullable=False),  # name of the person; "" where it stands
    Column("undone", UtcDateTime),
)
