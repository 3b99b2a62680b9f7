"""Tables of the workspace database, as the newest migration of `core/storage/migrations` leaves them.

SHA-256 and other digests are lower-case hex. "" in a text means that there is none; NULL is explained where it may be.
Of a trainee nothing has a place here but what a saved version of a project says and what people write of her in it
(names, figures and sentences) and, where an admin has turned keeping on, her consent and the wrapped key of her kept
photos. Those lie sealed beside the database; the key that unwraps hers lies elsewhere (`Settings.photo_key`). Never an
embedding."""

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no time zone: what lies there is UTC without one, what comes and goes has one."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Raises ValueError for a time without a zone: its moment cannot be known."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value}")
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.replace(tzinfo=UTC)


schema = MetaData()
# A reference set of one's own.
sets = Table(
    "reference_set",
    schema,
    Column("id", String, primary_key=True),  # 12 hex digits; also the name of its folder in `sets/`
    Column("name", String, nullable=False),  # as people gave it, at most 60 characters
    Column("created", DateTime, nullable=False),  # local time of the machine that made it, the one time not in UTC
)
# Choices of the whole studio: the active set, engine and run, days to keep news, words left out, words by which each
# group's articles are read.
choices = Table(
    "choice",
    schema,
    Column("key", String, primary_key=True),  # such as "engine" or "news_keep.naver"
    Column("value", String, nullable=False),  # of the key's own form: an id, a number, JSON; "" is as good as no row
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
# Analysed articles, and under keys that begin with "prepared:" whole corpora.
tokens = Table(
    "article_tokens",
    schema,
    Column("key", String, primary_key=True),  # "<version of the analyzer>:<SHA-256 of the text>", "prepared:<SHA-256>"
    # JSON of core/keywords/analyzers/token_cache.py; zlib of that of core/keywords/corpus/pack.py
    Column("value", LargeBinary, nullable=False),
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
# A contact sheet of faces that exist nowhere.
virtual_sheets = Table(
    "virtual_sheet",
    schema,
    Column("id", String, primary_key=True),  # 12 hex digits
    Column("name", String, nullable=False),
    Column("generator", String, nullable=False),  # code
    Column("version", String, nullable=False),  # of the generator: whose numbers the faces are
    Column("seed", Integer, nullable=False),
    Column("count", Integer, nullable=False),  # how many faces are wanted
    Column("evaluations", Integer, nullable=False),  # of the search of each face, 0 by chance alone
    Column("target", String, nullable=False),  # JSON of core.virtual.steer.Target
    Column("by", String, nullable=False),  # id of the person
    Column("by_name", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("job", String, nullable=False),  # id of what makes it, "" before
)
# A face of a sheet.
virtual_candidates = Table(
    "virtual_candidate",
    schema,
    Column("sheet", String, primary_key=True),
    Column("place", Integer, primary_key=True),  # 0, 1, ...
    Column("face", String, nullable=False),  # JSON of core.virtual.face.Face
    Column("scores", String, nullable=False),  # JSON: group -> resemblance, {} where no face was found
    Column("near", String, nullable=False),  # "<group>/<member>" of the nearest member on file
    Column("similarity", Float),  # to it; NULL without a face
    Column("kept", Boolean, nullable=False),  # does the guard let it pass?
    Column("preview", LargeBinary, nullable=False),  # JPEG that is marked as made
)
# Who would take which face.
virtual_stars = Table(
    "virtual_star",
    schema,
    Column("sheet", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("person", String, primary_key=True),  # id
    Column("at", UtcDateTime, nullable=False),
)
# A search in the background, which goes on where it stopped.
virtual_searches = Table(
    "virtual_search",
    schema,
    Column("id", String, primary_key=True),  # 12 hex digits
    Column("request", String, nullable=False),  # JSON of core.services.virtual.search.Request
    Column("state", String, nullable=False),  # JSON of core.virtual.steer.State, "" before the first generation
    Column("result", String, nullable=False),  # JSON, "" until it is found
    Column("by", String, nullable=False),  # id of the person
    Column("at", UtcDateTime, nullable=False),
    Column("job", String, nullable=False),
)
# A made-up group.
virtual_groups = Table(
    "virtual_group",
    schema,
    Column("id", String, primary_key=True),  # 12 hex digits
    Column("project_id", String, nullable=False, index=True),  # of the plan it is made for, "" for none
    Column("body", String, nullable=False),  # JSON of core.virtual.group.VirtualGroup
    Column("by", String, nullable=False),  # id of the person who made it
    Column("by_name", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("changed", UtcDateTime, nullable=False),
    Column("revision", Integer, nullable=False),  # counts the changes
    Column("job", String, nullable=False),  # id of what draws its pictures, "" before
)
# A picture of a member of a made-up group.
virtual_pictures = Table(
    "virtual_picture",
    schema,
    Column("group", String, primary_key=True),
    Column("face", String, primary_key=True),  # key of the face and the mood: another face has other pictures
    Column("number", Integer, primary_key=True),  # of the view, -1 of a preview
    Column("shot", String, nullable=False),  # JSON of core.virtual.face.Shot
    Column("data", LargeBinary, nullable=False),  # JPEG that is marked as made
)
