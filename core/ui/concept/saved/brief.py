"""The concept on one page, to copy or to keep: what the page says, with the same numbers, and what that rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import isfinite

from core.services.concept.concept import trend
from core.text.hidden import visible
from core.text.html import web_link
from core.text.numbers import percent
from core.types import Article
from core.ui.concept.data import Groups, ShownConcept, quoted
from core.ui.concept.names import listed
from core.ui.concept.words import BARS, FEW, leading, picture
from core.ui.kit.export import safe_cell
from core.ui.words_ko import concept as t
from core.ui.words_ko import lexicon
from core.ui.words_ko import story_concept as story

SENTENCES, FACETS, PRESSES, EXCLUDED = 6, 6, 5, 8  # at most, so that all of it stands on one sheet
LONGEST = 240  # characters of a sentence, of a line of what it rests on; NAME: of a press, a word, a title
NAME = 60

# A4 in grey and black for any printer; nothing is fetched: neither fonts nor pictures, and no script runs.
_HEAD = (
    '<!doctype html><html lang="ko"><head><meta charset="utf-8">'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
    'font-src data:"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title><style>'
    "@page{{size:A4;margin:11mm}}*{{box-sizing:border-box}}"
    "body{{font:9.5pt/1.45 'Noto Sans KR','Apple SD Gothic Neo','Malgun Gothic',sans-serif;color:#1d1b22;"
    "background:#fff;margin:0 auto;padding:12px;max-width:188mm;word-break:keep-all;overflow-wrap:anywhere}}"
    "h1{{font-size:17pt;margin:0}}h2{{font-size:10.5pt;margin:3mm 0 1mm}}p,ul{{margin:0 0 1.2mm;padding:0}}"
    "li{{list-style:none;margin-bottom:1mm}}small{{color:#5d5966;font-size:8pt}}a{{color:inherit}}"
    ".two{{display:flex;flex-wrap:wrap;gap:0 7mm}}.two>*{{flex:1 1 70mm;min-width:0}}"
    "svg{{display:block;width:100%;height:auto;max-height:78mm}}table{{border-collapse:collapse;width:100%}}"
    "td{{padding:.3mm 2mm .3mm 0;border-bottom:1px solid #e4e2e8}}td+td{{text-align:right;white-space:nowrap}}"
    "@media print{{body{{padding:0;max-width:none}}}}</style></head><body>"
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of the news. source: press, day, how many; link: "" where it can be read nowhere."""

    facet: str
    text: str
    source: str
    link: str


@dataclass(frozen=True, slots=True)
class Brief:
    """What stands on the sheet, in its order. facets, words: (name, its figure). rests: what it rests on and what was
    left out, a line each."""

    title: str
    headline: str
    said: str
    quotes: tuple[Quote, ...]
    words: tuple[tuple[str, str], ...]
    facets: tuple[tuple[str, str], ...]
    trend: str
    rests: tuple[str, ...]

    def text(self) -> str:
        """For a document that is written elsewhere."""
        lines = [self.title, self.headline, self.said]
        lines += [f"· [{q.facet}] “{q.text}” ({q.source}) {q.link}".rstrip() for q in self.quotes]
        for name, rows in ((t.BRIEF_WORDS, self.words), (t.FACETS, self.facets)):
            if rows:
                lines.append(f"{name}: {', '.join(f'{what} {figure}' for what, figure in rows)}")
        if self.trend:
            lines.append(f"{t.TREND}: {self.trend}")
        # Pasted into a table, a line is a cell of it.
        return "\n".join(str(safe_cell(line)) for line in (*filter(None, lines), *self.rests))

    def html(self, cloud: str) -> str:
        """One sheet of its own. cloud: an SVG, "" for none."""
        return "".join([_HEAD.format(title=escape(self.title)), *self._body(cloud), "</body></html>"])

    def _body(self, cloud: str) -> Iterator[str]:
        yield f"<h1>{escape(self.title)}</h1><p><b>{escape(self.headline)}</b></p><p>{escape(self.said)}</p>"
        if self.quotes:
            yield f"<h2>{t.SENTENCE}</h2><ul>{''.join(map(_quote, self.quotes))}</ul>"
        facets, words = _rows(t.FACETS, self.facets), _rows(t.BRIEF_WORDS, self.words)
        yield f'<div class="two"><div>{cloud}{facets}</div><div>{words}</div></div>'
        if self.trend:
            yield f"<h2>{t.TREND}</h2><p>{escape(self.trend)}</p>"
        yield f"<h2>{t.PROVENANCE}</h2><p><small>{'<br>'.join(map(escape, self.rests))}</small></p>"


