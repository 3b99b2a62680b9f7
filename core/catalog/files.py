"""One YAML file a group: read and checked field by field, and written in the same form."""

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from core.catalog.groups import Group, Member, fold_name
from core.errors import DataFileError, instead_of, refusing
from core.text.hidden import hidden, visible
from core.text.korean import attach as josa
from core.text.unicode import normal

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_MOST_BYTES, _MOST_MEMBERS, _DEEPEST = 2**20, 500, 50
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast; a PyYAML built without libyaml has none
_GROUP_FIELDS = {field.name for field in dataclasses.fields(Group)} - {"id"}  # the file's name is the id
_MEMBER_FIELDS = {field.name for field in dataclasses.fields(Member)}


def read_group(path: Path) -> Group:
    """The group of a file; the file's name is its id. Raises DataFileError with the file and the field at fault."""
    with instead_of(OSError, unreadable(f"{path.name} 파일")):
        return parse_group(path.name, path.read_bytes())


def parse_group(file: str, data: bytes) -> Group:
    """As read_group, from a file's name and its bytes."""
    content = plain_yaml(data, f"{file} 파일")
    fields = _fields(content, _GROUP_FIELDS, file)
    label, members = fields.get("label"), fields.get("members")
    if isinstance(label, bool) or not isinstance(label, int):
        raise DataFileError(f"{file}: label에 정수를 적어 주세요.")
    if not isinstance(members, list) or not 0 < len(members) <= _MOST_MEMBERS:
        raise DataFileError(f"{file}: members에 멤버를 1명에서 {_MOST_MEMBERS}명까지 적어 주세요.")
    colour = _text(fields, "colour", file)
    if not COLOUR.fullmatch(colour):
        raise DataFileError(f"{file}: colour '{colour}'의 형식이 다릅니다. '#0072B2'처럼 적어 주세요.")
    group = Group(
        id=normal(Path(file).stem),
        label=label,
        name=_text(fields, "name", file),
        latin=_text(fields, "latin", file, may_be_empty=True),
        colour=colour.upper(),
        members=tuple(_member(m, file) for m in members),
        search=_texts(fields, "search", file),
        aliases=_texts(fields, "aliases", file),
        note=_text(fields, "note", file, may_be_empty=True),
        words=_texts(fields, "words", file),
        concept_words=_texts(fields, "concept_words", file),
        fictional=_flag(fields, "fictional", file),
        retired=_flag(fields, "retired", file) or bool(fields.get("merged_into")),
        merged_into=_optional(fields, "merged_into", file),
        ordinary=_flag(fields, "ordinary", file),
    )
    ids = [fold_name(m.id) for m in group.members]
    twice = next((m.id for m in group.members if ids.count(fold_name(m.id)) > 1), "")
    for what, found in (("id", twice), ("이름", group.shared_spelling())):
        if found:
            raise DataFileError(f"{file}: 멤버 {josa(what, '이/가')} 겹칩니다: {found}. 하나만 남겨 주세요.")
    lost = next((m for m in group.members if group.heir(m).merged_into), None)
    if lost is not None:
        raise DataFileError(
            f"{file}: {lost.name}의 merged_into '{lost.merged_into}'에 해당하는 멤버가 없습니다. 멤버 id를 적어 주세요."
        )
    return group


def write_group(group: Group) -> bytes:
    """A group as the file that `read_group` reads; what has its usual value is left out."""
    content: dict[str, Any] = {
        "label": group.label,
        "name": group.name,
        "latin": group.latin,
        "colour": group.colour,
        "aliases": list(group.aliases),
        "search": list(group.search),
        "words": list(group.words),
        "note": group.note,
    }
    for key in ("concept_words", "fictional", "retired", "merged_into", "ordinary"):
        if value := getattr(group, key):
            content[key] = list(value) if isinstance(value, tuple) else value
    content["members"] = [
        {
            key: list(value) if isinstance(value, tuple) else value
            for key in ("id", "name", "latin", "search", "aliases", "retired", "merged_into", "origin")
            if (value := getattr(member, key))
        }
        for member in group.members
    ]
    text: str = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)
    return text.encode()


def unreadable(where: str) -> DataFileError:
    """The error for a file that is no YAML or cannot be opened. where: how a message names it."""
    return DataFileError(f"{josa(where, '을/를')} 읽을 수 없습니다. 파일의 YAML 형식과 UTF-8을 확인해 주세요.")


