"""The groups a line-up is compared with: one YAML file a group, read and validated once.

The real groups stand in data/catalog, the fictional ones of the demo in data/demo/catalog. A group's id is its file
name and the name of its folder of reference photos.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.errors import DataFileError, UnknownNameError
from core.settings import Settings
from core.types import MemberId


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a group, fictional or not. id: unique within the group only. search: queries for photos and news.

    aliases: other spellings, also those of members merged into this one. retired: no longer compared with."""

    id: str
    name: str
    latin: str = ""
    search: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """An existing group, or one of the demo's. label: its place in the order; colour: "#RRGGBB".

    search: queries that find it; aliases: other spellings; note: a concept note of our own wording, Korean.
    words: song, album and fan-club names, which are names and not concept.
    concept_words: planted in the demo's articles, empty for real groups."""

    id: str
    label: int
    name: str
    latin: str
    colour: str
    members: tuple[Member, ...]
    search: tuple[str, ...]
    aliases: tuple[str, ...]
    note: str
    words: tuple[str, ...] = ()
    concept_words: tuple[str, ...] = ()
    fictional: bool = False
    retired: bool = False

    def member(self, name: str) -> Member | None:
        """The member of that id, name or alias, None if this group has none."""
        wanted = fold_name(name)
        return next((m for m in self.members if wanted in map(fold_name, (m.id, m.name, *m.aliases))), None)


class Catalog:
    """Groups in the order of their labels, found by id, name or alias."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self.groups: tuple[Group, ...] = tuple(sorted(groups, key=lambda g: g.label))
        self._by_id = {g.id: g for g in self.groups}
        self._by_name: dict[str, Group] = {}
        if len(self._by_id) != len(self.groups) or len({g.label for g in self.groups}) != len(self.groups):
            raise DataFileError("그룹 목록에 id나 순번(label)이 겹칩니다. data/catalog의 파일을 확인해 주세요.")
        for group in self.groups:
            for name in filter(fold_name, (group.id, group.name, group.latin, *group.aliases)):  # latin may be empty
                other = self._by_name.setdefault(fold_name(name), group)
                if other is not group:
                    raise DataFileError(
                        f"'{name}'이라는 이름이 {other.name}, {group.name} 두 그룹에 있습니다. 한쪽을 바꿔 주세요."
                    )

    def __iter__(self) -> Iterator[Group]:
        return iter(self.groups)

    def __len__(self) -> int:
        return len(self.groups)

    def __contains__(self, group_id: object) -> bool:
        return group_id in self._by_id

    def get(self, group_id: str) -> Group:
        """The group with this id. Raises UnknownNameError naming the valid ones."""
        try:
            return self._by_id[group_id]
        except KeyError:
            raise self._unknown(group_id) from None

    def lookup(self, name: str) -> Group | None:
        """The group of this id, name or alias, whatever its case, spaces, marks and Unicode form; None if none."""
        return self._by_name.get(fold_name(name))

    def find(self, name: str) -> Group:
        """As lookup, but raises UnknownNameError naming the valid ones."""
        group = self.lookup(name)
        if group is None:
            raise self._unknown(name)
        return group

    def name(self, group_id: str) -> str:
        """What to show for a group. A group of the user's own that is not on file goes by its folder's name."""
        group = self._by_id.get(group_id) or self.lookup(group_id)
        return group.name if group else group_id

    def colour(self, group_id: str) -> str | None:
        """Its colour, None for a group that is not on file."""
        group = self._by_id.get(group_id) or self.lookup(group_id)
        return group.colour if group else None

    def member_name(self, member: MemberId) -> str:
        """What to show for a member; the folder's name when the member is not on file."""
        group = self._by_id.get(member.group) or self.lookup(member.group)
        found = group.member(member.member) if group else None
        return found.name if found else member.member

    def place(self, folder: MemberId) -> MemberId | None:
        """Whose photos lie in `<group>/<member>`: under the ids of the catalogue, so that other spellings and merged
        entries come together; as it is where the catalogue does not know them; None for who was retired."""
        group = self._by_id.get(folder.group) or self.lookup(folder.group)
        if group is None:
            return folder
        member = group.member(folder.member)
        if group.retired or (member is not None and member.retired):
            return None
        return MemberId(group.id, member.id if member else folder.member)

    def _unknown(self, name: str) -> UnknownNameError:
        valid = ", ".join(f"{g.name}({g.id})" for g in self.groups)
        return UnknownNameError(f"'{name}'이라는 그룹은 없습니다. 사용할 수 있는 그룹: {valid}")


