"""What file and folder names say about people. Pure: paths in, names out; a path is clean (see `archive.clean_path`).

A line-up is `<trainee>/<photo>` or loose `<trainee>_<anything>.<ext>` / `<trainee>.<ext>`. What an app, a camera or a
system wrote (IMG_1234, B612_20241122_..., 캡처) names no person: such a loose photo becomes a trainee of its own. Two
people in one trainee would be averaged into a face that does not exist; one person in two trainees is put right with a
click. In doubt, therefore, photos stay apart.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from core.intake.known_words import (
    APPS_LIKE_NAMES,
    LATIN_SURNAMES,
    ROLES,
    STAMP,
    is_full_name,
    is_kind,
    is_nobody,
    is_session,
    is_team,
    is_wrapper,
)

_PHOTO = r"jpe?g|jpe|jfif|pjpe?g|png|apng|webp|hei[cf]s?|hif|mpo|gif|bmp|tiff?|avif"
_ENDING = re.compile(rf"\.({_PHOTO})(?![a-z]).*|\.[a-z][a-z0-9]{{0,9}}$", re.IGNORECASE | re.DOTALL)
# What Windows, macOS, Android and Drive add to the name of a copy, with the copy's number.
_COPY = re.compile(
    r"^(copy of|복사본 -)\s+|"
    r"[\s_-]*(의 사본|복사본|사본|(?<![a-z])copy|の?コピー|的?副本|的?拷[贝貝])[\s_-]*(\(\d+\)|\d{0,3})$|~\d{1,2}$",
    re.IGNORECASE,
)
_COUNT = re.compile(r"[\s_-]*[(\[{]\s*\d{1,4}\s*[)\]}]$")  # " (1)", with which Windows tells photos of one name apart
_HASH = re.compile(
    r"([0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}|(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,})(?![^\W_])", re.IGNORECASE
)
_TOKEN = re.compile(r"[가-힣]+(?=\d)|[^\s_\-.,:;()\[\]{}~+@#!=&]+")
_HANGUL = re.compile(r"[가-힣]")
_LATIN = re.compile(r"[a-zà-öø-ɏ'’]+", re.IGNORECASE)
_LONG = 4  # digits: no count of photos has so many, dates and the numbers of cameras do
_RANDOM = 10  # letters and digits mixed: what a server made up
_MOST_WORDS = 4  # of a name in Latin letters
_MOST_COPIES = 3  # of copies, one after the other


class Owner(NamedTuple):
    """Whose photo it is. named: a person's name was given, not made up from a file that names nobody."""

    name: str
    named: bool


class _Token(NamedTuple):
    text: str  # lower case
    start: int
    end: int

    @property
    def number(self) -> bool:
        return self.text.isdigit() or bool(STAMP.fullmatch(self.text))


def owners(paths: Sequence[str]) -> list[Owner]:
    """Whose each photo of a line-up is: that of a folder, or of the name of a loose file.

    Spellings of one name (case, spaces, `_`) are one person, under the first of them. Loose photos that name nobody
    stay apart, also where two archives hold files of one name."""
    inner = peel_lineup(paths)
    folders = _Folders(inner)
    known: dict[str, str] = {}
    found: list[Owner] = []
    made_up: dict[tuple[str, int], str] = {}
    times: Counter[str] = Counter()
    for path in inner:
        owner, number = folders.owner(path), times[path]
        times[path] += 1
        if owner.named:
            found.append(Owner(known.setdefault(_key(owner.name), owner.name), True))
        else:
            place = path.rpartition("/")[0] + "/" + owner.name
            if (place, number) not in made_up:
                made_up[place, number] = _free(owner.name, set(made_up.values()))
            found.append(Owner(made_up[place, number], False))
    return found


def read_name(filename: str) -> Owner:
    """Who a loose file names.

    `김하늘_01.jpg`, `김하늘 (2).jpg` and `김하늘.jpg` -> 김하늘; `KIM_HANEUL_1.jpg` -> KIM_HANEUL; `101_a.jpg` -> 101;
    `trainee_1_02.jpg` -> trainee_1; `IMG_1234.jpg` -> IMG_1234, not named, since that is nobody's name."""
    stem = _stem(filename)
    plain = _original(stem)
    name = "" if _HASH.match(plain) else _person_in(_COUNT.sub("", plain).strip() or plain)
    return Owner(name or plain, bool(name))


