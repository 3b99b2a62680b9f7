"""C2PA content credentials, where the company has a certificate and the package `c2pa-python` (MIT or Apache-2.0).

The manifest says that the picture was created, by what, and IPTC's source type; it is signed with the company's key."""

import io
import json
from dataclasses import dataclass, field
from pathlib import Path

import core
from core.errors import VirtualError
from core.virtual.mark import VOCABULARY, Provenance

ABSENT = (
    "콘텐츠 자격 증명(C2PA)에 서명하려면 c2pa-python 패키지가 필요합니다. '.venv'에 설치하거나 "
    "STUDIO_CREDENTIALS_CERTIFICATE 설정을 비워 주세요."
)
UNUSABLE = (
    "콘텐츠 자격 증명(C2PA)에 서명하지 못했습니다. STUDIO_CREDENTIALS_CERTIFICATE와 STUDIO_CREDENTIALS_KEY의 파일이 "
    "서로 맞는 서명용 인증서와 키인지 확인해 주세요."
)
_KINDS = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Signature:
    """A company's certificate chain and key, PEM. algorithm: of the key, as C2PA names it."""

    certificate: bytes = field(repr=False)
    key: bytes = field(repr=False)
    algorithm: str = "es256"


def read_signature(certificate: Path, key: Path, algorithm: str) -> Signature:
    """Raises VirtualError where a file cannot be read."""
    try:
        return Signature(certificate.expanduser().read_bytes(), key.expanduser().read_bytes(), algorithm)
    except OSError as error:
        raise VirtualError(UNUSABLE) from error


def signed(data: bytes, provenance: Provenance, signature: Signature) -> bytes:
    """A PNG or JPEG with its credentials. Raises VirtualError without the package, or with what cannot sign."""
    try:
        import c2pa
    except ImportError as error:
        raise VirtualError(ABSENT) from error
    kind = next((name for head, name in _KINDS.items() if data.startswith(head)), "")
    if not kind:
        raise ValueError("credentials go into PNG and JPEG only")
    manifest = {
        "claim_generator_info": [{"name": "Debut Concept Studio", "version": core.__version__}],
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": [
                {"action": "c2pa.created", "digitalSourceType": f"{VOCABULARY}{provenance.source}",
                 "softwareAgent": {"name": provenance.generator, "version": provenance.version}},
            ]}},
        ],
    }  # fmt: skip
    out = io.BytesIO()
    try:
        info = c2pa.C2paSignerInfo(
            alg=signature.algorithm.encode(), sign_cert=signature.certificate, private_key=signature.key, ta_url=None
        )
        with c2pa.Signer.from_info(info) as signer, c2pa.Builder(json.dumps(manifest)) as builder:
            builder.sign(signer, kind, io.BytesIO(data), out)
    except Exception as error:  # the library has a kind for each failure of its Rust core
        raise VirtualError(UNUSABLE) from error
    return out.getvalue()


def source_in_credentials(data: bytes) -> str:
    """IPTC's term in a picture's credentials, "" without any. Raises VirtualError without the package."""
    try:
        import c2pa
    except ImportError as error:
        raise VirtualError(ABSENT) from error
    kind = next((name for head, name in _KINDS.items() if data.startswith(head)), "")
    try:
        with c2pa.Reader(kind, io.BytesIO(data)) as reader:
            store = json.loads(reader.json())
    except Exception:  # no manifest is an error of theirs
        return ""
    active = store["manifests"][store["active_manifest"]]
    actions = [one for part in active["assertions"] if part["label"].startswith("c2pa.actions")
               for one in part["data"]["actions"]]  # fmt: skip
    return next((str(one["digitalSourceType"]).removeprefix(VOCABULARY) for one in actions
                 if "digitalSourceType" in one), "")  # fmt: skip
