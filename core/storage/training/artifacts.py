"""One codec for everything a training leaves behind: frozen dataclasses to JSON and arrays, and back, without code.

The type hints of the class are the schema. They may be made of str, int, float, bool, None, literals, numpy arrays,
other dataclasses, unions of these, `tuple[T, ...]`, `Mapping[str, T]` and `Any` (plain JSON). Reading is strict: what
the hints do not say is refused, so that a file from elsewhere holds nothing but what a training would have written."""

import json
import math
import re
import sys
import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import lru_cache
from typing import Any, Literal, NoReturn, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

from core.errors import StudioError, TrainingError, instead_of
from core.storage.npz import pack_arrays, unpack_arrays

T = TypeVar("T")
Arrays = dict[str, NDArray[Any]]
_TAG = "kind"  # which class of a union this is
_CURE = "내보낸 ZIP이면 다시 받아 올리고, 아니면 지우고 다시 학습해 주세요."
_DEEPEST = 6  # of `Any`
_LONGEST = 10_000  # characters of one text
_MOST_PARTS = 200_000  # lists and objects of a file: they take twenty times its bytes
_PLAIN_TYPES = (float, int, str, bool)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_UNUSUAL = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}  # JSON has no such numbers


def encode(value: Any) -> tuple[bytes, bytes]:
    """A dataclass -> (JSON in UTF-8, npz). Raises TypeError for a class that cannot be stored."""
    tree, arrays = pack(value)
    return to_json(tree), pack_arrays(arrays)


def decode(cls: type[T], text: bytes, arrays: bytes, *, finite: bool = False) -> T:
    """The reverse of `encode`, bit for bit. finite: nan and infinity are refused. Raises TrainingError."""
    return unpack(cls, from_json(text), unpack_arrays(arrays), finite=finite)


def to_json(tree: Any) -> bytes:
    """JSON in UTF-8, for people to read as well."""
    return json.dumps(tree, ensure_ascii=False, allow_nan=False, indent=1).encode()


def from_json(data: bytes) -> Any:
    """Raises TrainingError for what is no JSON, or nested so deep that nothing here wrote it."""
    with instead_of(
        (ValueError, RecursionError), TrainingError(f"학습 결과의 JSON 파일이 손상되어 읽을 수 없습니다. {_CURE}")
    ):
        if data.count(b"[") + data.count(b"{") > _MOST_PARTS:
            raise ValueError("more parts than a run has")
        return json.loads(data.decode())


def pack(value: Any) -> tuple[Any, Arrays]:
    """A dataclass -> (tree of JSON values, arrays by the path of their field)."""
    arrays: Arrays = {}
    return _pack(type(value), value, "", arrays), arrays


def unpack(cls: type[T], tree: Any, arrays: Mapping[str, NDArray[Any]], *, finite: bool = False) -> T:
    """The reverse of `pack`. Raises TrainingError for unknown and missing fields, wrong types and spare arrays."""
    reader = _Reader(dict(arrays), finite)
    value: T = reader.read(cls, tree, "")
    if reader.arrays:
        _refuse(next(iter(reader.arrays)))
    return value


@lru_cache(maxsize=64)
def _hints(cls: type) -> dict[str, Any]:
    hints = get_type_hints(cls)
    return {f.name: hints[f.name] for f in fields(cls)}


@lru_cache(maxsize=64)
def _needed(cls: type) -> frozenset[str]:
    """Fields without a default: those that came later are missing in what an earlier studio wrote."""
    return frozenset(f.name for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING)


@lru_cache(maxsize=256)
def _choices(hint: Any) -> tuple[Any, ...]:
    """The members of a union less None; () where the hint is no union."""
    if get_origin(hint) not in (Union, types.UnionType):
        return ()
    return tuple(option for option in get_args(hint) if option is not type(None))


def _join(path: str, name: str | int) -> str:
    return f"{path}.{name}" if path else str(name)


def _shown(path: str) -> str:
    return path[:80] or "전체"  # it comes from a file from elsewhere


def _refuse(path: str) -> NoReturn:
    raise TrainingError(
        f"학습 결과 파일의 내용이 맞지 않습니다(항목: {_shown(path)}). 바뀌었거나 다른 버전에서 만든 것입니다. {_CURE}"
    )


def _pack(hint: Any, value: Any, path: str, arrays: Arrays) -> Any:
    options = _choices(hint)
    if len(options) == 1:
        hint = options[0]
    if is_dataclass(value):
        cls: type = type(value)
        own = _hints(cls).items()
        tree = {name: _pack(h, getattr(value, name), _join(path, name), arrays) for name, h in own}
        result: Any = {_TAG: cls.__name__, **tree} if len(options) > 1 else tree
    elif isinstance(value, np.ndarray):
        arrays[path], result = value, path
    elif isinstance(value, Mapping):
        inner = get_args(hint)[-1] if get_args(hint) else Any
        result = {str(key): _pack(inner, v, _join(path, str(key)), arrays) for key, v in value.items()}
    elif isinstance(value, tuple | list):
        each = get_args(hint) if get_origin(hint) is tuple else (Any, ...)
        each = (each[0],) * len(value) if each[-1] is Ellipsis else each
        result = [_pack(h, v, _join(path, i), arrays) for i, (h, v) in enumerate(zip(each, value, strict=True))]
    else:
        result = _pack_scalar(value, path)
    return result


