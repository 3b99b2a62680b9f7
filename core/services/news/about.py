"""Whose article it is: by the group that its row names, or by what it says itself."""

import re
from collections.abc import Callable, Mapping

from core.catalog import Group
from core.keywords.names.finder import GroupNames, NameFinder
from core.news.gate import Named, Relevance, judge, read_names
from core.types import Article

_CALLED = re.compile(r"^(?:걸\s?)?그룹\s+")


class Subjects:
    """Which of some groups an article is about. names: by id; finder: of the same groups."""

    def __init__(self, names: Mapping[str, GroupNames], finder: NameFinder) -> None:
        self._names, self._finder = names, finder

    def of(self, article: Article, target: str = "", names: Named | None = None) -> str:
        """The group that the article names, in its title before its body, or that the source lists for it, or of which
        it names two members; "" where that is none, or several alike. target: goes before others that are alike.
        names: what it names, where that is known."""
        named = names or read_names(article, self._finder)
        if named.groups & self._names.keys():
            return named.subject(self._names, target)
        found = [group for group in self._names if group in named.tags or self._by_members(article, group)]
        return target if target in found else found[0] if len(found) == 1 else ""

    def _by_members(self, article: Article, group: str) -> bool:
        text = f"{article.text} {' '.join(article.tags)}"
        if sum(name in text for name in self._names[group].member_names) < 2:  # most articles, at no cost
            return False
        return self.verdict(article, group).code == "members"

    def verdict(self, article: Article, group: str) -> Relevance:
        """Does it count for the group that it is found to be about?"""
        return judge(article, self._finder, group, filed=False)


def called(name: str, look_up: Callable[[str], Group | None]) -> Group | None:
    """The group of a cell, however it is written: "BLACKPINK", "블랙핑크(BLACKPINK)", "걸그룹 블랙핑크"."""
    bare, _, inside = name.partition("(")
    ways = (name, bare, inside.partition(")")[0], _CALLED.sub("", bare))
    return next((found for way in ways if way.strip() and (found := look_up(way))), None)
