"""Content credentials, where `c2pa-python` is there (it is in no lock): signed with a company's key and read back."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from core.virtual.credentials import Signature, signed, source_in_credentials
from core.virtual.mark import Provenance, as_jpeg, as_png, source_in

OWN = Provenance("algorithmicMedia", "heads", "1")
PIXELS = np.full((120, 120, 3), 90, np.uint8)


def signature() -> Signature:
    """Of a company that signs its certificate with one of its own."""
    root, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    now = datetime.now(UTC)

    def name(of: str) -> x509.Name:
        pairs = ((NameOID.ORGANIZATION_NAME, "회사"), (NameOID.COMMON_NAME, of))
        return x509.Name([x509.NameAttribute(oid, text) for oid, text in pairs])

    def begun(of: str, public: ec.EllipticCurvePublicKey, *, signs: bool) -> x509.CertificateBuilder:
        usage = x509.KeyUsage(not signs, False, False, False, False, signs, signs, False, False)
        return (
            x509.CertificateBuilder().subject_name(name(of)).issuer_name(name("root")).public_key(public)
            .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=9)).add_extension(x509.BasicConstraints(signs, None), True)
            .add_extension(usage, True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root.public_key()), False)
        )  # fmt: skip

    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
    own = begun("signer", key.public_key(), signs=False).add_extension(purpose, False).sign(root, hashes.SHA256())
    above = begun("root", root.public_key(), signs=True).sign(root, hashes.SHA256())
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return Signature(own.public_bytes(pem) + above.public_bytes(pem), private)


@pytest.mark.parametrize("write", [as_png, as_jpeg])
def test_a_signed_picture_says_in_both_ways_where_it_comes_from(write: object) -> None:
    pytest.importorskip("c2pa", reason="c2pa-python is an extra of those who have a certificate")
    data = signed(write(PIXELS, OWN), OWN, signature())  # type: ignore[operator]
    assert source_in_credentials(data) == source_in(data) == "algorithmicMedia"
    assert source_in_credentials(write(PIXELS, OWN)) == ""  # type: ignore[operator]
