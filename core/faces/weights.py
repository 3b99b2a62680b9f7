"""Weight files of the selectable engines: where deepface looks for them, and how they get there.

Only named hosts over https, redirects included; a file appears whole and checked, or not at all.
"""

import hashlib
import os
import threading
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from core.errors import EngineError
from core.files import replacing
from core.types import Progress, silent

if TYPE_CHECKING:
    import requests

# GitHub releases and LFS, Hugging Face and its storage, Google Drive: where deepface's own addresses lead.
HOSTS = frozenset(
    {"github.com", "objects.githubusercontent.com", "release-assets.githubusercontent.com"}
    | {"raw.githubusercontent.com", "media.githubusercontent.com", "github-cloud.githubusercontent.com"}
    | {"huggingface.co", "cdn-lfs.huggingface.co", "cdn-lfs.hf.co", "cdn-lfs-us-1.hf.co", "cas-bridge.xethub.hf.co"}
    | {"drive.google.com", "docs.google.com", "drive.usercontent.google.com"}
)
_CHUNK = 2**20
_REDIRECTS = 6
_TIMEOUT = (10, 60)  # seconds to connect, and between bytes
_lock = threading.Lock()  # one download at a time: they are large, and two sessions may ask for the same one


@dataclass(frozen=True, slots=True)
class WeightFile:
    """A file below deepface's weights folder.

    bytes: about how large, shown before a download; url: deepface's own address; mirrors: its backups, tried in order;
    sha256: checked where it is known, since deepface publishes none."""

    name: str
    url: str
    bytes: int
    mirrors: tuple[str, ...] = ()
    sha256: str = ""

    @property
    def path(self) -> Path:
        """Where deepface looks for it."""
        return weights_folder() / self.name

    @property
    def present(self) -> bool:
        """There, and not empty."""
        try:
            return self.path.stat().st_size > 0
        except OSError:
            return False


class _Unusable(Exception):
    """This address gave nothing usable; the next one may."""


def weights_folder() -> Path:
    """deepface's folder: below DEEPFACE_HOME, or else below the home folder."""
    return Path(os.getenv("DEEPFACE_HOME") or Path.home()) / ".deepface" / "weights"


def fetch(
    file: WeightFile, progress: Progress = silent, hosts: Collection[str] = HOSTS, schemes: Collection[str] = ("https",)
) -> Path:
    """Download one file to its place, unless it is there already. progress counts bytes. Raises EngineError."""
    import requests

    with _lock:
        if file.present:
            return file.path
        offline = False
        for url in (file.url, *file.mirrors):
            try:
                with replacing(file.path, shared=True) as out:
                    _stream(url, file, out, progress, hosts, schemes)
            except (requests.ConnectionError, requests.Timeout):
                offline = True
            except (requests.RequestException, _Unusable):
                offline = False
            except OSError as error:
                raise EngineError(
                    f"'{file.name}' 파일을 '{file.path.parent}' 폴더에 쓸 수 없습니다. "
                    "남은 용량과 권한을 확인해 주세요."
                ) from error
            else:
                return file.path
    if offline:
        raise EngineError(
            "인터넷에 연결되어 있지 않아 엔진 파일을 내려받지 못했습니다. 연결을 확인하거나, "
            f"다른 컴퓨터에서 받은 '{file.name}' 파일을 '{file.path.parent}' 폴더에 넣어 주세요."
        )
    raise EngineError(
        f"'{file.name}' 파일을 제공처에서 올바로 받지 못했습니다. 잠시 뒤 다시 시도하거나, "
        f"파일을 직접 받아 '{file.path.parent}' 폴더에 넣어 주세요."
    )


def _stream(
    url: str, file: WeightFile, out: IO[bytes], progress: Progress, hosts: Collection[str], schemes: Collection[str]
) -> None:
    label = f"{file.path.name} 내려받는 중"
    digest = hashlib.sha256()
    done = 0
    with _open(url, hosts, schemes) as response:
        declared = response.headers.get("Content-Length", "")
        # with an encoding the length is that of the packed bytes, not of what we count
        packed = bool(response.headers.get("Content-Encoding"))
        total = int(declared) if declared.isdigit() and not packed else 0
        limit = 4 * file.bytes
        if total > limit:
            raise _Unusable("too large")
        progress(0, total or file.bytes, label)
        for chunk in response.iter_content(_CHUNK):
            if not done and not chunk.startswith(b"\x08"):
                raise _Unusable("not an ONNX file")  # a login page, or a pointer to the file instead of the file
            done += len(chunk)
            if done > limit:
                raise _Unusable("too large")
            digest.update(chunk)
            out.write(chunk)
            progress(done, max(total or file.bytes, done), label)
    if not done or (total and done != total):
        raise _Unusable("cut short")
    if file.sha256 and digest.hexdigest() != file.sha256:
        raise _Unusable("another file")


def _open(url: str, hosts: Collection[str], schemes: Collection[str]) -> "requests.Response":
    """Follow redirects ourselves, so that each step is checked before it is taken."""
    import requests

    for _ in range(_REDIRECTS):
        parts = urlsplit(url)
        if parts.scheme not in schemes or parts.hostname not in hosts:
            raise _Unusable(f"{parts.hostname} is not an allowed host")
        response = requests.get(
            url, stream=True, allow_redirects=False, timeout=_TIMEOUT, headers={"Accept-Encoding": "identity"}
        )
        if response.is_redirect:
            url = urljoin(url, response.headers["Location"])
            response.close()
            continue
        if response.status_code != 200:
            response.close()
            raise _Unusable(f"status {response.status_code}")
        return response
    raise _Unusable("too many redirects")
