"""Articles, what analyzers made of them, and collections of news."""

from sqlalchemy import Boolean, Column, Date, LargeBinary, String, Table

from core.storage.schema.base import UtcDateTime, schema

# Analysed articles, and under keys that begin with "prepared:" whole corpora.
tokens = Table(
    "article_tokens",
    schema,
    Column("key", String, primary_key=True),  # "<version of the analyzer>:<SHA-256 of the text>", "prepared:<SHA-256>"
    # JSON of core/keywords/analyzers/token_cache.py; zlib of that of core/keywords/corpus/pack.py
    Column("value", LargeBinary, nullable=False),
)
# An article as one source gave it for one group.
articles = Table(
    "article",
    schema,
    Column("group_id", String, primary_key=True),
    Column("source", String, primary_key=True),  # naver, google_news, file ...: its days to keep go by it
    Column("fingerprint", String, primary_key=True),  # 32 hex digits, of core/news/fingerprint.py
    Column("title", String, nullable=False),
    Column("body", String, nullable=False),  # as much as the source gives; "" where that is the title alone
    Column("press", String, nullable=False),
    Column("day", Date),  # in Korea; NULL where the source names none
    Column("at", UtcDateTime),  # when it appeared; NULL where the source names a day at most
    Column("link", String, nullable=False),  # http or https
    Column("tags", String, nullable=False),  # JSON: names that the source lists, or {"names": ..., "words": ...}
    Column("fictional", Boolean, nullable=False),  # written for the demo
    Column("filed", Boolean, nullable=False),  # a person put it under this group, no search did
    Column("fetched", UtcDateTime, nullable=False),  # the first time: its days to keep count from here
    Column("decision", String, nullable=False),  # a person's: in or out; "" leaves it to core/news/gate.py
)
# What an encyclopedia says of a group.
backgrounds = Table(
    "background",
    schema,
    Column("group_id", String, primary_key=True),
    Column("title", String, nullable=False),  # of the encyclopedia's page
    Column("text", String, nullable=False),
    Column("link", String, nullable=False),
    Column("licence", String, nullable=False),
    Column("fetched", UtcDateTime, nullable=False),
)
# A collection of news.
news_collections = Table(
    "news_collection",
    schema,
    Column("id", String, primary_key=True),  # as of `collection`
    Column("source", String, nullable=False),  # naver or google_news
    Column(
        "plan", String, nullable=False
    ),  # JSON: groups [id, ...], since, until (ISO days in Korea, both included), terms
    Column("state", String, nullable=False),  # as of `collection`
    Column("message", String, nullable=False),  # as of `collection`
    Column("found", String, nullable=False),  # JSON: a GroupReport for each group begun so far
    Column("started", UtcDateTime, nullable=False),
    Column("ended", UtcDateTime),  # NULL before it ended
)
