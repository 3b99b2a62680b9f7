"""What a report may be made of. Only the version and the project have to be there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from core.charts.concept_facets import Profile
from core.charts.style import GroupStyle
from core.keywords.views.cloud import Cloud
from core.projects.project import Project
from core.projects.version import Version
from core.reports.report import Block, Part, Quote
from core.types import Keyword, Rights

Faces = Literal["off", "blurred", "shown"]
# The title of a part, which says the finding ("" where there is none), and what stands under it.
Made = tuple[str, Sequence[Block]]


@dataclass(frozen=True)
class Said:
    """What the news say of a group or of the line-up's mix. headline, sentences: of the summary, with what each rests
    on. words: (word, facet), the most distinctive first. cloud, colours: as the concept page draws them for white
    paper, legend: (what a colour means, colour); cloud None without a word. profiles: outlines of the radar, its title
    beside it. basis: how many articles and from when."""

    name: str
    headline: str
    sentences: tuple[str, ...]
    quotes: tuple[Quote, ...]
    words: tuple[tuple[Keyword, str], ...]
    basis: str
    cloud: Cloud | None = None
    cloud_title: str = ""
    colours: Mapping[str, str] = field(default_factory=dict)
    legend: Sequence[tuple[str, str]] = ()
    profiles: tuple[Profile, ...] = ()
    facets_title: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of the model that judged. written: as it is read; reading: what to hold it against."""

    name: str
    value: float
    written: str
    reading: str
    share: bool = False


@dataclass(frozen=True, slots=True)
class Credit:
    """A reference photo of which something is known. whose: the member's name with her group's."""

    whose: str
    rights: Rights


@dataclass(frozen=True, slots=True)
class Credits:
    """Photos of the members that a report names. unknown: (whose, source as in `Rights`, photos) of those of which
    nothing is known. why: Korean, why there is neither."""

    known: Sequence[Credit] = ()
    unknown: Sequence[tuple[str, str, int]] = ()
    why: str = ""


@dataclass(frozen=True)
class Given:
    """groups: of the version and of the board, in the order and colours of the pages. said: what the news say, made
    when its turn comes. faces: a JPEG of each trainee's face by her place in the version, from a session that still has
    them. more: parts that others make: what they show is not of the version alone."""

    version: Version
    project: Project
    groups: tuple[GroupStyle, ...]
    said: Callable[[], Said] | None = None
    faces: Mapping[int, bytes] = field(default_factory=dict, repr=False)
    show_faces: Faces = "off"
    measures: Sequence[Measure] = ()
    more: Mapping[Part, Callable[[], Made]] = field(default_factory=dict)
