"""The small interface behind which every kind of model lives."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from numpy.typing import NDArray

from core.matching.judgement import JudgementBatch
from core.stats.arrays import Array
from core.training.checkpoint import Monitor
from core.training.examples import Examples
from core.training.options import Options, with_changes
from core.types import MemberId

Inputs = NDArray[Any]  # (n, *shape): rows of Examples.plain


class FittedModel(Protocol):
    """What every family's `fit` returns: a frozen dataclass of numbers, strings and arrays, so that it can be stored
    without code. groups: sorted; the order of all scores."""

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups it was fitted on."""
        ...

    @property
    def input_shape(self) -> tuple[int, ...]:
        """What one photo is to it: the shape of `inputs` less the first axis."""
        ...

    def score_photos(self, inputs: Inputs) -> Array:
        """(n, *shape) -> (n, G) probabilities, each photo alone."""
        ...

    def judge_sets(self, sets: Sequence[Inputs]) -> JudgementBatch:
        """Sets of equally many photos, each of one person -> a judgement a set."""
        ...


@runtime_checkable
class MemberModel(Protocol):
    """A model that scores members and sums them to groups: other groupings can be tried without fitting again."""

    @property
    def members(self) -> tuple[MemberId, ...]:
        """The order of the evidence's columns."""
        ...

    def evidence(self, inputs: Inputs) -> Array:
        """(n, *shape) photos -> (n, N), what each member adds to the own group; (n, 0) if groups are the classes."""
        ...


@dataclass(frozen=True)
class Family:
    """A kind of trainable model. title, summary: Korean.

    base: the frozen network it learns on top of (`models.bases`), "" for the engine's embeddings. used_options: those
    that change it, beside folds, strangers and seed. defaults: options that differ from the common ones.
    usable_for_trainees: may it be put to work on trainees? by_epochs: trained in epochs, one fit at a time, several
    members left out at once. fit raises ReferenceSetError below two groups, EngineError without weights.
    regroup: (n, N) evidence, 0 of members not known; (n, N) 1 of those known; (N, G) 1 of a group's members ->
    (n, G) group scores; a group of which no member was known gets -inf.
    fit_partitions: (examples, group of each member, several times) -> a model each; faces are learned once for all.
    compare: (examples, (s, k, *shape), (t, k, *shape)) -> (s, t) how alike people are who are in no example, k
    photos of each.
    model: the class `fit` returns."""

    name: str
    title: str
    summary: str
    fit: Callable[[Examples, Options, Monitor], FittedModel]
    model: type
    base: str = ""
    used_options: frozenset[str] = frozenset()
    defaults: Mapping[str, Any] = field(default_factory=dict)
    usable_for_trainees: bool = False
    by_epochs: bool = False
    regroup: Callable[[Array, Array, Array], Array] | None = None
    fit_partitions: Callable[[Examples, Sequence[Mapping[MemberId, str]]], Sequence[FittedModel]] | None = None
    compare: Callable[[Examples, Inputs, Inputs], Array] | None = None

    @property
    def short_title(self) -> str:
        """The title without what it says in parentheses."""
        return self.title.partition(" (")[0]

    def options(self, **changes: Any) -> Options:
        """This family's options. Raises TrainingError."""
        return with_changes(Options(), {**self.defaults, **changes})
