"""ZIP files from strangers: listed, checked and read entry by entry, never unpacked to disk.

Sizes are counted while reading; what the headers claim only serves to refuse early.
"""

import re
import stat
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from core.errors import ArchiveError, instead_of
from core.settings import Settings
from core.text.hidden import visible
from core.text.unicode import normal

_CHUNK = 2**18
_RATIO_FREE = 2**20  # bytes; below this a high ratio does no harm (a blank PNG)
_SUM_FREE, _SUM_RATIO = 64 * 2**20, 10  # of the whole archive: photos hardly shrink, the JSON of a training tenfold
_OTHERS = ".7z .rar .tar .gz .tgz .bz2 .xz .zst .alz .egg .lzh .lha .cab .jar .ace .sit .z .001"
OTHERS = frozenset(_OTHERS.split())
_SIGNATURES = {
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"ALZ\x01": "ALZ",
    b"EGGA": "EGG",
    b"\x1f\x8b": "GZ",
    b"\xfd7zX": "XZ",
}
NAMELESS = "이름 없는 파일"
# What systems, NAS and clouds leave beside the photos: macOS, Windows, Synology, QNAP, Linux, Android, Picasa.
_JUNK = re.compile(
    r"\.[^.].*|~\$.*|__macosx|icon\r?|desktop (db|df)|network trash folder|temporary items|"
    r"(eh)?thumbs(_vista)?\.db.*|desktop\.ini|picasa\.ini|\$recycle\.bin|recycle[rd]|found\.\d{3}|"
    r"system volume information|"
    r"#(recycle|snapshot)|~snapshot|@eadir|@tmp|@sharebin|@(recycle|recently-snapshot|__thumb)|"
    r"syno(photo|file|video)_.*|"
    r".+@syno\w*|.+:zone\.identifier|lost\+found|lost\.dir|aquota\.(user|group)",
    re.IGNORECASE | re.DOTALL,
)
# Letters that nobody sees, which would part a person in two: zero width, fillers, variants of a letter, tags.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_SPACES = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]+")
_JAPANESE = re.compile("[\x00-\x7f\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e]+")  # without katakana of half width
_CENTRAL = b"PK\x01\x02"  # every entry of a ZIP's directory begins with it


class ArchiveEntry(NamedTuple):
    """A file inside an archive. path: clean, `/` between folders, NFC. refusal: Korean, empty where it may be read."""

    path: str
    refusal: str
    info: zipfile.ZipInfo


class Archive:
    """A ZIP opened for reading. Raises ArchiveError when it is broken as a whole; use as a context manager."""

    def __init__(self, source: bytes | Path, settings: Settings) -> None:
        self._settings = settings
        self._total = 0
        with instead_of(OSError, ArchiveError("ZIP 파일을 읽을 수 없습니다. 경로와 권한을 확인해 주세요.")):
            self._file: IO[bytes] = BytesIO(source) if isinstance(source, bytes) else source.open("rb")
        try:
            self.entries = self._list()
            self._by_path = {entry.path: entry for entry in self.entries if not entry.refusal}
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()
        self._file.close()

    def _list(self) -> list[ArchiveEntry]:
        settings = self._settings
        head = self._file.read(4)
        self._file.seek(0)
        if kind := other_archive("", head):
            raise ArchiveError(unpacked_first(kind))
        size, entries = _measure(self._file)
        self._most = min(settings.max_archive_bytes, max(_SUM_FREE, _SUM_RATIO * size))
        if entries > settings.max_archive_entries:  # before zipfile builds an object for each
            raise ArchiveError(
                f"ZIP 안의 파일이 너무 많습니다(최대 {settings.max_archive_entries:,}개). 나누어 올려 주세요."
            )
        with instead_of(
            Exception, ArchiveError("ZIP 파일이 손상되었거나 ZIP이 아니어서 열 수 없습니다. 다시 압축해 올려 주세요.")
        ):  # zipfile raises half a dozen kinds on hostile bytes
            self._zip = zipfile.ZipFile(self._file)
        infos = self._zip.infolist()
        windows = _of_windows(b"/".join(raw for info in infos if _decoded(raw := _raw_name(info), ("utf-8",)) is None))
        if sum(i.compress_size for i in infos) > size:  # entries that share the same bytes: a known bomb
            raise ArchiveError("ZIP 안의 파일들이 서로 겹쳐 있어(압축 폭탄) 열지 않았습니다. 다시 압축해 올려 주세요.")
        return [entry for info in infos if (entry := _entry(info, windows, settings)) is not None]

    def read(self, entry: ArchiveEntry | str) -> bytes:
        """The bytes of one entry, or of the last of that path. Raises EntryError for this entry alone, ArchiveError
        when the whole archive must stop."""
        if isinstance(entry, str):
            entry = self._by_path[entry]
        if entry.refusal:
            raise EntryError(entry.refusal)
        info, settings = entry.info, self._settings
        ceiling = max(_RATIO_FREE, info.compress_size * settings.max_archive_ratio)
        data = bytearray()
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    data += chunk
                    self._total += len(chunk)
                    if self._total > self._most:
                        raise _too_much(settings) if self._most == settings.max_archive_bytes else ArchiveError(_BOMBS)
                    if len(data) > ceiling:
                        raise EntryError(_BOMB)
                    if len(data) > settings.max_file_bytes:
                        raise EntryError(_too_big(settings))
        except ArchiveError:
            raise
        except Exception as e:  # a decoder may raise anything on hostile bytes; the user gets the one sentence
            raise EntryError("ZIP 안에서 이 파일이 손상되어 꺼낼 수 없습니다. 다시 압축해 올려 주세요.") from e
        return bytes(data)


class EntryError(ArchiveError):
    """One entry refused; the others are still read."""


