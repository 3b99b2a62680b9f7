"""What file and folder names say about people. Pure: paths in, names out; a path is clean (see `archive.clean_path`).

A line-up is `<trainee>/<photo>` or loose `<trainee>_<anything>.<ext>` / `<trainee>.<ext>`. A camera's own names
(IMG_1234, 20241122_...) name no person: such a loose photo becomes a trainee of its own. Two people in one trainee
would be averaged into a face that does not exist; one person in two trainees is put right with a click.
"""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

_CAMERA = re.compile(
    r"((img|image|dsc|dscn|dscf|pxl|mvimg|picture|photo|selfie|screenshot|kakaotalk|사진|이미지|스크린샷|캡처|셀카|"
    r"(19|20)\d{6})(_.*)?|(p|cam|win|snow|foodie)_\d{6,}.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED = re.compile(r"(trainee|candidate|member|person|no|연습생|지원자|후보|참가자|번호)$", re.IGNORECASE)


def loose_name(filename: str) -> str:
    """The trainee a loose file names: what stands before the first `_`.

    `김하늘_01.jpg` and `김하늘.jpg` -> 김하늘; `101_a.jpg` -> 101; `trainee_1_02.jpg` -> trainee_1;
    `IMG_1234.jpg` -> IMG_1234, since a camera's prefix names no person."""
    stem = PurePosixPath(filename).stem.strip() or filename
    parts = [part.strip() for part in stem.split("_")]
    if len(parts) == 1 or not parts[0] or _CAMERA.match(stem):
        return stem
    if _NUMBERED.match(parts[0]) and parts[1].isdigit():
        return f"{parts[0]}_{parts[1]}"
    return parts[0]


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sorting key that puts 2 before 10."""
    return tuple(
        (0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part.casefold())
        for part in re.split(r"([0-9]+)", text)
        if part
    )


def peel_lineup(paths: Sequence[str]) -> list[str]:
    """Drop folders that wrap a whole line-up: `lineup/김하늘/1.jpg`, or loose files in one folder.

    A single folder of photos that do not name at least two people is a trainee, and stays."""
    inner = list(paths)
    while inner:
        top = inner[0].partition("/")[0] + "/"
        if not all(path.startswith(top) for path in inner):
            break
        below = [path.removeprefix(top) for path in inner]
        if not any("/" in path for path in below) and not _name_people(below):
            break
        inner = below
    return inner


def peel_reference(paths: Sequence[str]) -> list[str]:
    """Drop one folder above all groups: when every photo lies in it and group/member/photo fits only below it."""
    tops = {path.partition("/")[0] for path in paths}
    depths = {path.count("/") for path in paths}
    if len(tops) == 1 and 3 in depths and 2 not in depths:
        return [path.partition("/")[2] for path in paths]
    return list(paths)


def _name_people(files: Sequence[str]) -> bool:
    """Do loose files name at least two trainees, each as `<trainee>_<anything>`?"""
    stems = [PurePosixPath(file).stem for file in files]
    named = all("_" in stem and not _CAMERA.match(stem) for stem in stems)
    return named and len({loose_name(file) for file in files}) > 1
