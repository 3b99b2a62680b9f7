"""Tables of the workspace database, as the newest migration of `core/storage/migrations` leaves them.

SHA-256 and other digests are lower-case hex. "" in a text means that there is none; NULL is explained where it may be.
Of a trainee nothing has a place here but what a saved version of a project says and what people write of her in it
(names, figures and sentences) and, where an admin has turned keeping on, her consent and the wrapped key of her kept
photos. Those lie sealed beside the database; the key that unwraps hers lies elsewhere (`Settings.photo_key`). Never an
embedding."""

from core.storage.schema.base import UtcDateTime, schema
from core.storage.schema.news import articles, backgrounds, news_collections, tokens
from core.storage.schema.plans import project_drafts, project_members, project_versions, projects
from core.storage.schema.privacy import consents, kept_photos, purged, purges, trainees
from core.storage.schema.reference import collections, faces, fetches, looks, photos, sets
from core.storage.schema.shared import audit, choices, own_choices, shared_changes
from core.storage.schema.sharing import comment_edits, comment_mentions, comments, comments_seen, links
from core.storage.schema.sign_in import people, sign_ins
from core.storage.schema.virtual import (
    virtual_candidates,
    virtual_groups,
    virtual_pictures,
    virtual_searches,
    virtual_sheets,
    virtual_stars,
)

__all__ = [
    "UtcDateTime",
    "articles",
    "audit",
    "backgrounds",
    "choices",
    "collections",
    "comment_edits",
    "comment_mentions",
    "comments",
    "comments_seen",
    "consents",
    "faces",
    "fetches",
    "kept_photos",
    "links",
    "looks",
    "news_collections",
    "own_choices",
    "people",
    "photos",
    "project_drafts",
    "project_members",
    "project_versions",
    "projects",
    "purged",
    "purges",
    "schema",
    "sets",
    "shared_changes",
    "sign_ins",
    "tokens",
    "trainees",
    "virtual_candidates",
    "virtual_groups",
    "virtual_pictures",
    "virtual_searches",
    "virtual_sheets",
    "virtual_stars",
]
