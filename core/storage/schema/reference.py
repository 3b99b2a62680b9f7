"""Reference sets, their photos, what engines made of them, and collections of photos."""

from sqlalchemy import Column, DateTime, Float, Integer, LargeBinary, String, Table

from core.storage.schema.base import UtcDateTime, schema

# A reference set of one's own.
sets = Table(
    "reference_set",
    schema,
    Column("id", String, primary_key=True),  # 12 hex digits; also the name of its folder in `sets/`
    Column("name", String, nullable=False),  # as people gave it, at most 60 characters
    Column("created", DateTime, nullable=False),  # local time of the machine that made it, the one time not in UTC
)
# What an engine made of a reference photo, so that no photo is embedded twice.
faces = Table(
    "reference_face",
    schema,
    Column("engine", String, primary_key=True),  # version of detector, aligner and embedder, "/" between them
    Column("sha256", String, primary_key=True),  # of the photo's bytes on file
    Column("status", String, nullable=False),  # ok, weak or rejected
    Column("reason", String, nullable=False),  # why it is weak or rejected (Korean), "" where it is ok
    Column("vector", LargeBinary),  # unit embedding, little-endian float32; NULL where no face can be used
)
# A photo of a set of one's own: whose work it is, and what was decided about it. Where it lies says whose photo it is
# and whether it is kept.
photos = Table(
    "reference_photo",
    schema,
    Column("set_id", String, primary_key=True),
    Column("name", String, primary_key=True),  # of its file, "<stem>-<10 hex digits>.jpg"; stays when the photo moves
    Column("sha256", String, nullable=False),  # of the bytes on file
    Column("source", String, nullable=False),  # commons, naver, google, upload or video
    Column("title", String, nullable=False),  # as the source calls it
    Column("author", String, nullable=False),  # "" where nothing is known, as with the next two
    Column("licence", String, nullable=False),
    Column("licence_url", String, nullable=False),
    Column("page", String, nullable=False),  # web address for people to look at
    Column("url", String, nullable=False),  # web address of the file itself
    Column("fetched", UtcDateTime),  # when it came; NULL of a file that was put into the folder by hand
    Column("decided_by", String, nullable=False),  # auto or person; "" where nothing was decided, then so are the rest
    Column("reason", String, nullable=False),  # code of core.types.Reason; "" where nothing was found
    Column("suggestion", String, nullable=False),  # "<group>/<member>" or a file, as of core.types.Finding
    Column("score", Float),  # how sure, 0-1; NULL where it is a fact or nothing was found
    Column("decided", UtcDateTime),  # NULL where nothing was decided
)
# The profile of a photo that curation compares.
looks = Table(
    "reference_look",
    schema,
    Column("engine", String, primary_key=True),  # "<version of the engine>/<form of value>"
    Column("sha256", String, primary_key=True),  # of the photo's bytes on file
    Column("value", LargeBinary, nullable=False),  # the form of core/storage/reference/profiles.py
    Column("thumbnail", LargeBinary, nullable=False),  # a small JPEG; empty where the photo could not be read
)
# A collection of photos.
collections = Table(
    "collection",
    schema,
    Column("id", String, primary_key=True),  # "<UTC as yyyymmdd-hhmmss>-<8 hex digits>": sorts by time
    Column("set_id", String, nullable=False),
    Column("source", String, nullable=False),  # commons, naver or google
    Column("plan", String, nullable=False),  # JSON: members [[group, member], ...], target (photos each), engine
    Column("state", String, nullable=False),  # running, stopped, done or failed; running without a lock: it died
    Column("message", String, nullable=False),  # how it ended (Korean); "" until then
    Column("started", UtcDateTime, nullable=False),
    Column("ended", UtcDateTime),  # NULL before it ended, and while it goes on again
)
# The outcome of each address, so that none is fetched twice for a set.
fetches = Table(
    "collection_fetch",
    schema,
    Column("set_id", String, primary_key=True),
    Column("url", String, primary_key=True),  # of the photo
    Column("collection", String, nullable=False),  # id of the newest that fetched it
    Column("group_id", String, nullable=False),  # with member: for which member it was fetched
    Column("member", String, nullable=False),
    Column("outcome", String, nullable=False),  # code of core/collect/outcomes.py
    Column("bytes", Integer, nullable=False),  # that came, 0 where nothing did
    Column("at", UtcDateTime, nullable=False),  # of the last attempt
)
