"""Write the demo's fictional news: data/demo/news/<group_id>/{bigkinds.xlsx, naver.json, rss.xml}.

usage: python scripts/make_demo_news.py [OUT]      the same files, byte for byte, every time
Sentences are hand-written frames in scripts/demo_news/*.yaml; this joins them into articles. Nothing in them is real.
planted.json beside the groups says which articles are copies of which, for the tests of near-duplicate folding.
"""

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from demo_news.formats import Draft, bigkinds, naver, rss  # noqa: E402
from demo_news.josa import fill  # noqa: E402

from core.catalog import Catalog, Group, load_catalog  # noqa: E402

MATERIAL = ROOT / "scripts" / "demo_news"
KST = timezone(timedelta(hours=9))
FIRST_DAY = datetime(2026, 3, 2, tzinfo=KST)
DAYS = 240  # to 2026-10-28
SHORTEST, LONGEST = 120, 400  # characters of a body
TOO_ALIKE = 0.40  # Jaccard of character 3-grams above which two independent articles could be taken for copies
HEADLINES = [
    ("사진", ["teaser", "pictorial", "styling"]),
    ("뮤직비디오|영상", ["video", "teaser"]),
    ("공연|음악회|오른다|열린다|성황", ["concert", "festival"]),
    ("“", ["interview", "radio"]),
    ("안무|치어리딩|퍼포먼스", ["choreography", "showcase", "concert", "festival"]),
    ("무대", ["showcase", "festival", "concert", "choreography"]),
    ("앨범|신곡|컴백|사운드|{album}", ["comeback", "teaser", "showcase"]),
]
QUOTED = {"interview", "radio", "showcase", "pictorial", "fan"}  # kinds of article whose headline may be a quote
# How the press writes a title: every kind of quotation mark, its Latin name beside it, or that alone.
QUOTED_TITLES = ["‘{}’", "‘{}’", "'{}'", "“{}”", "「{}」", "『{}』", "<{}>", "《{}》", "‘{}({latin})’", "{latin}"]
CUT = 200  # characters of a body that an archive gives
NOUNS = [
    "컴백",
    "앨범",
    "무대",
    "팬",
    "안무",
    "뮤직비디오",
    "쇼케이스",
    "타이틀곡",
    "공연",
    "콘서트",
    "인터뷰",
    "화보",
    "라디오",
    "축제",
    "차트",
    "순위",
    "의상",
    "수록곡",
    "멤버",
    "노래",
    "가사",
    "영상",
    "사진",
    "소속사",
    "음원",
    "방송",
    "객석",
    "제작진",
    "연습",
    "촬영",
]


def load(name: str) -> dict[str, Any]:
    """One file of sentence material."""
    data: dict[str, Any] = yaml.safe_load((MATERIAL / f"{name}.yaml").read_text(encoding="utf-8"))
    return data


def grams(text: str) -> set[str]:
    """Character 3-grams without spaces."""
    packed = "".join(text.split())
    return {packed[i : i + 3] for i in range(len(packed) - 2)}


def alike(a: str, b: str) -> float:
    """Jaccard index of the two texts' 3-grams."""
    x, y = grams(a), grams(b)
    return len(x & y) / max(1, len(x | y))


def topics_of(title: str) -> set[str]:
    """The kinds of article under which a group's own headline can stand, by what it speaks of."""
    told = [topics for pattern, topics in HEADLINES if re.search(pattern, title)]
    return set.intersection(*map(set, told)) if told else {"comeback", "showcase", "chart"}