def is_no_name(word: str) -> bool:
    """Is it a date, a program's number, or what an app, a camera or a system writes, and nobody's name?"""
    folded = _folded(word)
    return is_nobody(folded) or (folded.isdigit() and not _is_count(folded))


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sorting key that puts 2 before 10."""
    return tuple(
        (0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part.casefold())
        for part in re.split(r"([0-9]+)", text)
        if part
    )


def peel_lineup(paths: Sequence[str]) -> list[str]:
    """Drop folders that wrap a whole line-up: `lineup/김하늘/1.jpg`, or loose files in one folder.

    A single folder of photos that do not name at least two people is a trainee, and stays; so does one that a person's
    full name stands on, or with nothing in it but kinds of photos."""
    inner = list(paths)
    while inner:
        top = inner[0].partition("/")[0]
        if not all(path.startswith(f"{top}/") for path in inner):
            break
        below = [path.removeprefix(f"{top}/") for path in inner]
        if _is_trainee(top, below):
            break
        inner = below
    return inner


def of_person_in_name(archive: str, paths: Sequence[str]) -> list[str]:
    """What an archive holds, in a folder of the person whose full name it bears, where nothing inside names anybody."""
    name = read_name(archive).name
    if is_full_name(_folded(name)) and not any(owner.named for owner in owners(paths)):
        return [f"{name}/{path}" for path in paths]
    return list(paths)


def peel_reference(paths: Sequence[str]) -> list[str]:
    """To `<group>/<member>/<photo>`: without one folder above all groups (when every photo lies in it and the layout
    fits only below it), and without folders inside a member's that say what their photos show."""
    inner = ["/".join((*_to_member(folders), name)) for *folders, name in (path.split("/") for path in paths)]
    tops = {path.partition("/")[0] for path in inner}
    depths = {path.count("/") for path in inner}
    if len(tops) == 1 and 3 in depths and 2 not in depths:
        return [path.partition("/")[2] for path in inner]
    return inner


class _Folders:
    """The folders of a line-up's photos: which of them are people, and which stand above or below people."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._below: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._files: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._teams: dict[str, set[str]] = defaultdict(set)
        chains = [self._chain(path) for path in paths]
        for chain, path in zip(chains, paths, strict=True):
            self._files[chain].append(path.rpartition("/")[2])
            if chain:
                self._below[chain[:-1]].add(chain[-1])
        self._times = Counter(name for names in self._below.values() for name in names)
        for chain in set(chains):
            *above, name = self._person(chain) or ("",)
            if above and is_team(_folded(above[-1])):
                self._teams[_key(name)].add(above[-1])

    def owner(self, path: str) -> Owner:
        """Whose photo it is."""
        folders, file = self._chain(path), path.rpartition("/")[2]
        person = self._person(folders)
        if not person or (person == folders and self._of_many(folders)):
            return read_name(file)
        read = read_name(file) if person == folders and is_wrapper(_folded(folders[-1])) else None
        if read is not None and read.named:
            return read
        name = _original(person[-1])
        if len(self._teams[_key(name)]) > 1:  # two of one name
            name = f"{name} ({person[-2]})" if len(person) > 1 else name
        return Owner(name, True)

    def _chain(self, path: str) -> tuple[str, ...]:
        """Its folders without those inside a person's."""
        folders = tuple(path.split("/")[:-1])
        end = len(folders)
        while end and _is_part(folders[end - 1]):
            end -= 1
        return folders[:end] if end and not is_team(_folded(folders[end - 1])) else folders

    def _person(self, chain: tuple[str, ...]) -> tuple[str, ...]:
        """The folders down to the one that is a person: the last, or the one above it."""
        if len(chain) < 2:
            return chain
        above, name = chain[:-1], chain[-1]
        if _is_above(above[-1]):
            return chain
        if is_full_name(above[-1]) != is_full_name(name):
            return above if is_full_name(above[-1]) else chain
        beside = self._below[above]
        alone = above in self._files and len(beside) == 1
        again = all(self._times[one] > 1 for one in beside)  # the same folders in everybody's
        return above if alone or again else chain

    def _of_many(self, chain: tuple[str, ...]) -> bool:
        """Are the photos right inside a folder those of several people?"""
        folder = _folded(chain[-1])
        named = {read_name(file).name for file in self._files[chain]}
        return is_team(folder) or is_session(folder) or sum(map(is_full_name, named)) > 1


def _to_member(folders: Sequence[str]) -> Sequence[str]:
    """Without the last folders, as long as they say what photos show, and a group and a member are left."""
    end = len(folders)
    while end > len(("group", "member")) and is_kind(_folded(folders[end - 1])):
        end -= 1
    return folders[:end]


def _is_part(folder: str) -> bool:
    """Inside a person's folder: what photos show, when or with what they were taken."""
    folded = _folded(folder)
    return is_nobody(folded) or is_session(folded) or is_wrapper(folded)


def _is_above(folder: str) -> bool:
    """Around the folders of people, and nobody itself."""
    return is_team(_folded(folder)) or _is_part(folder)


def _is_trainee(top: str, below: Sequence[str]) -> bool:
    """Is the one folder that all photos lie in a person, and not the line-up? below: what lies in it."""
    if is_wrapper(_folded(top)) or is_full_name(top):
        return is_full_name(top)
    inside = {path.partition("/")[0] for path in below if "/" in path}
    if inside:
        return all(is_kind(_folded(folder)) for folder in inside)
    return not _name_people(below)