def fold_name(name: str) -> str:
    """A name without case, spaces and punctuation, composed: 'IZ*ONE', 'iz one' and 'izone' are one."""
    # NFKC also joins decomposed jamo, as macOS writes Hangul file names.
    folded = "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())
    return folded or name.strip()


def load_catalog(directory: Path) -> Catalog:
    """Read every *.yaml of a directory. Raises DataFileError with the file and field at fault."""
    files = sorted(directory.glob("*.yaml"))
    if not files:
        raise DataFileError(f"{directory.name} 폴더에 그룹 파일(*.yaml)이 없습니다. 저장소를 다시 받아 주세요.")
    return Catalog(_group(path) for path in files)


@lru_cache(maxsize=8)
def _cached(directory: Path) -> Catalog:
    return load_catalog(directory)


def load_real(settings: Settings) -> Catalog:
    """The seven real groups. Read once: the value is immutable."""
    return _cached(settings.catalog)


def load_demo(settings: Settings) -> Catalog:
    """The demo's fictional groups. Read once: the value is immutable."""
    return _cached(settings.demo / "catalog")


_GROUP_FIELDS = {
    *("label", "name", "latin", "colour", "members", "search", "aliases", "note"),
    *("words", "concept_words", "fictional"),
}
_MEMBER_FIELDS = {"id", "name", "latin", "search"}


def _group(path: Path) -> Group:
    import yaml

    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise DataFileError(f"{path.name} 파일을 읽을 수 없습니다. YAML 형식과 UTF-8을 확인해 주세요.") from error
    fields = _fields(data, _GROUP_FIELDS, path.name)
    label, fictional, members = fields.get("label"), fields.get("fictional", False), fields.get("members")
    if isinstance(label, bool) or not isinstance(label, int):
        raise DataFileError(f"{path.name}: label에 정수를 적어 주세요.")
    if not isinstance(fictional, bool):
        raise DataFileError(f"{path.name}: fictional에는 true나 false를 적어 주세요.")
    if not isinstance(members, list) or not members:
        raise DataFileError(f"{path.name}: members에 멤버를 한 명 이상 적어 주세요.")
    colour = _text(fields, "colour", path.name)
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        raise DataFileError(f"{path.name}: colour '{colour}'의 형식이 다릅니다. '#0072B2'처럼 적어 주세요.")
    group = Group(
        id=unicodedata.normalize("NFC", path.stem),
        label=label,
        name=_text(fields, "name", path.name),
        latin=_text(fields, "latin", path.name),
        colour=colour.upper(),
        members=tuple(_member(m, path.name) for m in members),
        search=_texts(fields, "search", path.name),
        aliases=_texts(fields, "aliases", path.name),
        note=_text(fields, "note", path.name),
        words=_texts(fields, "words", path.name),
        concept_words=_texts(fields, "concept_words", path.name),
        fictional=fictional,
    )
    for what, values in (("id", [m.id for m in group.members]), ("이름", [m.name for m in group.members])):
        twice = sorted({v for v in values if [fold_name(w) for w in values].count(fold_name(v)) > 1})
        if twice:
            raise DataFileError(f"{path.name}: 멤버 {what}이(가) 겹칩니다: {', '.join(twice)}. 하나만 남겨 주세요.")
    return group


def _member(data: Any, file: str) -> Member:
    fields = _fields(data, _MEMBER_FIELDS, f"{file}의 멤버")
    return Member(
        id=_text(fields, "id", file),
        name=_text(fields, "name", file),
        latin=_text(fields, "latin", file) if "latin" in fields else "",
        search=_texts(fields, "search", file),
    )


def _fields(data: Any, known: set[str], where: str) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise DataFileError(f"{where}: '이름: 값' 꼴로 적어 주세요.")
    unknown = sorted(str(k) for k in data if k not in known)
    if unknown:
        # A misspelt optional field would otherwise be lost without a word.
        raise DataFileError(f"{where}: 모르는 항목 {', '.join(unknown)}. 쓸 수 있는 항목: {', '.join(sorted(known))}")
    return data


def _text(fields: Mapping[str, Any], key: str, where: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str) or not value.strip():
        raise DataFileError(f"{where}: {key} 항목이 없거나 글자가 아닙니다. 따옴표로 감싸 적어 주세요.")
    return unicodedata.normalize("NFC", " ".join(value.split()))


def _texts(fields: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = fields.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise DataFileError(f"{where}: {key} 항목은 글자 목록으로 적어 주세요.")
    return tuple(unicodedata.normalize("NFC", v.strip()) for v in value)