class Writer:
    """Writes one group's articles. Draws least-used frames first, so that no sentence wears out."""

    def __init__(self, group: Group, catalog: Catalog) -> None:
        self.group, self.others = group, [g.name for g in catalog if g.id != group.id]
        self.common, self.own = load("common"), load(group.id)
        self.random = random.Random(f"debut-concept-studio:{group.id}")  # noqa: S311 - not a secret
        self.used: Counter[str] = Counter()
        self.topics = sorted(self.common["topics"])
        self.written: list[str] = []
        # Whom the press mostly names beside the group: such names set its news apart as its concept does.
        near = {"people": 3, "acts": 3, "brands": 2, "dramas": 2, "awards": 2, "platforms": 2}
        self.near = {name: self.random.sample(self.common[name], few) for name, few in near.items()}
        self.serial = 0

    def pick(self, frames: Sequence[str], avoid: Iterable[str] = ()) -> str:
        """A frame of those used least; earlier frames a little more often, as words in real news are uneven."""
        free = [f for f in frames if f not in set(avoid)] or list(frames)
        cost = {f: self.used[f] + 0.12 * frames.index(f) + self.random.random() for f in free}
        chosen = min(free, key=cost.__getitem__)
        self.used[chosen] += 1
        return chosen

    def slots(self, when: datetime) -> dict[str, str]:
        """Values for every slot of one article; album and song follow the calendar."""
        r, c = self.random, self.common
        era = min(2, (when - FIRST_DAY).days // 90)
        first, second, third = r.sample([m.name for m in self.group.members], 3)
        rest = r.sample(self.others, 2)
        trio = [self.group.name, *rest]
        r.shuffle(trio)
        city, city2 = r.sample(c["cities"], 2)
        person, person2 = r.sample(self.near["people"], 2)
        act, act2 = r.sample(self.near["acts"], 2)
        platform, platform2 = r.sample(self.near["platforms"], 2)
        later = when + timedelta(days=r.randint(2, 6))
        numbers = {
            "months": (4, 7), "tracks": (4, 9), "photos": (6, 24), "views": (20, 480), "rank": (1, 9), "weeks": (2, 4),
            "sales": (3, 28), "fans": (12, 68), "minutes": (3, 20),
        }  # fmt: skip
        drawn = {k: str(r.randint(*v)) for k, v in numbers.items()}
        drawn["fans"] = f"{int(drawn['fans']) * 100:,}"
        return drawn | {
            "group": self.group.name, "member": first, "member2": second, "member3": third,
            "album": self.own["albums"][era], "song": self.own["songs"][era], "song2": self.own["songs"][(era + 1) % 3],
            "fandom": self.own["fandom"], "label": self.own["label"], "years": "3", "day": str(when.day),
            "later": str(later.day) if later.month == when.month else f"다음 달 {later.day}",
            "month": str(when.month), "venue": r.choice(c["venues"]), "city": city, "city2": city2,
            "show": r.choice(c["shows"]), "radio": r.choice(c["radios"]), "chart": r.choice(c["charts"]),
            "magazine": r.choice(c["magazines"]), "tag": self.pick(self.own["tags"]),
            "a": trio[0], "b": trio[1], "c": trio[2], "person": person, "person2": person2, "act": act, "act2": act2,
            "platform": platform, "platform2": platform2, "brand": r.choice(self.near["brands"]),
            "drama": r.choice(self.near["dramas"]), "award": r.choice(self.near["awards"]),
        }  # fmt: skip

    def when(self) -> datetime:
        """A working hour within the eight months."""
        r = self.random
        return FIRST_DAY + timedelta(days=r.randint(0, DAYS), hours=r.randint(7, 21), minutes=r.randint(0, 59))

    def quote(self, frame: str, slots: dict[str, str]) -> tuple[str, str]:
        """Who speaks and the filled sentence. A quote always belongs to one member: two cannot say the same."""
        speaker = self.group.members[self.own["talk"].index(frame) % len(self.group.members)].name
        return speaker, fill(frame, slots | {"member": speaker})

    def own_sentence(self, section: str, slots: dict[str, str], used: list[str]) -> str:
        """A sentence of the group's own concept that this article does not have yet."""
        frame = self.pick(self.own[section], used)
        used.append(frame)
        return self.quote(frame, slots)[1] if section == "talk" else fill(frame, slots)

    def title(self, topic: str, slots: dict[str, str]) -> tuple[str, str]:
        """A headline: a quote, the group's own or one that all share; and the quote's frame, which the body repeats."""
        r, shared = self.random.random(), self.common["topics"][topic]
        if r < 0.35 and topic in QUOTED:
            frame = self.pick(self.own["talk"])
            speaker, sentence = self.quote(frame, slots)
            return f"{self.group.name} {speaker} “{sentence.split('“')[1].split('”')[0]}”", frame
        if r > 0.8:
            return fill(self.pick(self.common["world_titles"]), slots), ""
        own = [t for t in self.own["titles"] if topic in topics_of(t)]
        title = fill(self.pick(own if own and r < 0.7 else shared["titles"]), slots)
        prefix = self.random.choice(["[포토] ", "[종합] "]) if self.random.random() < 0.08 and title[0] != "[" else ""
        return prefix + title, ""

    def body(self, topic: str, slots: dict[str, str], quoted: str) -> str:
        """A lead, one to three sentences of the group's own, perhaps what else happens, a detail and a
        closing: 120 to 400 characters."""
        shared = self.common["topics"][topic]
        sections = shared["sections"]
        length = self.random.choices([1, 2, 3], [5, 4, 1])[0]
        used = [quoted]
        lead = fill(self.pick(shared["leads"]), slots)
        own = [self.quote(quoted, slots)[1]] if quoted else []
        own += [self.own_sentence(sections[n % len(sections)], slots, used) for n in range(length - len(own))]
        world = self.common["world"]
        tail = [fill(self.pick(frames), slots) for frames in (world, shared["details"], self.common["closers"])]
        tail = [s for s in tail if self.random.random() < 0.6]
        while len(" ".join([lead, *own, *tail])) < SHORTEST + 10:
            tail.append(fill(self.pick(world), slots))
        return " ".join([lead, *own, *tail][:5])

    def dressed(self, text: str) -> str:
        """The text with its titles as one paper or another writes them."""
        for title, latin in self.own["latin"].items():
            if f"‘{title}’" in text:
                text = text.replace(f"‘{title}’", self.random.choice(QUOTED_TITLES).format(title, latin=latin))
        return text

    def draft(self, title: str, body: str, when: datetime, **more: Any) -> Draft:
        """An article with its press, by-line and the index columns of an archive."""
        self.serial += 1
        text = f"{title} {body}"
        vocabulary = {*NOUNS, *self.group.concept_words}
        return Draft(
            key=f"{self.group.id}-{self.serial:03d}",
            title=title,
            body=body,
            press=self.random.choice(self.common["presses"]),
            reporter=self.random.choice(self.common["reporters"]),
            when=when,
            people=tuple(m.name for m in self.group.members if m.name in text),
            places=tuple(p for p in self.common["cities"] if p in text),
            bodies=tuple(b for b in (self.own["label"],) if b in text),
            nouns=tuple(word for i in range(len(text)) for word in sorted(vocabulary) if text.startswith(word, i)),
            **more,
        )

    def regular(self, headline_only: bool = False) -> Draft:
        """An article about the group that resembles none written before."""
        for attempt in range(400):
            when = self.when()
            slots = self.slots(when)
            topic = self.pick(self.topics)
            title, quoted = self.title(topic, slots)
            body = "" if headline_only else self.body(topic, slots, quoted)
            limit = TOO_ALIKE + attempt / 2000
            fits = headline_only or SHORTEST <= len(body) <= LONGEST
            title, body = self.dressed(title), self.dressed(body)
            if fits and all(alike(title + body, other) < limit for other in self.written):
                self.written.append(title + body)
                return self.draft(title, body, when)
        raise RuntimeError(f"{self.group.id}: the frames are used up")

    def noise(self, kind: str, index: int) -> Draft:
        """An article that names the group in passing, an advertisement or a round-up of several groups."""
        frames = self.common[kind]
        frame = frames[(index + self.group.label) % len(frames)]
        when = self.when()
        slots = self.slots(when)
        more = {"category": frame["category"]} if "category" in frame else {}
        return self.draft(fill(frame["title"], slots), fill(frame["body"], slots), when, **more)

    def copy(self, source: Draft, headline_only: bool = False) -> Draft:
        """The same story in another paper some hours later: other by-line, other or additional first sentence."""
        when = source.when + timedelta(hours=self.random.randint(1, 9))
        press = self.random.choice([p for p in self.common["presses"] if p != source.press])
        body = source.body
        if not headline_only:
            reporter = self.random.choice(self.common["reporters"])
            opening = fill(self.random.choice(self.common["first_lines"]), self.slots(when))
            body = f"[{press} {reporter} 기자] {opening} {body}" if len(body) > 180 else f"({press}={reporter}) {body}"
        title = source.title if headline_only or self.random.random() < 0.5 else source.title.replace("… ", ", ")
        return replace(self.draft(title, body, when), press=press, category=source.category)


def write_group(group: Group, catalog: Catalog) -> tuple[dict[str, bytes], list[list[str]]]:
    """The three files of one group, and the pairs [copy, source] of article keys."""
    w = Writer(group, catalog)
    archive = [w.regular() for _ in range(22)]
    portal = [w.regular() for _ in range(17)]
    feed = [w.regular(headline_only=True) for _ in range(15)]
    pairs: list[list[str]] = []

    def copied(source: Draft, headline_only: bool = False) -> Draft:
        made = w.copy(source, headline_only)
        pairs.append([made.key, source.key])
        return made

    for number in range(0, len(archive), 3):
        archive[number] = replace(archive[number], body=archive[number].body[:CUT])
    # A portal shows the first 160 characters only: short stories are those that stay recognisable there.
    short = sorted(archive, key=lambda d: len(d.body))
    longer = [copied(d) for d in short[-3:]]
    across = [copied(d) for d in short[:3]]
    archive += [*longer, *(w.noise("noise_mentions", i) for i in range(3)), w.noise("roundups", 0), w.noise("ads", 0)]
    archive += [w.noise("captions", 0), w.noise("ranked", 0)]
    archive.append(replace(copied(short[5]), excluded="중복"))
    archive.append(replace(w.noise("ads", 1), excluded="예외"))
    portal += [*across, copied(min(portal, key=lambda d: len(d.body)))]
    portal += [w.noise("noise_mentions", 3), w.noise("roundups", 1), w.noise("noise_mentions", 4)]
    portal += [w.noise("captions", 1), w.noise("ranked", 1)]
    feed += [copied(feed[2], True), copied(feed[7], True), w.noise("roundups", 2)]
    serial = f"{group.label + 1:02d}"
    files = {
        "bigkinds.xlsx": bigkinds(archive, serial),
        "naver.json": naver(portal, group.name),
        "rss.xml": rss(feed, group.name),
    }
    return files, pairs


def main(out: Path) -> None:
    """Write all groups and planted.json below out."""
    catalog = load_catalog(ROOT / "data" / "demo" / "catalog")
    planted: dict[str, list[list[str]]] = {}
    for group in catalog:
        files, planted[group.id] = write_group(group, catalog)
        (out / group.id).mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (out / group.id / name).write_bytes(data)
    text = json.dumps({"fictional": True, "copies": planted}, ensure_ascii=False, indent=1)
    (out / "planted.json").write_text(text + "\n", encoding="utf-8")
    print(f"{len(planted)} groups written to {out}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "data" / "demo" / "news")
