"""What made-up people are called, and by which key a face is known."""

import hashlib
import json
from collections.abc import Collection, Iterator

import numpy as np

from core.virtual.face import Face, Mood

# Syllables of names as Korean stages have them; put together, few are anybody's in particular.
_FIRST = ("아", "세", "유", "다", "하", "로", "라", "이", "모", "시", "해", "온", "별", "누", "연", "채")
_LAST = ("린", "온", "리", "루", "나", "비", "솔", "담", "율", "아", "엘", "새", "람", "봄", "결", "원")
_GROUP = ("별", "물", "새벽", "여름", "달", "안개", "빛", "온", "하늘", "이슬")
_GROUPS = ("무늬", "소리", "자리", "정원", "나루", "마루", "결", "그림", "노트", "이랑")


def member_names(seed: int, count: int, taken: Collection[str] = ()) -> list[str]:
    """Names, all different and none of those taken; the same for the same seed."""
    return _made(seed, count, _FIRST, _LAST, taken)


def group_name(seed: int, taken: Collection[str] = ()) -> str:
    """A name for a group."""
    return _made(seed, 1, _GROUP, _GROUPS, taken)[0]


def _made(seed: int, count: int, first: tuple[str, ...], last: tuple[str, ...], taken: Collection[str]) -> list[str]:
    def all_names() -> Iterator[str]:
        for number in np.random.default_rng(seed).permutation(len(first) * len(last)):
            one, other = first[number // len(last)], last[number % len(last)]
            if one != other and f"{one}{other}" not in taken:
                yield f"{one}{other}"

    names = all_names()
    return [next(names) for _ in range(count)]


def face_key(face: Face, mood: Mood | str = "") -> str:
    """16 hex digits: another for other numbers, another look, generator, version or mood."""
    look = json.dumps(dict(face.look), sort_keys=True, ensure_ascii=False)
    said = f"{face.generator}\n{face.version}\n{look}\n{mood}".encode()
    return hashlib.sha256(face.latent.tobytes() + said).hexdigest()[:16]
