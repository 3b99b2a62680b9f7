"""The tables of studio 0.1 to 0.4, which had no versions: those that a workspace has already are left as they are."""

from typing import Any

from alembic import op
from sqlalchemy import Boolean, Column, Date, DateTime, Float, Integer, LargeBinary, String

revision, down_revision = "0001", None


def upgrade() -> None:
    """Create what is missing."""
    _table("reference_set", *_keys("id"), *_given(String, "name"), *_given(DateTime, "created"))
    _table("choice", *_keys("key"), *_given(String, "value"))
    _table(
        "reference_face",
        *(*_keys("engine", "sha256"), *_given(String, "status", "reason"), *_perhaps(LargeBinary, "vector")),
    )
    _table("article_tokens", *_keys("key"), *_given(LargeBinary, "value"))
    _table(
        "reference_photo",
        *_keys("set_id", "name"),
        *_given(String, "sha256", "source", "title", "author", "licence", "licence_url", "page", "url"),
        *_perhaps(DateTime, "fetched"),
        *_given(String, "decided_by", "reason", "suggestion"),
        *(*_perhaps(Float, "score"), *_perhaps(DateTime, "decided")),
    )
    _table("reference_look", *_keys("engine", "sha256"), *_given(LargeBinary, "value", "thumbnail"))
    _table(
        "collection",
        *(*_keys("id"), *_given(String, "set_id", "source", "plan", "state", "message")),
        *(*_given(DateTime, "started"), *_perhaps(DateTime, "ended")),
    )
    _table(
        "collection_fetch",
        *(*_keys("set_id", "url"), *_given(String, "collection", "group_id", "member", "outcome")),
        *(*_given(Integer, "bytes"), *_given(DateTime, "at")),
    )
    _table(
        "article",
        *(*_keys("group_id", "source", "fingerprint"), *_given(String, "title", "body", "press")),
        *(*_perhaps(Date, "day"), *_perhaps(DateTime, "at"), *_given(String, "link", "tags")),
        *(*_given(Boolean, "fictional", "filed"), *_given(DateTime, "fetched"), *_given(String, "decision")),
    )
    _table(
        "background",
        *(*_keys("group_id"), *_given(String, "title", "text", "link", "licence"), *_given(DateTime, "fetched")),
    )
    _table(
        "news_collection",
        *(*_keys("id"), *_given(String, "source", "plan", "state", "message", "found")),
        *(*_given(DateTime, "started"), *_perhaps(DateTime, "ended")),
    )


def _table(name: str, *columns: Column[Any]) -> None:
    op.create_table(name, *columns, if_not_exists=True)


def _keys(*names: str) -> list[Column[Any]]:
    return [Column(name, String, primary_key=True) for name in names]


def _given(kind: type[Any], *names: str) -> list[Column[Any]]:
    return [Column(name, kind, nullable=False) for name in names]


def _perhaps(kind: type[Any], *names: str) -> list[Column[Any]]:
    return [Column(name, kind) for name in names]