_BOMBS = "ZIP을 풀면 비정상적으로 커져서(압축 폭탄) 열지 않았습니다. 원본 사진만 담아 다시 압축해 올려 주세요."
_BOMB = "압축을 풀면 비정상적으로 커지는 파일(압축 폭탄)이라 열지 않았습니다. 원본 사진을 그대로 올려 주세요."


def _too_big(settings: Settings) -> str:
    return f"파일이 너무 큽니다(한 장에 최대 {settings.max_file_bytes / 2**20:.0f}MB). 크기를 줄여 다시 올려 주세요."


def _too_much(settings: Settings) -> ArchiveError:
    return ArchiveError(
        f"ZIP을 풀면 너무 커집니다(최대 {settings.max_archive_bytes / 2**20:,.0f}MB). 나누어 올려 주세요."
    )


def _measure(file: IO[bytes]) -> tuple[int, int]:
    """(bytes, entries in the directory), counted: the totals an archive states about itself may be false."""
    size = count = 0
    tail = b""
    while chunk := file.read(2**22):
        count += (tail + chunk).count(_CENTRAL)
        size += len(chunk)
        tail = chunk[-3:]
    file.seek(0)
    return size, count


def _entry(info: zipfile.ZipInfo, windows: str, settings: Settings) -> ArchiveEntry | None:
    """The entry with its verdict, or None for folders and the litter that systems leave in archives."""
    raw = (_decoded(_raw_name(info), ("utf-8", windows)) or info.filename).replace("\\", "/")
    path = clean_path(raw)
    if raw.endswith("/") or is_junk(path):
        return None
    return ArchiveEntry(path, _refusal(info, raw, path, settings), info)


def _refusal(info: zipfile.ZipInfo, raw: str, path: str, settings: Settings) -> str:
    mode = stat.S_IFMT(info.external_attr >> 16)
    checks = (
        (
            raw.startswith("/") or re.match(r"[A-Za-z]:", raw),
            "절대 경로가 적힌 파일이라 열지 않았습니다. 폴더를 골라 다시 압축해 올려 주세요.",
        ),
        (
            ".." in raw.split("/"),
            "상위 폴더(..)를 가리키는 파일이라 열지 않았습니다. 폴더를 골라 다시 압축해 올려 주세요.",
        ),
        (mode == stat.S_IFLNK, "다른 파일을 가리키는 링크라 열지 않았습니다. 원본 사진을 넣어 주세요."),
        (mode not in (0, stat.S_IFREG, stat.S_IFLNK), "일반 파일이 아니라서 열지 않았습니다. 원본 사진을 넣어 주세요."),
        (info.flag_bits & 0x1, "암호가 걸린 파일입니다. 암호 없이 다시 압축해 올려 주세요."),
        (
            PurePosixPath(path).suffix.lower() in {".zip", *OTHERS},
            "압축 파일 안의 압축 파일은 열지 않습니다. 풀어서 올려 주세요.",
        ),
        (
            info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED),
            "지원하지 않는 압축 방식입니다. 일반 ZIP 방식으로 다시 압축해 올려 주세요.",
        ),
        (info.file_size > settings.max_file_bytes, _too_big(settings)),
    )
    return next((reason for bad, reason in checks if bad), "")


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    """As the archive holds it. Without the UTF-8 flag zipfile reads cp437; Windows means its own, macOS UTF-8."""
    if info.flag_bits & 0x800:
        return info.filename.encode("utf-8", "surrogatepass")
    return info.orig_filename.encode("cp437", errors="replace").split(b"\0")[0]


def _of_windows(names: bytes) -> str:
    """The encoding of names that Windows wrote, all together: Japanese where they read as nothing but kana and kanji,
    else Korean, for Hangul reads as katakana of half width."""
    return "cp932" if _JAPANESE.fullmatch(_decoded(names, ("cp932",)) or "") else "cp949"


def _decoded(raw: bytes, encodings: Sequence[str]) -> str | None:
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return None


def other_archive(path: str, data: bytes = b"") -> str:
    """What an archive that is no ZIP calls itself, by its first bytes or else its ending ("7z"); "" for no such one."""
    suffix = PurePosixPath(path).suffix.lower()
    by_name = suffix[1:].upper().replace("7Z", "7z") if suffix in OTHERS else ""
    return next((kind for start, kind in _SIGNATURES.items() if data.startswith(start)), by_name)


def unpacked_first(kind: str) -> str:
    """Why it is not opened, and what helps. kind: from `other_archive`."""
    return f"{kind} 압축 파일은 열지 못합니다. 압축을 풀어 폴더로 올리거나 ZIP으로 다시 압축해 올려 주세요."


def clean_path(path: str) -> str:
    """`/` between folders, no empty or dot parts, NFC, plain spaces, no letter that cannot be seen or that disguises
    the name on screen; never empty."""
    with suppress(UnicodeEncodeError):  # of surrogates that stand for no byte
        raw = path.encode("utf-8", "surrogateescape")
        # Linux hands on the names of Windows as surrogates.
        path = _decoded(raw, ("utf-8", _of_windows(raw))) or raw.decode("utf-8", "replace")
    path = path.encode("utf-8", "replace").decode("utf-8")  # no surrogate may reach JSON or a page
    seen = _SPACES.sub(" ", _UNSEEN.sub("", visible(re.sub(r"[\t\r\n\u2028\u2029]", "", path.replace("\\", "/")))))
    parts = [part.strip() for part in normal(seen).split("/")]
    return "/".join(part for part in parts if part not in ("", ".", "..")) or NAMELESS


def is_junk(path: str) -> bool:
    """Hidden files and what systems leave behind: skipped without a word."""
    return any(_JUNK.fullmatch(part) for part in path.split("/"))