def brief(shown: ShownConcept, groups: Groups) -> Brief:
    """Of what is looked at now."""
    return Brief(
        line(t.title(shown.name), NAME),
        line(shown.summary.headline, LONGEST),
        line(shown.summary.text, 4 * LONGEST),
        tuple(
            Quote(line(q.facet, NAME), line(q.text), line(story.source(q, whose), NAME), _link(q.source.article))
            for whose, q in quoted(shown, groups)[:SENTENCES]
        ),
        tuple((line(word, NAME), figure) for word, figure in _words(shown)),
        tuple((line(facet, NAME), figure) for facet, figure in _facets(shown)),
        line(_trend(shown)),
        tuple(map(line, _rests(shown, groups))),
    )


def line(text: str, most: int = LONGEST) -> str:
    """Whatever the news or the catalogue hold, one line of visible letters that leaves room for the others."""
    said = " ".join(visible(text).split())
    return said if len(said) <= most else f"{said[: most - 1].rstrip()}…"


def sheet(shown: ShownConcept, groups: Groups) -> bytes:
    """The file: HTML that prints on one sheet of A4."""
    cloud = picture(shown, groups).svg() if shown.words else ""
    return brief(shown, groups).html(cloud).encode("utf-8", "replace")


def _link(article: Article) -> str:
    return "" if article.fictional else web_link(article.link)


def _words(shown: ShownConcept) -> tuple[tuple[str, str], ...]:
    drawn = leading(shown, BARS, FEW)
    if shown.blend:
        known = {w.word: w for w in shown.blend.words}
        return tuple((word, story.brief_mixed(known[word])) for word in drawn)
    found = [k for word in drawn if (k := shown.concept.keyword(word))]
    return tuple((k.word, story.brief_word(k, compared=shown.compared)) for k in found)


def _facets(shown: ShownConcept) -> tuple[tuple[str, str], ...]:
    profile = shown.blend.profile if shown.blend else shown.concept.profile
    known = sorted((s for s in profile if isfinite(s.index) and s.articles), key=lambda s: -s.index)[:FACETS]
    return tuple((s.facet, f"지수 {s.index:.0f} · 기사의 {percent(s.share, ' ')}") for s in known)


def _trend(shown: ShownConcept) -> str:
    """When the first word was written most; nothing of a mix, whose groups have a course each."""
    if shown.blend or not shown.words or not shown.period:
        return ""
    return story.trend_title(trend(shown.concept, shown.words[:1]), shown.words[0])


def _rests(shown: ShownConcept, groups: Groups) -> Iterator[str]:
    yield from shown.caption
    named = dict.fromkeys(p.press for c in shown.sources for p in c.presses if p.press and p.articles)
    if named:
        yield f"{t.PRESSES}: {_some(list(named), PRESSES)}"
    if ahead := sum(c.ahead for c in shown.sources):
        yield t.dated_ahead(ahead)
    left_out: Sequence[str] = sorted(shown.concept.filters.exclude)
    if left_out:
        yield f"{t.EXCLUDE}: {_some(left_out, EXCLUDED)}"
    if apart := listed(shown):
        kinds = {kind: sum(not one.counted for one in some) for kind, some in apart.items()}
        yield from lexicon.names_left_out({kind: number for kind, number in kinds.items() if number})
    read, whole = sum(c.articles for c in shown.sources), sum(c.of for c in shown.sources)
    yield f"{t.remaining(read, whole, len(shown.sources), shown.terms(groups))} {t.NOT_A_JUDGEMENT}."


def _some(found: Sequence[str], most: int) -> str:
    return ", ".join(found[:most]) + (f" 외 {len(found) - most}" if len(found) > most else "")


def _rows(name: str, rows: Sequence[tuple[str, str]]) -> str:
    cells = "".join(f"<tr><td>{escape(what)}</td><td>{escape(figure)}</td></tr>" for what, figure in rows)
    return f"<h2>{escape(name)}</h2><table>{cells}</table>" if rows else ""


def _quote(one: Quote) -> str:
    link = f' · <a href="{escape(one.link)}">{t.OPEN_LINK}</a>' if one.link else ""
    return f"<li><b>{escape(one.facet)}</b> “{escape(one.text)}” <small>({escape(one.source)}){link}</small></li>"