def _name_people(files: Sequence[str]) -> bool:
    """Do loose files name at least two trainees, each as `<trainee>_<anything>` or by a full name?"""
    read = [(read_name(file), _stem(file)) for file in files]
    sure = all(owner.named and ("_" in stem or is_full_name(owner.name)) for owner, stem in read)
    return sure and len({_key(owner.name) for owner, _ in read}) > 1


def _original(name: str) -> str:
    """A file's or folder's name before it was copied, and the copy again."""
    for _ in range(_MOST_COPIES):
        name = _COPY.sub("", name).strip() or name
    return name


def _stem(filename: str) -> str:
    """A file's name without its ending, however odd: `하늘_1.jpg_large`, `하늘_4.jpg(1)`, `하늘 2024.11.22`."""
    name = filename.rpartition("/")[2]
    return _ENDING.sub("", name).strip() or name


def _person_in(stem: str) -> str:
    """The part of a file's name that is a person's name, "" where none is."""
    tokens = [_Token(found[0].casefold(), *found.span()) for found in _TOKEN.finditer(stem)]
    if not tokens:
        return ""
    first, *rest = tokens
    if first.text in ROLES and rest and (_is_count(rest[0].text) or len(rest[0].text) == 1):
        return stem[first.start : rest[0].end]
    if first.number or is_team(first.text) or is_nobody(first.text) or first.text in ROLES:
        return _later_name(stem, tokens)
    if first.text in APPS_LIKE_NAMES and _is_stamped(rest):
        return ""
    latin = first.text.isascii() or bool(_LATIN.fullmatch(first.text))
    return _latin_name(stem, tokens) if latin else _other_name(stem, tokens)


def _later_name(stem: str, tokens: Sequence[_Token]) -> str:
    """Of a stem that begins with a number, a team or an app's word: the full name after it, the number of a candidate,
    or the team with what stands after it."""
    first, *rest = tokens
    for token in rest:
        if is_full_name(token.text):
            return stem[token.start : token.end]
    if not rest:
        return ""
    if is_team(first.text):
        return stem[first.start : rest[0].start] + name if (name := _person_in(stem[rest[0].start :])) else ""
    numbered = _is_count(first.text) and "_" in stem[first.end : rest[0].start]
    return stem[first.start : first.end] if numbered and sum(token.number for token in rest) < 2 else ""


def _other_name(stem: str, tokens: Sequence[_Token]) -> str:
    """In Hangul or anything but Latin letters: what stands before the first `_`, without numbers and photos' kinds."""
    own = [tokens[0]]
    for before, token in pairwise(tokens):
        surname = len(own) == 1 and len(before.text) == 1 and bool(_HANGUL.match(before.text))
        if "_" in stem[before.end : token.start] and not (surname and _HANGUL.match(token.text)):
            break
        own.append(token)
    while len(own) > 1 and (own[-1].number or is_nobody(own[-1].text)):
        own.pop()
    end = own[-1].end
    return stem[own[0].start : end + (stem[end : end + 1] == ")" and "(" in stem[own[0].start : end])]


def _latin_name(stem: str, tokens: Sequence[_Token]) -> str:
    """Words up to the first that is a number or a kind of photo: `KIM_HANEUL_1`, `A1_front`. With a date or a camera's
    number after them they are an app's, but for a Korean surname and a given name."""
    words = [tokens[0]]
    if words[0].text.isalpha() or "'" in words[0].text:
        for number, token in enumerate(tokens[1:_MOST_WORDS], 2):
            initial = len(token.text) == 1 and number == len(tokens)  # the last letter counts photos
            if not _LATIN.fullmatch(token.text) or initial or token.number or is_nobody(token.text):
                break
            words.append(token)
    elif len(words[0].text) >= _RANDOM:
        return ""
    surname = len(words) > 1 and bool({words[0].text, words[-1].text} & LATIN_SURNAMES)
    if _is_stamped(tokens[len(words) :]) and not surname:
        return ""
    return stem[words[0].start : words[-1].end]


def _is_count(text: str) -> bool:
    return text.isdigit() and len(text) < _LONG


def _is_stamped(tokens: Sequence[_Token]) -> bool:
    """A date, a time, or a number that a program made up."""
    numbers = [token.text for token in tokens if token.text[0].isdigit() or token.number]
    made_up = [token.text for token in tokens if len(token.text) >= _RANDOM]
    return len(numbers) > 2 or any(
        len(text) >= _LONG and any(c.isdigit() for c in text) for text in (*numbers, *made_up)
    )


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()


def _key(name: str) -> str:
    """The same for all spellings of one name."""
    words = re.sub(r"[\s_\-.]+", " ", _folded(name)).strip()
    return re.sub(r"(?<=[가-힣]) (?=[가-힣0-9])", "", words) or name


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    return free
