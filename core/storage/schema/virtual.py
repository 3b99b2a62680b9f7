"""Faces that exist nowhere, and made-up groups."""

from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary, String, Table

from core.storage.schema.base import UtcDateTime, schema

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
