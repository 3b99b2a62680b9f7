"""Set up and run the studio with nothing but Python: `python3 scripts/dev.py app|server|check|test|setup|lock|lint`.

Standard library only, the same on Linux, macOS and Windows. The virtual environment is made without ensurepip (Debian
ships Python without it) and filled by the pip wheel beside this file; it is reused while the locks are unchanged, so
that nothing needs the network a second time.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PIP_WHEEL = next((ROOT / "scripts" / "bootstrap").glob("pip-*.whl"))
HEADS = "requirements-virtual.txt"  # Blender, whose wheels are for one Python alone
LOCKS = {"app": ["requirements.txt"], "test": ["requirements.txt", "requirements-dev.txt"]}
QUICK = ["-n", "2", "--dist", "worksteal", "-m", "not slow and not browser"]
ALL = ["-n", "3", "--dist", "worksteal", "--durations=15"]
SUPPORTED = ((3, 11), (3, 13))
DEBIAN = {  # package: the programs that make it unnecessary
    "chromium": ("chromium", "chromium-browser", "google-chrome"),  # the browser tests
    "chromium-driver": ("chromedriver",),  # the tests of one photo source
    "strace": ("strace",),  # the tests that nothing is sent anywhere
    "node-typescript": ("tsc",),  # the types of the components' scripts
}


def run(*command: str | Path, environment: Mapping[str, str] | None = None) -> None:
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True, env=environment)


def fingerprint(locks: list[str]) -> str:
    content = b"".join((ROOT / lock).read_bytes() for lock in locks)
    return hashlib.sha256(content + sys.version.encode() + PIP_WHEEL.name.encode()).hexdigest()


def setup(kind: str) -> None:
    """Make .venv hold exactly what the locks name; do nothing if it already does."""
    if not SUPPORTED[0] <= sys.version_info[:2] <= SUPPORTED[1]:
        wanted = " - ".join(".".join(map(str, v)) for v in SUPPORTED)
        sys.exit(f"Python {wanted} is needed (TensorFlow has no build for {sys.version.split()[0]}).")
    stamp = VENV / f"installed-{kind}"
    wanted = fingerprint(LOCKS[kind])
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Setting up .venv for `{kind}` (about 2 minutes the first time, 3.5 GB) ...", file=sys.stderr, flush=True)
    made_by = VENV / "made-by"
    if not PYTHON.exists() or not made_by.exists() or made_by.read_text() != sys.version:
        venv.EnvBuilder(with_pip=False, clear=VENV.exists()).create(VENV)
        run(PYTHON, PIP_WHEEL / "pip", "install", "--quiet", "--no-index", PIP_WHEEL)
        made_by.write_text(sys.version)
    requirements = [part for lock in LOCKS[kind] for part in ("-r", lock)]
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", *requirements)
    for other, locks in LOCKS.items():
        if set(locks) <= set(LOCKS[kind]):
            (VENV / f"installed-{other}").write_text(fingerprint(locks))


def install_heads() -> None:
    """What renders heads, where there is a wheel of it. Without dependencies: they would bring torch and an older
    numpy, and none of both is used."""
    stamp, wanted = VENV / "installed-virtual", fingerprint([HEADS])
    if sys.version_info[:2] != (3, 11) or (stamp.exists() and stamp.read_text() == wanted):
        return
    print("Adding Blender to .venv (about a minute, 1 GB) ...", file=sys.stderr, flush=True)
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps",
        "-r", HEADS)  # fmt: skip
    stamp.write_text(wanted)


def virtual(_: list[str]) -> None:
    """Faces that exist nowhere, rendered by Blender."""
    if sys.version_info[:2] != (3, 11):
        sys.exit("Blender's package is there for Python 3.11 alone: set the studio up with that one.")
    setup("app")
    install_heads()


def install_debian_packages() -> None:
    """What the tests use besides Python, where we may install it; what needs it is left out with a reason where we may
    not."""
    missing = [package for package, names in DEBIAN.items() if not any(map(shutil.which, names))]
    if not missing or not shutil.which("apt-get"):
        return
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if root and not shutil.which("sudo"):
        return
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "timeout": 300}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], *(["install", "-y", "--no-install-recommends", name] for name in missing)):
        try:
            subprocess.run([*root, "apt-get", "-qq", *arguments], check=True, env=environment, **quiet)
        except (subprocess.SubprocessError, OSError) as error:
            wanted = missing if arguments == ["update"] else arguments[-1:]
            print(f"{', '.join(wanted)} could not be installed ({error}); checks are left out.", file=sys.stderr)
            if arguments == ["update"]:
                return


def app(arguments: list[str]) -> None:
    run_module("core.ui.serve", arguments)


def run_module(module: str, arguments: list[str]) -> None:
    """In place of this process."""
    setup("app")
    command = [str(PYTHON), "-m", module, *arguments]
    os.chdir(ROOT)
    if os.name == "nt":
        sys.exit(subprocess.call(command))
    os.execv(PYTHON, command)


def server(arguments: list[str]) -> None:
    """For a company, with sign-in: `--first-admin MAIL` says who lets the others in."""
    run_module("core.ui.company", arguments)


def lint(_: list[str]) -> None:
    setup("test")
    run(PYTHON, "-m", "ruff", "check", ".")
    run(PYTHON, "-m", "ruff", "format", "--check", ".")
    run(PYTHON, "-m", "mypy")
    if tsc := shutil.which("tsc"):
        run(tsc, "--project", "tsconfig.json")
    else:
        print("The scripts of core/ui were not checked: no `tsc` here (Debian's node-typescript).", file=sys.stderr)


def check(arguments: list[str]) -> None:
    """What to run while working: the linters and the quick tests, about a minute."""
    lint([])
    pytest(arguments or QUICK)


def test(arguments: list[str]) -> None:
    setup("test")
    install_heads()
    install_debian_packages()
    lint([])
    pytest(arguments or ALL)


def pytest(arguments: list[str]) -> None:
    """The studio waits until what it keeps is on the disk, and its tests would wait with it: where there is room their
    files lie in memory. They go with the run; those of a plain `python -m pytest` stay to be looked at."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory(prefix="studio-", dir=in_memory(), ignore_cleanup_errors=True) as place:
        Path(place).chmod(0o711)  # some tests read as another user
        run(PYTHON, "-m", "pytest", *arguments, environment={**environment, "TMPDIR": place})


