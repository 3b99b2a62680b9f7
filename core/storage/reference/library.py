"""The photos of one set of one's own: where a photo lies says whose it is and whether it is kept.

`sets/<id>/<group>/<member>/<name>` is kept, `.rejected/<group>/<member>/<name>` set aside, `.proposed/...` waits for a
yes; whatever reads the set as a folder sees the kept ones alone. The database adds whose work a photo is and what was
decided about it. A change is one `os.replace`, so that a photo is never lost or half there, whatever happens."""

import hashlib
import io
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from core.errors import StorageError, UnknownNameError, instead_of
from core.files import locked
from core.settings import Settings
from core.storage.database import Database, parts
from core.storage.reference.folders import Folders, PhotoPlace, name_in, safe_member, which_photo
from core.storage.reference.names import safe_name, set_folder
from core.storage.reference.rows import COLUMNS, LibraryPhoto, PhotoDecision, decided, filled_in, from_row, to_row
from core.storage.schema import photos as table
from core.types import MemberId, Photo, PhotoState, Rights

__all__ = ["Library", "LibraryPhoto", "PhotoChange", "PhotoDecision", "file_name", "which_photo"]

_FILLED = ("title", "author", "licence", "licence_url", "page", "url")  # of whose work a photo is
_QUALITY = 92  # of the JPEG on file: no vector that dlib makes moves by more than between two frames of a burst


@dataclass(frozen=True, slots=True)
class PhotoChange:
    """How a photo shall lie. decision: None forgets what was decided before."""

    name: str
    state: PhotoState
    member: MemberId
    decision: PhotoDecision | None