def _pack_scalar(value: Any, path: str) -> Any:
    if isinstance(value, np.bool_ | np.integer | np.floating):
        value = value.item()
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if value is None or isinstance(value, str | bool | int):
        return value
    raise TypeError(f"{path}: {type(value).__name__} cannot be stored")


@dataclass
class _Reader:
    """arrays: those that no field has claimed yet."""

    arrays: Arrays
    finite: bool

    def read(self, hint: Any, tree: Any, path: str) -> Any:
        if hint in _PLAIN_TYPES:  # most of what a run holds: twenty runs are listed in a few milliseconds
            return self._scalar(hint, tree, path)
        origin = get_origin(hint)
        if options := _choices(hint):
            return self._union(hint, options, tree, path)
        if origin is np.ndarray:
            return self._array(hint, tree, path)
        if isinstance(hint, type) and is_dataclass(hint):
            return self._dataclass(hint, tree, path)
        if origin is tuple or (isinstance(origin, type) and issubclass(origin, Mapping)):
            return self._several(hint, tree, path)
        return self._plain(tree, path, _DEEPEST) if hint is Any else self._scalar(hint, tree, path)

    def _union(self, hint: Any, options: tuple[Any, ...], tree: Any, path: str) -> Any:
        if tree is None and type(None) in get_args(hint):
            return None
        if len(options) == 1:
            return self.read(options[0], tree, path)
        named = {option.__name__: option for option in options}
        if not isinstance(tree, dict) or not isinstance(tree.get(_TAG), str) or tree[_TAG] not in named:
            _refuse(path)
        return self._dataclass(named[tree[_TAG]], {k: v for k, v in tree.items() if k != _TAG}, path)

    def _dataclass(self, cls: Any, tree: Any, path: str) -> Any:
        hints = _hints(cls)
        if not isinstance(tree, dict) or not _needed(cls) <= tree.keys() <= hints.keys():
            _refuse(path)
        values = {name: self.read(h, tree[name], _join(path, name)) for name, h in hints.items() if name in tree}
        try:
            return cls(**values)
        except StudioError:
            raise
        except (ValueError, TypeError, IndexError, AttributeError) as error:  # the class validates itself
            raise TrainingError(f"학습 결과 파일의 값이 서로 맞지 않습니다(항목: {_shown(path)}). {_CURE}") from error

    def _several(self, hint: Any, tree: Any, path: str) -> Any:
        each = get_args(hint)
        if get_origin(hint) is not tuple:
            if not isinstance(tree, dict):
                _refuse(path)
            return {self._scalar(str, k, path): self.read(each[1], v, _join(path, k)) for k, v in tree.items()}
        if not isinstance(tree, list) or (each[-1] is not Ellipsis and len(each) != len(tree)):
            _refuse(path)
        hints = [each[0]] * len(tree) if each[-1] is Ellipsis else each
        return tuple(self.read(h, v, _join(path, i)) for i, (h, v) in enumerate(zip(hints, tree, strict=True)))

    def _array(self, hint: Any, tree: Any, path: str) -> NDArray[Any]:
        value = self.arrays.pop(path, None) if tree == path else None
        if value is None:
            _refuse(path)
        wanted = get_args(get_args(hint)[1])[0]  # ndarray[shape, dtype[this]]
        wanted = get_origin(wanted) or wanted  # floating[Any] -> floating
        if isinstance(wanted, type) and not np.issubdtype(value.dtype, wanted):
            _refuse(path)
        if self.finite and value.dtype.kind == "f" and not np.isfinite(value).all():
            raise TrainingError(f"학습된 값에 숫자가 아닌 것(nan, inf)이 있습니다(항목: {_shown(path)}). {_CURE}")
        return value

    def _scalar(self, hint: Any, tree: Any, path: str) -> Any:
        good = False
        if hint is float:
            if isinstance(tree, str) and tree in _UNUSUAL and not self.finite:
                return _UNUSUAL[tree]
            good = type(tree) in (int, float) and abs(tree) <= sys.float_info.max  # false for nan
            tree = float(tree) if good else tree
        elif hint is str:
            good = isinstance(tree, str) and len(tree) <= _LONGEST and not _SURROGATE.search(tree)
        elif hint in (int, bool, type(None)):
            good = type(tree) is hint
        elif get_origin(hint) is Literal:
            good = any(tree == option and type(tree) is type(option) for option in get_args(hint))
        else:
            raise TypeError(f"{path}: the hint {hint} is not supported")
        if not good:
            _refuse(path)
        return tree

    def _plain(self, tree: Any, path: str, deepest: int) -> Any:
        if isinstance(tree, dict | list) and not deepest:
            _refuse(path)
        if isinstance(tree, dict):
            return {self._scalar(str, k, path): self._plain(v, _join(path, k), deepest - 1) for k, v in tree.items()}
        if isinstance(tree, list):
            return [self._plain(v, _join(path, i), deepest - 1) for i, v in enumerate(tree)]
        return self._scalar(float if isinstance(tree, float) else type(tree), tree, path)