def in_memory() -> Path | None:
    """A folder of the system in memory, of which the tests need half a gigabyte, and in which programs may lie."""
    place = Path("/dev/shm")  # noqa: S108 - a new folder is made in it
    if not place.is_dir() or not os.access(place, os.W_OK):
        return None
    room = os.statvfs(place)
    return place if room.f_bavail * room.f_frsize > 4 * 2**30 and not room.f_flag & os.ST_NOEXEC else None


def lock(_: list[str]) -> None:
    """Rewrite the locks from the *.in files, for Linux, macOS and Windows at once. Needs `uv` on the path."""
    for name in ("requirements", "requirements-dev", "requirements-virtual"):
        run("uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes",
            "--no-header", "--no-emit-index-url", f"{name}.in", "-o", f"{name}.txt",
            *(["--no-deps"] if name == "requirements-virtual" else []))  # fmt: skip


def sbom(_: list[str]) -> None:
    """What the studio is made of, as CycloneDX, from the lock: dist/sbom.json."""
    setup("test")
    (ROOT / "dist").mkdir(exist_ok=True)
    run(PYTHON, "-m", "cyclonedx_py", "requirements", "requirements.txt", "--pyproject", "pyproject.toml",
        "--output-reproducible", "--of", "JSON", "-o", "dist/sbom.json")  # fmt: skip
    print("dist/sbom.json")


def audit(_: list[str]) -> None:
    """Known holes of what is locked, as the Python packaging advisories say. Exit 1 for holes; not where the service
    that knows them cannot be asked, which is said."""
    setup("test")
    command = [str(PYTHON), "-m", "pip_audit", "--requirement", "requirements.txt", "--require-hashes", "--disable-pip",
               "--progress-spinner", "off", "--format", "json"]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    said, holes = audited(done.stdout)
    print(said, file=sys.stderr if holes else sys.stdout)
    sys.exit(1 if holes else 0)


def audited(report: str) -> tuple[str, int]:
    """What pip-audit's JSON says, "" where it could not even begin; and how many holes there are."""
    try:
        found = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        found = []
    holes = [f"  {one['name']} {one['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'none'}"
             for one in found for hole in one.get("vulns", [])]  # fmt: skip
    asked = sum("vulns" in one for one in found)
    unknown = [one["name"] for one in found if "vulns" not in one]
    if not asked:
        return "NOT CHECKED: the advisories cannot be asked from here, so nothing is known of holes.", 0
    lines = [f"{len(holes)} known holes in {asked} packages.", *holes]
    if unknown:
        lines.append(f"NOT CHECKED: {', '.join(unknown)}, of which nothing could be asked.")
    return "\n".join(lines), len(holes)


COMMANDS = {
    "sbom": sbom,
    "audit": audit,
    "app": app,
    "server": server,
    "virtual": virtual,
    "check": check,
    "test": test,
    "lint": lint,
    "lock": lock,
    "setup": lambda _: setup("app"),
}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        sys.exit(f"usage: python3 scripts/dev.py {'|'.join(COMMANDS)}")
    try:
        COMMANDS[sys.argv[1]](sys.argv[2:])
    except subprocess.CalledProcessError as failure:
        sys.exit(failure.returncode)
