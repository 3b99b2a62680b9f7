"""Components of Streamlit for the concept page: words that can be clicked, in a cloud and in sentences."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from core.keywords.views.cloud import Cloud
from core.ui.browser_script import component

_HERE = Path(__file__).parent
_cloud = component("studio_word_cloud", _HERE / "word_cloud.js")
_sentences = component("studio_word_sentences", _HERE / "word_sentences.js")


@dataclass(frozen=True, slots=True)
class CloudWord:
    """How a word of the cloud looks and is read aloud. kind: what the legend groups it by."""

    label: str
    colour: str
    kind: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence. parts: (text, the word it stands for or "" for plain text). note: how much it rests on."""

    title: str
    colour: str
    parts: tuple[tuple[str, str], ...]
    note: str


def word_cloud(
    key: str,
    layouts: tuple[Cloud, Cloud],
    entries: Mapping[str, CloudWord],
    last: Sequence[str],
    chosen: str,
    texts: Mapping[str, str],
    on_word: Callable[[], None],
) -> None:
    """Show a cloud. layouts: for wide and for narrow places, each with a legend of the kinds that it shows. last: kinds
    that stand at the end of a legend.

    texts: "cloud" and "legend", read aloud by screen readers. on_word: called before the next run when a word
    was clicked, which is then at `st.session_state[key]["word"]`."""
    shown = [
        {
            "width": one.width, "height": one.height, "places": [asdict(place) for place in one.places()],
            "legend": legend([entries[word] for word in one.words], last),
        }
        for one in layouts
    ]  # fmt: skip
    words = {word: asdict(entry) for word, entry in entries.items()}
    data = {"layouts": shown, "words": words, "chosen": chosen, "texts": dict(texts)}
    _cloud(key=key, data=data, on_word_change=on_word)


def legend(entries: Sequence[CloudWord], last: Sequence[str]) -> list[tuple[str, str]]:
    """(kind, colour) of the words that are shown, in their order, the kinds of `last` at the end."""
    found = list(dict.fromkeys((entry.kind, entry.colour) for entry in entries))
    return sorted(found, key=lambda item: last.index(item[0]) if item[0] in last else -1)


def word_sentences(
    key: str, lines: Sequence[Line], chosen: str, copy: str, texts: Mapping[str, str], on_word: Callable[[], None]
) -> None:
    """Show sentences whose words can be clicked, and a button that copies `copy`.

    texts: "copy", "copied", "failed" of that button and "open", read aloud with each word. on_word: as above."""
    data = {"lines": [asdict(line) for line in lines], "chosen": chosen, "copy": copy, "texts": dict(texts)}
    _sentences(key=key, data=data, on_word_change=on_word)
