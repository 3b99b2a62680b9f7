"""What was computed under other rules is computed again: each set of rules has a version, and here is what notices that
the rules changed. Comments, docstrings, imports and the places of files do not count."""

import ast
import hashlib
import inspect
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from textwrap import dedent
from types import ModuleType
from typing import Any

import pytest

import models
from core import disjoint_set, errors, settings, shelf, types
from core.catalog import files as catalog_files
from core.faces.networks import tensorflow_runtime
from core.keywords.analyzers import token_cache, tokens
from core.keywords.corpus import (
    beyond,
    coined,
    corpus,
    derived,
    description,
    evidence,
    filters,
    garbage,
    listed_words,
    own_words,
    prepare,
    words,
)
from core.keywords.corpus import pack as corpus_pack
from core.keywords.lexicon import file as lexicon_file
from core.keywords.lexicon import lexicon, nouns
from core.keywords.names import called, common_nouns, homonyms, known, spans, standing, titles
from core.keywords.names import finder as names
from core.matching import basis, calibration, judgement, model, population, resemble, space, typicality, verify
from core.services.training import evaluate, train_one
from core.stats import arrays, calibrate, folds, gaussian
from core.text import bylines, korean, near_duplicates
from core.training import (
    augment,
    checkpoint,
    examples,
    family,
    left_out,
    metrics,
    neighbours,
    options,
    run,
)
from core.training import near_duplicates as near_duplicates_of_photos
from models import bases, closed, cnn, dense_head, embedding_head, network, resemblance, resnet50, vggface

Part = ModuleType | Callable[..., Any]

# What decides which corpus becomes of given articles, names, tokens and entries of the lexicon.
CORPUS = (
    *(
        beyond,
        coined,
        corpus,
        corpus_pack,
        derived,
        description,
        evidence,
        lexicon,
        lexicon_file.plain,
        listed_words,
        nouns,
        own_words,
        prepare,
        tokens,
        words,
    ),
    *(called, common_nouns, homonyms, known, names, spans, standing, titles),
    *(bylines, korean, near_duplicates, types.Article),
)
# What these also import, and why it cannot change a corpus that is on file:
NO_CORPUS = (
    *(types, errors, settings, shelf),  # the rest of them only passes through
    *(lexicon_file, catalog_files),  # entries, whose fingerprint is in the key; how YAML is read
    *(filters, token_cache),  # applied afterwards; keyed by the analyzer's own version, which is in the key too
    garbage,  # when Python looks for cycles
)
STORED_CORPUS = ("5", "99a84653afd19bf03ead1adff589408877ff7d95c88d316f414ec82a042f2503")


# What decides the numbers in the finished parts of a training, given its photos' vectors or features and its options.
TRAINING = (
    *(augment, checkpoint, examples, folds, left_out, metrics, near_duplicates_of_photos, neighbours),
    evaluate._one_fold,
    *(arrays, basis, gaussian, calibrate, calibration, model, population, resemble, space, typicality, verify),
    *(closed, cnn, dense_head, embedding_head, family, network, resemblance, resnet50, vggface),
)
# What these also import:
NO_TRAINING = (
    *(types, errors, disjoint_set, judgement),  # values that pass through, a loop
    *(options, run, bases, tensorflow_runtime, models),  # the request; the record; a base's own version; a table
)
STORED_TRAINING = (3, "b48731196ead26dd3e55f878c70c84f9c53baa228e6a00b6a32157606cce6669")


def test_other_rules_of_corpora_have_another_version() -> None:
    stored("corpus_pack.RULES", "STORED_CORPUS", (corpus_pack.RULES, fingerprint(CORPUS)), STORED_CORPUS)


def test_other_rules_of_trainings_have_another_version() -> None:
    found = (train_one.TRAINING_RULES, fingerprint(TRAINING))
    stored("train_one.TRAINING_RULES", "STORED_TRAINING", found, STORED_TRAINING)


def stored(version: str, where: str, found: tuple[object, str], known: tuple[object, str]) -> None:
    assert found == known, (
        f"the rules changed: raise {version} and store this hash in {where}: {found[1]}"
        " (the hash alone where all that is on file would come out the same)"
    )


@pytest.mark.parametrize(("watched", "others"), [(CORPUS, NO_CORPUS), (TRAINING, NO_TRAINING)])
def test_all_that_decides_is_watched(watched: Sequence[Part], others: Sequence[ModuleType]) -> None:
    unwatched(watched, others)


def test_only_what_a_program_does_counts() -> None:
    program = 'import re\nRULES = "1"\ndef f(x: int = 2) -> int:\n    "Says."\n    return x + 1\n'
    same = '"""Other."""\nfrom os import path\nRULES = "2"\n\ndef f(x: int=2)->int:  # twice\n    return (x+1)\n'
    assert normal(program) == normal(same)
    assert normal(program) != normal(program.replace("x + 1", "x + 2"))
    assert normal(program) != normal(program.replace("= 2", "= None"))


def fingerprint(parts: Sequence[Part]) -> str:
    """Of what modules and functions do, in whatever order and wherever they are."""
    return hashlib.sha256("\n".join(sorted(normal(inspect.getsource(part)) for part in parts)).encode()).hexdigest()


def normal(source: str) -> str:
    """A program without comments, docstrings, imports and the versions of its rules; the same for each Python."""
    return "".join(_spelt(ast.parse(dedent(source))))


def _spelt(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from _spelt(one)
    elif not isinstance(node, ast.AST):
        yield repr(node)
    elif not _says_nothing(node):
        yield f"({type(node).__name__}"
        for name, value in ast.iter_fields(node):
            if value not in (None, []) or isinstance(node, ast.Constant):
                yield f" {name}="
                yield from _spelt(_body(node, value) if name == "body" else value)
        yield ")"


def _says_nothing(node: ast.AST) -> bool:
    version = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).endswith("RULES")
    return version or isinstance(node, ast.Import | ast.ImportFrom)


def _body(node: ast.AST, body: object) -> object:
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
        return node.body[1:]
    return body


def unwatched(watched: Sequence[Part], others: Sequence[ModuleType]) -> None:
    """Fails for a module of the project that is imported by what is watched, and is on neither list."""
    for part in watched:
        tree = ast.parse(inspect.getsource(part)) if isinstance(part, ModuleType) else ast.Module([], [])
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ("core", "models"):
                package = import_module(str(node.module))
                inner = [getattr(package, alias.name) for alias in node.names]
                for module in [one for one in inner if isinstance(one, ModuleType)] or [package]:
                    known = module in watched or module in others
                    assert known, f"does {module.__name__} decide it? Put it on the one list or on the other"
