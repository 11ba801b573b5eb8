"""What the peers need on this machine, inside the target folder: a virtual environment, and vrp-cli by cargo."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BENCHMARKS = ROOT.parent / "shared" / "benchmarks"
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve() / "peers"
PYTHON = TARGET / "venv" / "bin" / "python"
VRP_CLI = TARGET / "vrp-cli" / "bin" / "vrp-cli"
VRP_CLI_VERSION = "1.25.0"

# Timefold's solver is Java of this version or a later one.
JAVA = 17


def say(line: str) -> None:
    """News go to standard error."""
    print(line, file=sys.stderr, flush=True)


def prepare(keys: list[str]) -> dict[str, str]:
    """Installs what these peers need. The versions of those that can run; for the others it says why not."""
    versions = {}
    pins = dict(_pins())
    for key in keys:
        if key in pins:
            installed = _python() and _installed(key, pins[key])
            if installed and (key != "timefold" or _has_java()):
                versions[key] = pins[key]
    # The build takes minutes, so it comes last.
    if "vrp_cli" in keys and _vrp_cli():
        versions["vrp_cli"] = VRP_CLI_VERSION
    return versions


def _pins() -> list[tuple[str, str]]:
    """Peers and versions in requirements.txt. pyvroom is VROOM's package."""
    lines = (HERE / "requirements.txt").read_text().splitlines()
    pins = [line.split("==") for line in lines if "==" in line]
    return [(name.replace("pyvroom", "vroom"), version) for name, version in pins]


def _python() -> bool:
    if not PYTHON.exists():
        say(f"making a virtual environment in {PYTHON.parent.parent}")
        if subprocess.run([sys.executable, "-m", "venv", PYTHON.parent.parent]).returncode != 0:
            say("skipped: python3 has no venv (on Debian: apt-get install python3-venv)")
            shutil.rmtree(PYTHON.parent.parent, ignore_errors=True)
            return False
    return True


def _installed(key: str, version: str) -> bool:
    """Whether pip has the package, or can install it; each by itself, so that one that fails takes no other along."""
    package = key.replace("vroom", "pyvroom")
    code = f"import importlib.metadata as m; print(m.version({package!r}))"
    found = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True)
    if found.stdout.strip() == version:
        return True
    say(f"installing {package} {version}")
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"{package}=={version}"]
    if subprocess.run(command).returncode == 0:
        return True
    say(f"skipped: pip cannot install {package} {version}")
    return False


def _has_java() -> bool:
    try:
        said = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr
    except FileNotFoundError:
        said = ""
    version = re.search(r'version "(\d+)', said)
    if version and int(version[1]) >= JAVA:
        return True
    say(f"skipped: timefold needs Java {JAVA} (on Debian: apt-get install openjdk-17-jre-headless)")
    return False


def _vrp_cli() -> bool:
    if VRP_CLI.exists():
        return True
    if shutil.which("cargo") is None:
        say("skipped: vrp-cli is built by cargo, which is not there")
        return False
    say(f"building vrp-cli {VRP_CLI_VERSION}, once; it takes some minutes")
    folders = ["--root", TARGET / "vrp-cli", "--target-dir", TARGET / "vrp-cli-build"]
    command = ["nice", "cargo", "install", "--quiet", "--locked", "vrp-cli", "--version", VRP_CLI_VERSION]
    if subprocess.run([*command, *folders]).returncode == 0:
        return True
    say("skipped: vrp-cli could not be built")
    return False
