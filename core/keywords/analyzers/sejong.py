"""From the Sejong tags that Kiwi and Komoran give to content words."""

from collections.abc import Collection

from core.keywords.analyzers.tokens import WordKind

CONTENT_TAGS = frozenset(("NNG", "NNP", "XR", "MAG", "VA", "VA-I", "VA-R"))


def content(
    form: str, tag: str, following: str, names: Collection[str], terms: Collection[str]
) -> tuple[str, WordKind] | None:
    """The word of a morpheme and its kind, None where it is no content word. following: tag of the next morpheme.

    names, terms: of the lexicon."""
    if tag in {"NNG", "NNP"}:
        form = form.replace(" ", "")  # their own dictionaries have '댄스 팝'
        return form, "name" if form in names else "noun"
    if tag == "XR":
        return form, "root"
    if tag == "MAG":
        return _adverb(form, following, terms)
    if tag.startswith("VA"):
        whole = form.endswith("하") and len(form) >= 3
        return (form[:-1], "root") if whole else (f"{form}다", "adjective")
    return None


def _adverb(form: str, following: str, terms: Collection[str]) -> tuple[str, WordKind]:
    """당당 comes as an adverb, and 하 after it shows that it is a root; 당당히 comes from a root in the lexicon."""
    if form.endswith("히") and form[:-1] in terms:
        return form[:-1], "root"
    return form, "root" if following.startswith(("XSA", "XSM")) else "adverb"
