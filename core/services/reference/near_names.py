"""Folders of members that the catalogue does not know by that name, and nearly does: jennie_kim, chaewon, 채원.

Two folders of one person are two members to every measure. Names are only proposed where all letters agree once the
ways to write a Korean name in Latin letters are made one; nothing here counts how far two names are apart."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations

from core.catalog import UNKNOWN, Catalog, Group, Member
from core.intake.known_words import is_surname
from core.text.unicode import normal
from core.types import MemberId

_SHORTEST = 3  # Latin letters of a name: fewer are an initial or a surname
_FULL = 3  # syllables of a surname and a given name
_MOST_WORDS = 4
_HANGUL = re.compile("[가-힣]+")
# Revised Romanization (National Institute of Korean Language, 2000), letter by letter: names keep their own letters.
_INITIALS, _VOWELS, _FINALS = (
    letters.split(" ")
    for letters in (
        "g kk n d tt r m b pp s ss  j jj ch k t p h",
        "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i",
        " k k k n n n t l l l l l l l l m p p t t ng t t k t p t",
    )
)
# What people write for one and the same sound.
_SPELLINGS = (
    (r"oo|wu|ou(?!ng)", "u"), (r"ee", "i"), (r"young|yung", "yeong"), (r"hyun", "hyeon"), (r"jung", "jeong"),
    (r"sung", "seong"), (r"sun$", "seon"), (r"yun$", "yeon"), (r"shi", "si"), (r"(ie|ey|y)$", "i"),
    (r"([bcdfghjklmnprst])\1", r"\1"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NearName:
    """A folder of photos, and who it seems to be. member: under the catalogue's ids."""

    folder: MemberId
    member: MemberId


def near_names(catalog: Catalog, folders: Iterable[MemberId]) -> list[NearName]:
    """Folders of groups in use that no member is called by, each with the one member of its group it can be."""
    found = []
    for folder in dict.fromkeys(folders):
        group = catalog.lookup(folder.group)
        if group is None or group.retired or folder.member == UNKNOWN or group.member(folder.member) is not None:
            continue
        forms = set(_forms(folder.member, group))
        fitting = [member for member in group.active_members if forms & _all_forms(member, group)]
        if len(fitting) == 1:
            found.append(NearName(folder, MemberId(group.id, fitting[0].id)))
    return found


def _all_forms(member: Member, group: Group) -> set[str]:
    names = [name for name in (*member.spellings, member.latin) if name]
    given = [name.partition(" ")[2] for name in names]  # the catalogue writes the surname first: Yabuki Nako
    return {form for name in filter(None, names + given) for form in _forms(name, group)}


def _forms(name: str, group: Group) -> Iterator[str]:
    """The name in one way of writing, in any order of its words, with and without its surname and its group's name."""
    words = [word for word in re.split(r"[\W_\d]+", _plain(name)) if word]
    groups = {_plain(spelling).replace(" ", "") for spelling in group.spellings}
    words = [word for word in words if word not in groups][:_MOST_WORDS]
    if len(words) == 1 and _is_hangul(words[0]):
        words = [words[0][0], words[0][1:]] if len(words[0]) == _FULL and is_surname(words[0][0]) else words
    if not words:
        return
    given = [words]
    for surname in {words[0], words[-1]} if len(words) > 1 else ():
        if is_surname(surname):
            given.append([word for word in words if word != surname])
    for kept in given:
        for order in permutations(kept):
            form = _one_spelling("".join(map(_latin, order)))
            if len(form) >= _SHORTEST:
                yield form


def _plain(name: str) -> str:
    """Lower case, without accents: Rosé is rose. Hangul stays whole."""
    letters = unicodedata.normalize("NFD", normal(name, "NFKC").casefold())
    return unicodedata.normalize("NFC", "".join(c for c in letters if not 0x300 <= ord(c) <= 0x36F))


def _is_hangul(word: str) -> bool:
    return bool(_HANGUL.fullmatch(word))


def _latin(word: str) -> str:
    if not _is_hangul(word):
        return word
    codes = [divmod(ord(letter) - ord("가"), 28) for letter in word]
    return "".join(_INITIALS[code // 21] + _VOWELS[code % 21] + _FINALS[final] for code, final in codes)


def _one_spelling(word: str) -> str:
    for pattern, sound in _SPELLINGS:
        word = re.sub(pattern, sound, word)
    return word
