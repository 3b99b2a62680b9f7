"""Names of groups and members as they are typed: cleaned, checked against the others, and what is made of them."""

from collections.abc import Iterable, Sequence

from core.catalog import Catalog, Group, Member, fold_name
from core.errors import CatalogError
from core.storage.reference.names import safe_name
from core.text.korean import attach
from core.text.unicode import normal

LONGEST = 60  # characters of a name


def clean_name(text: str, *, may_be_empty: bool = False) -> str:
    """A name in its stored form. Raises CatalogError where it is empty, too long, or nothing but marks."""
    name = _clean(text)
    if not name and may_be_empty:
        return ""
    if not name:
        raise CatalogError("이름을 적어 주세요.")
    if len(name) > LONGEST:
        raise CatalogError(f"이름이 너무 깁니다. {LONGEST}자까지 적어 주세요.")
    if not any(c.isalnum() for c in name):
        raise CatalogError(f"'{name}'에는 글자나 숫자가 없습니다. 읽을 수 있는 이름을 적어 주세요.")
    return name


def clean_names(texts: Iterable[str]) -> tuple[str, ...]:
    """Several names, empty ones and repetitions left out."""
    return tuple(dict.fromkeys(clean_name(text) for text in texts if _clean(text)))


class Clash(CatalogError):
    """Two changed one field otherwise. field: Korean, with its particle; now: what the first made of it."""

    def __init__(self, field: str, now: str) -> None:
        super().__init__(f"{field} 그사이 바뀌었습니다. 지금 값을 확인하고 다시 시도해 주세요.")
        self.field, self.now = field, now


def newest(now: str, seen: str, given: str | None, field: str) -> str:
    """What a field becomes that is `now` and was seen as `seen`: what was given, unless that is what was seen. field:
    what it is called, with its particle. Raises Clash where it became something else since it was seen."""
    if given in (None, seen, now):
        return now
    if now != seen:
        raise Clash(field, now)
    return given or ""


def newest_list(now: Sequence[str], seen: Sequence[str], given: Sequence[str] | None) -> tuple[str, ...]:
    """As `newest`; where others changed the list since, what was added and taken away happens to theirs."""
    if given is None or given == seen:
        return tuple(now)
    stay = given if now == seen else [one for one in now if one in given or one not in seen]
    return tuple(dict.fromkeys([*stay, *(one for one in given if one not in seen)]))


def check_name(catalog: Catalog, name: str, own: Group | None = None) -> None:
    """Raises CatalogError where another group goes by that name. own: who may, with what was merged into it."""
    wanted = fold_name(name)
    for group in catalog.groups:
        heir = catalog.heir(group) or group
        if (own is not None and own.id in (group.id, heir.id)) or wanted not in map(fold_name, group.spellings):
            continue
        if group.merged_into:
            state = f"{attach(heir.name, '으로/로')} 합친 {group.name} 그룹"
        else:
            state = f"비교에서 뺀 {group.name} 그룹" if group.retired else f"{group.name} 그룹"
        raise CatalogError(f"'{name}' 이름은 {state}에서 씁니다. 다른 이름을 적어 주세요.")


def check_members(group: Group) -> None:
    """Raises CatalogError where two members share a name or alias."""
    name = group.shared_spelling()
    if name:
        raise CatalogError(f"{group.name}에 '{name}' 이름을 쓰는 멤버가 둘입니다. 다른 이름을 적어 주세요.")


def other_spellings(entry: Group | Member, old: Iterable[str]) -> tuple[str, ...]:
    """Its aliases and its old names, but for those that say what its name says."""
    known = {fold_name(entry.name)}
    if isinstance(entry, Group):
        known.add(fold_name(entry.latin))
    aliases = []
    for name in (*entry.aliases, *(name for name in old if name)):
        if fold_name(name) not in known:
            known.add(fold_name(name))
            aliases.append(name)
    return tuple(aliases)


def free_id(name: str, taken: Iterable[Group | Member | str]) -> str:
    """A folder's name after `name` that no other entry goes by, whatever the file system makes of case."""
    used = {fold_name(s) for entry in taken for s in ((entry,) if isinstance(entry, str) else entry.spellings)}
    stem = safe_name(name)
    number, found = 1, stem
    while fold_name(found) in used:
        number += 1
        found = f"{stem}-{number}"
    return found


def group_search(name: str, latin: str) -> tuple[str, ...]:
    """What a group is searched by by default."""
    return (f"{name} {latin}".strip(), f"{name} 걸그룹", f"{name} 컴백")


def member_search(group: Group, name: str) -> tuple[str, ...]:
    """What a member is searched by by default: the name alone belongs to many people."""
    return tuple(f"{team} {name}" for team in (group.name, group.latin) if team)


def followed(words: Sequence[str], old: str, new: str) -> tuple[str, ...]:
    """Search words with a new name where the old one stood at the start or at the end."""

    def follow(word: str) -> str:
        if word == old:
            return new
        if word.startswith(f"{old} "):
            return new + word.removeprefix(old)
        return word.removesuffix(old) + new if word.endswith(f" {old}") else word

    return tuple(dict.fromkeys(map(follow, words)))


def _clean(text: str) -> str:
    printable = "".join(c for c in normal(text) if c.isprintable() or c.isspace())
    return " ".join(printable.split())
