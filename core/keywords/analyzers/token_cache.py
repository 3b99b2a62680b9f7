"""A cache of tokens by analyzer version and content hash, so that no text is analysed twice."""

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Protocol

from core.keywords.analyzers.tokens import KINDS, Analyzer, Token
from core.types import Progress, silent


class TokenCache(Protocol):
    """Stores packed tokens; core.storage's database is one."""

    def tokens(self, keys: Sequence[str]) -> dict[str, bytes]:
        """The stored entries by key; missing ones are left out."""
        ...

    def keep_tokens(self, entries: Mapping[str, bytes]) -> None:
        """Store entries; an existing one may stay."""
        ...


class MemoryTokenCache:
    """The last `size` articles of this process, thread-safe."""

    def __init__(self, size: int = 20_000) -> None:
        self._size = size
        self._entries: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def tokens(self, keys: Sequence[str]) -> dict[str, bytes]:
        """The stored entries by key."""
        with self._lock:
            found = {key: self._entries[key] for key in keys if key in self._entries}
            for key in found:
                self._entries.move_to_end(key)
            return found

    def keep_tokens(self, entries: Mapping[str, bytes]) -> None:
        """Store entries and drop the least recently used beyond `size`."""
        with self._lock:
            for key, value in entries.items():
                self._entries[key] = value
                self._entries.move_to_end(key)
            while len(self._entries) > self._size:
                self._entries.popitem(last=False)


def analyse(
    texts: Sequence[str], analyzer: Analyzer, cache: TokenCache | None = None, progress: Progress = silent
) -> list[list[Token]]:
    """Tokens of each text, from the cache where it has them. A damaged entry counts as missing."""
    version = analyzer.version
    keys = [f"{version}:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}" for text in texts]
    found: dict[str, list[Token]] = {}
    if cache is not None:
        cached = cache.tokens(list(dict.fromkeys(keys)))
        found = {key: tokens for key, value in cached.items() if (tokens := unpack(value)) is not None}
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
    if missing:
        fresh = dict(zip(missing, analyzer.tokens(list(missing.values()), progress), strict=True))
        found |= fresh
        if cache is not None:
            cache.keep_tokens({key: pack(tokens) for key, tokens in fresh.items()})
    return [found[key] for key in keys]


def pack(tokens: Sequence[Token]) -> bytes:
    """Compact JSON columns: words, kinds by number, starts, lengths."""
    columns = [
        [token.word for token in tokens],
        [KINDS.index(token.kind) for token in tokens],
        [token.start for token in tokens],
        [token.end - token.start for token in tokens],
    ]
    return json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def unpack(value: bytes) -> list[Token] | None:
    """The tokens, or None if this is not what `pack` wrote."""
    try:
        words, kinds, starts, lengths = json.loads(value)
        return [
            Token(word, KINDS[kind], start, start + length)
            for word, kind, start, length in zip(words, kinds, starts, lengths, strict=True)
        ]
    except (ValueError, TypeError, IndexError, UnicodeDecodeError):
        return None