def plain_yaml(data: bytes, where: str) -> Any:
    """The plain values of YAML. where: how a message names the file.

    Raises DataFileError where it is none, uses more of YAML, has an entry twice (YAML would keep the last and drop the
    other without a word) or text with characters that nobody sees."""

    def sentence(error: Exception) -> str:
        if isinstance(error, _TwiceError):
            return f"{where}에 ‘{visible(str(error))[:40]}’ 항목이 두 번 있습니다. 하나로 합쳐 주세요."
        mark = getattr(error, "problem_mark", None)
        return str(unreadable(f"{where}의 {mark.line + 1}번째 줄" if mark else where))

    if len(data) > _MOST_BYTES:
        raise DataFileError(
            f"{josa(where, '이/가')} 너무 큽니다(최대 {_MOST_BYTES / 2**20:.0f}MB). 나누어 적어 주세요."
        )
    with refusing(DataFileError, sentence):
        text = data.decode("utf-8-sig")
        _check_plain(text)
        content = yaml.load(text, _PlainLoader)  # noqa: S506 - a safe one
    pending = [content]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            pending += [*value, *value.values()]
        elif isinstance(value, list):
            pending += value
        elif isinstance(value, str) and (found := hidden(value)):
            word = f"의 ‘{word}’" if (word := visible(value).strip()[:40]) else ""
            raise DataFileError(f"{where}{word}에 보이지 않는 글자({found})가 섞여 있습니다. 그 글자를 지워 주세요.")
    return content


class _TwiceError(ValueError):
    """An entry that stands twice; its text is the entry's name."""


def _check_plain(text: str) -> None:
    """Raises YAMLError at an alias, a few lines of which stand for more than fits in memory, and at parts in parts in
    parts: the loader has no bottom."""
    depth = 0
    for event in yaml.parse(text, _Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > _DEEPEST:
            raise yaml.YAMLError("an alias, or too deep")


class _PlainLoader(_Loader):  # type: ignore[misc, valid-type]
    """Without double entries."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        seen: set[tuple[str, str]] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if (key.tag, key.value) in seen:
                    raise _TwiceError(key.value)
                seen.add((key.tag, key.value))
        return super().construct_mapping(node, deep)


def _member(data: Any, file: str) -> Member:
    fields = _fields(data, _MEMBER_FIELDS, f"{file}의 멤버")
    return Member(
        id=_text(fields, "id", file),
        name=_text(fields, "name", file),
        latin=_optional(fields, "latin", file),
        search=_texts(fields, "search", file),
        aliases=_texts(fields, "aliases", file),
        retired=_flag(fields, "retired", file) or bool(fields.get("merged_into")),
        merged_into=_optional(fields, "merged_into", file),
        origin=_optional(fields, "origin", file),
    )


def _fields(data: Any, known: set[str], where: str) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise DataFileError(f"{where}: '이름: 값' 꼴로 적어 주세요.")
    unknown = sorted(str(k) for k in data if k not in known)
    if unknown:
        # A misspelt optional field would otherwise be lost without a word.
        raise DataFileError(f"{where}: 모르는 항목 {', '.join(unknown)}. 쓸 수 있는 항목: {', '.join(sorted(known))}")
    return data


def _text(fields: Mapping[str, Any], key: str, where: str, *, may_be_empty: bool = False) -> str:
    value = fields.get(key)
    if not isinstance(value, str) or not (value.strip() or may_be_empty):
        raise DataFileError(f"{where}: {key} 항목이 없거나 글자가 아닙니다. 따옴표로 감싸 적어 주세요.")
    return normal(" ".join(value.split()))


def _optional(fields: Mapping[str, Any], key: str, where: str) -> str:
    return _text(fields, key, where) if key in fields else ""


def _flag(fields: Mapping[str, Any], key: str, where: str) -> bool:
    value = fields.get(key, False)
    if not isinstance(value, bool):
        raise DataFileError(f"{where}: {key}에는 true나 false를 적어 주세요.")
    return value


def _texts(fields: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = fields.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise DataFileError(f"{where}: {key} 항목은 글자 목록으로 적어 주세요.")
    return tuple(normal(v.strip()) for v in value)
