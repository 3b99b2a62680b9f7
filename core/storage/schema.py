"""Tables of the workspace database. What each column holds is said where it is read and written.

Nothing of a trainee has a place here."""

from sqlalchemy import Boolean, Column, Date, DateTime, Float, Integer, LargeBinary, MetaData, String, Table

schema = MetaData()
sets = Table(
    "reference_set",
    schema,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("created", DateTime, nullable=False),
)
choices = Table(
    "choice",
    schema,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)
faces = Table(
    "reference_face",
    schema,
    Column("engine", String, primary_key=True),
    Column("sha256", String, primary_key=True),
    Column("status", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("vector", LargeBinary),
)
tokens = Table(
    "article_tokens",
    schema,
    Column("key", String, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
# One row a photo of a set of one's own: whose work it is, and what was decided about it. Where it lies says whose photo
# it is and whether it is kept.
photos = Table(
    "reference_photo",
    schema,
    Column("set_id", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("sha256", String, nullable=False),
    Column("source", String, nullable=False),
    Column("title", String, nullable=False),
    Column("author", String, nullable=False),
    Column("licence", String, nullable=False),
    Column("licence_url", String, nullable=False),
    Column("page", String, nullable=False),
    Column("url", String, nullable=False),
    Column("fetched", DateTime),
    Column("decided_by", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("suggestion", String, nullable=False),
    Column("score", Float),
    Column("decided", DateTime),
)
looks = Table(
    "reference_look",
    schema,
    Column("engine", String, primary_key=True),
    Column("sha256", String, primary_key=True),
    Column("value", LargeBinary, nullable=False),
    Column("thumbnail", LargeBinary, nullable=False),
)
collections = Table(
    "collection",
    schema,
    Column("id", String, primary_key=True),
    Column("set_id", String, nullable=False),
    Column("source", String, nullable=False),
    Column("plan", String, nullable=False),
    Column("state", String, nullable=False),
    Column("message", String, nullable=False),
    Column("started", DateTime, nullable=False),
    Column("ended", DateTime),
)
fetches = Table(
    "collection_fetch",
    schema,
    Column("set_id", String, primary_key=True),
    Column("url", String, primary_key=True),
    Column("collection", String, nullable=False),
    Column("group_id", String, nullable=False),
    Column("member", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("at", DateTime, nullable=False),
)
# One row an article, group and source; `fetched` is the first time, from which its days are counted.
articles = Table(
    "article",
    schema,
    Column("group_id", String, primary_key=True),
    Column("source", String, primary_key=True),
    Column("fingerprint", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("body", String, nullable=False),
    Column("press", String, nullable=False),
    Column("day", Date),
    Column("at", DateTime),
    Column("link", String, nullable=False),
    Column("tags", String, nullable=False),
    Column("fictional", Boolean, nullable=False),
    Column("filed", Boolean, nullable=False),
    Column("fetched", DateTime, nullable=False),
    Column("decision", String, nullable=False),
)
backgrounds = Table(
    "background",
    schema,
    Column("group_id", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("text", String, nullable=False),
    Column("link", String, nullable=False),
    Column("licence", String, nullable=False),
    Column("fetched", DateTime, nullable=False),
)
news_collections = Table(
    "news_collection",
    schema,
    Column("id", String, primary_key=True),
    Column("source", String, nullable=False),
    Column("plan", String, nullable=False),
    Column("state", String, nullable=False),
    Column("message", String, nullable=False),
    Column("found", String, nullable=False),
    Column("started", DateTime, nullable=False),
    Column("ended", DateTime),
)
