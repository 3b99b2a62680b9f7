"""Whether trainees' photos are kept at all: off until an admin turns it on, and how long they are kept at most."""

from dataclasses import dataclass
from pathlib import Path

from core.access.actor import STUDIO, Actor
from core.errors import PrivacyError
from core.privacy.consent import FEWEST_DAYS, MOST_DAYS, USUAL_DAYS
from core.services.permitted import check
from core.services.privacy.noted import noted
from core.settings import Settings
from core.storage import clock
from core.storage.database import Database
from core.storage.privacy.kept import Kept
from core.storage.privacy.outside import exchange, is_renewed, key_file, make, read, renew

_ON, _DAYS = "privacy.keeping", "privacy.days"  # of the studio's choices
OFF = "사진 보관이 꺼져 있습니다. 관리자에게 켜 달라고 요청해 주세요."


@dataclass(frozen=True, slots=True)
class Keeping:
    """days: that a photo is kept at most; photos, trainees: of whom some are kept. lost: Korean, why the kept ones
    cannot be opened, "" where they can. key: where the key outside lies."""

    on: bool
    days: int
    photos: int
    trainees: int
    key: Path
    lost: str = ""


def is_on(settings: Settings) -> bool:
    """May versions keep photos?"""
    return settings.database.exists() and Database(settings).choice(_ON) == "on"


def days(settings: Settings) -> int:
    """That a photo is kept at most."""
    return int(Database(settings).choice(_DAYS) or USUAL_DAYS)


def keeping(settings: Settings, actor: Actor) -> Keeping:
    """How it stands; photos whose time is over go first."""
    check(settings, actor, "privacy.settings")
    kept = Kept(settings)
    kept.expire(clock.times(settings).sure)
    photos, trainees = kept.count()
    on, lost = is_on(settings), ""
    if on or photos:
        try:
            read(settings)
        except PrivacyError as error:
            lost = str(error)
    return Keeping(on, days(settings), photos, trainees, key_file(settings), lost)


def turn_on(settings: Settings, actor: Actor, most_days: int = USUAL_DAYS) -> None:
    """From now on versions may keep photos of trainees who consented; the key outside is made where there is none.
    Raises PrivacyError."""
    check(settings, actor, "privacy.settings")
    if not FEWEST_DAYS <= most_days <= MOST_DAYS:
        raise PrivacyError(f"보관하는 날은 {FEWEST_DAYS}일에서 {MOST_DAYS}일 사이로 정해 주세요.")
    make(settings)
    Database(settings).choose_all({_ON: "on", _DAYS: str(most_days)})
    noted(settings, actor, "privacy.settings", f"on/{most_days}")


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """keys: of trainees that the new key opens; lost: that neither it nor the one before does. before: where the old
    key lies now."""

    keys: int
    lost: int
    before: Path


def rekey(settings: Settings, actor: Actor) -> Rekeyed:
    """Another key outside takes the place of the one in use; no photo is sealed anew. Cut off at any moment it goes on
    with the next start. Raises PrivacyError, StorageError."""
    check(settings, actor, "privacy.settings")
    return _rekey(settings, actor)


def go_on(settings: Settings) -> None:
    """With a change of the key that was cut off."""
    if is_renewed(settings):
        _rekey(settings, STUDIO)


def _rekey(settings: Settings, actor: Actor) -> Rekeyed:
    old, new = renew(settings)
    Kept(settings).wrap_anew(old, new)
    before = exchange(settings)
    keys, lost = Kept(settings).wrap_anew(old, new)  # also of photos that were being kept meanwhile
    Database(settings).rewrite()  # no free page holds what the old key opens
    noted(settings, actor, "privacy.settings", f"rekey/{keys}")
    return Rekeyed(keys, lost, before)


def turn_off(settings: Settings, actor: Actor, *, delete: bool) -> int:
    """No version keeps photos any more. delete: those that are kept go, with their keys. Returns how many went."""
    check(settings, actor, "privacy.settings")
    Database(settings).choose(_ON, "")
    gone = Kept(settings).drop() if delete else 0
    noted(settings, actor, "privacy.settings", f"off/deleted/{gone}" if delete else "off")
    return gone