class Library:
    """One set's photos. Cheap to make; nothing is created before the first photo. Methods raise StorageError.

    Raises UnknownNameError for what cannot be the id of a set."""

    def __init__(self, settings: Settings, set_id: str) -> None:
        if safe_name(set_id) != set_id:
            raise UnknownNameError("그런 기준 사진 세트는 없습니다. 목록에서 골라 주세요.")
        self.root = set_folder(settings, set_id)
        self._settings, self._id = settings, set_id
        self._folders = Folders(self.root)

    def photos(self) -> list[LibraryPhoto]:
        """Every photo, in no particular order. A file that was put there by hand gets its row now."""
        places = self._folders.places()
        rows = {row.name: row for row in self._rows()} if places else {}
        adopted = [self._adopted(name, place) for name, place in places.items() if name not in rows]
        self.record([photo for photo in adopted if photo is not None], known=False)
        known = [from_row(rows[name], place.state, place.member) for name, place in places.items() if name in rows]
        return known + [photo for photo in adopted if photo is not None]

    def path(self, photo: LibraryPhoto) -> Path:
        """Where a photo lies, or would."""
        return self._folders.path(photo.name, _place(photo))

    def add(
        self,
        member: MemberId,
        photo: Photo,
        rights: Rights,
        state: PhotoState = "kept",
        decision: PhotoDecision | None = None,
    ) -> LibraryPhoto:
        """Keep a photo, re-encoded so that no metadata remains. One that this member has had before is returned as it
        lies now, wherever it was moved to."""
        name = file_name(member, photo)
        with self._changing():
            # Photos that lie anywhere but where they came have a row: to look for it is quicker than to walk the set.
            if self._rows(name):
                for own in self.photos():
                    if own.name == name:
                        return own
            added, _ = self.store(member, photo, rights, state, decision)
            self.record([added])
        return added

    def store(
        self,
        member: MemberId,
        photo: Photo,
        rights: Rights,
        state: PhotoState = "kept",
        decision: PhotoDecision | None = None,
    ) -> tuple[LibraryPhoto, bytes]:
        """The first half of `add`, for many photos in threads: the file and its bytes; `record` then adds the rows."""
        from PIL import Image

        buffer = io.BytesIO()
        Image.fromarray(photo.pixels).save(buffer, "JPEG", quality=_QUALITY)
        data, owner = buffer.getvalue(), safe_member(member)
        sha256 = hashlib.sha256(data).hexdigest()
        stored = LibraryPhoto(file_name(member, photo), owner, state, sha256, rights, decision)
        self._folders.write(stored.name, _place(stored), data)
        return stored, data

    def record(self, photos: Sequence[LibraryPhoto], *, known: bool = True) -> None:
        """Rows of photos whose files are there, in one transaction. Where there is a row already, because somebody has
        listed the files meanwhile, what is known of it stands and the rest is filled in.

        known: False where a file was only found, which says nothing of its rights."""
        if not photos:
            return
        rows = [to_row(self._id, photo) for photo in photos]
        new = insert(table)
        put = new.on_conflict_do_update(index_elements=["set_id", "name"], set_=filled_in(new.excluded))
        with Database(self._settings).writing() as connection:
            connection.execute(put if known else new.on_conflict_do_nothing(), rows)

    def apply(self, changes: Sequence[PhotoChange], seen: Iterable[LibraryPhoto] = ()) -> tuple[PhotoChange, ...]:
        """Move photos and write down what was decided, all or none. Returns the changes that undo it; a photo that is
        gone is passed over. Raises ValueError for a member without a name.

        seen: photos as they were when this was decided; one about which something else was decided since is passed
        over too."""
        wanted = {change.name: change for change in changes}
        then = {photo.name: photo for photo in seen}
        with self._changing():
            photos = [photo for photo in self.photos() if photo.name in wanted]
            now = {photo.name: photo for photo in photos if _decided(photo) == _decided(then.get(photo.name, photo))}
            moved: list[tuple[LibraryPhoto, LibraryPhoto]] = []
            try:
                for name, old in now.items():
                    change = wanted[name]
                    member = old.member if change.member == old.member else safe_member(change.member)
                    new = replace(old, state=change.state, member=member, decision=change.decision)
                    if self._folders.move(name, _place(old), _place(new)):
                        moved.append((old, new))
                self._update([(new.name, decided(new.decision)) for _, new in moved])
            except BaseException:
                for old, new in moved:
                    with suppress(StorageError):
                        self._folders.move(old.name, _place(new), _place(old))
                raise
            self._folders.tidy(_place(old) for old, _ in moved)
        return tuple(PhotoChange(old.name, old.state, old.member, old.decision) for old, _ in moved)

    def set_rights(self, names: Sequence[str], rights: Rights) -> None:
        """Fill in whose work photos are: what is empty in `rights` stays as it is, and where a photo came from
        (`source`, `fetched`) always does."""
        given = {field: value for field in _FILLED if (value := getattr(rights, field))}
        self.photos()  # a file that was put there by hand has its row now
        self._update([(name, given) for name in names] if given else [])

    def restore_rights(self, rights: Mapping[str, Rights]) -> None:
        """Name of a photo -> whose work it was before `set_rights`, what was empty included."""
        self._update([(name, {field: getattr(own, field) for field in _FILLED}) for name, own in rights.items()])

    def changed_by_hand(self, hashes: Mapping[str, str]) -> None:
        """Name of a photo whose file is another one now -> SHA-256 of its bytes."""
        self._update([(name, {"sha256": sha256}) for name, sha256 in hashes.items()])

    def remove(self, names: Sequence[str] | None = None) -> list[str]:
        """Delete photos, or the whole set: files, then rows. Returns the SHA-256 of what no other set holds, so that
        what was computed from it can go too."""
        wanted = None if names is None else set(names)
        undone = StorageError("사진을 모두 지우지 못했습니다. 작업 폴더의 쓰기 권한을 확인해 주세요.")
        with self._changing():
            going = [photo for photo in self.photos() if wanted is None or photo.name in wanted]
            # Of a photo whose file is already gone, the row still has the hash of what may have been computed.
            rows = [row for row in self._rows() if wanted is None or row.name in wanted]
            with instead_of(OSError, undone):
                if wanted is None and self.root.exists():
                    shutil.rmtree(self.root)
                for photo in going:
                    self.path(photo).unlink(missing_ok=True)
            self._folders.tidy(_place(photo) for photo in going)
        hashes = {row.sha256 for row in rows}
        with Database(self._settings).writing() as connection:
            for part in parts([row.name for row in rows]):
                connection.execute(table.delete().where(table.c.set_id == self._id, table.c.name.in_(part)))
            for part in parts(sorted(hashes)):
                held = connection.execute(select(table.c.sha256).where(table.c.sha256.in_(part))).scalars()
                hashes -= set(held)
        return sorted(hashes)

    def _changing(self) -> AbstractContextManager[None]:
        """Nobody else moves or deletes photos meanwhile, in whatever process. Short work only."""
        busy = "다른 창에서 사진을 옮기거나 지우고 있습니다. 잠시 뒤 다시 시도해 주세요."
        return locked(self._settings.workspace / ".photos.lock", busy)

    def _update(self, changes: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
        """Write some columns of photos' rows, and leave the others to who else works on the set."""
        with Database(self._settings).writing() as connection:
            for name, columns in changes:
                this = table.c.set_id == self._id, table.c.name == name
                connection.execute(table.update().where(*this).values(**columns))

    def _rows(self, name: str | None = None) -> list[Any]:
        query = select(*(table.c[column] for column in COLUMNS)).where(table.c.set_id == self._id)
        with Database(self._settings).reading() as connection:
            return list(connection.execute(query if name is None else query.where(table.c.name == name)))

    def _adopted(self, name: str, place: PhotoPlace) -> LibraryPhoto | None:
        photo = LibraryPhoto(name, place.member, place.state, "", Rights("upload"))
        try:
            data = self.path(photo).read_bytes()
        except OSError:  # moved or deleted meanwhile
            return None
        return replace(photo, sha256=hashlib.sha256(data).hexdigest())


def file_name(member: MemberId, photo: Photo) -> str:
    """What a photo is called in every set: the same for the same file under the same member, and for no other."""
    owner = safe_member(member)
    return name_in(f"{owner.group}/{owner.member}", Path(photo.path).stem, photo.sha256)


def _place(photo: LibraryPhoto) -> PhotoPlace:
    return PhotoPlace(photo.state, photo.member)


def _decided(photo: LibraryPhoto) -> tuple[PhotoPlace, PhotoDecision | None]:
    return _place(photo), photo.decision
