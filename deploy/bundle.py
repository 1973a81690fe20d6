"""``make bundle``: an archive a platform with the project, every wheel, checksums and the list of components (SBOM).

python deploy/bundle.py [--platforms windows linux arm] [--pythons 3.11 3.12 3.13] [--try]
The archive needs Python 3.11 or newer on the machine and nothing else: no network, no administrator. ``--try`` unpacks the Linux
archive where there is no network (a namespace of its own) and does the main job.
"""

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from email.parser import BytesParser
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
OUT = ROOT / "dist"
# older tags too: pip takes only what it is told, and a wheel says the oldest system it runs on
PLATFORMS = {
    "windows": ["win_amd64"],
    "linux": [f"manylinux_2_{minor}_x86_64" for minor in (17, 24, 26, 27, 28, 31, 34)] + ["manylinux2014_x86_64"],
    "arm": [f"manylinux_2_{minor}_aarch64" for minor in (17, 24, 26, 27, 28, 31, 34)] + ["manylinux2014_aarch64"],
}
NAMES = {"windows": "windows-x86_64", "linux": "linux-x86_64", "arm": "linux-aarch64"}
LEFT_OUT = ("tests", "docs/pictures", ".ci", "requirements-test.txt", "Makefile", "deploy/bundle.py")


def files() -> list[Path]:
    """What of the project goes along: every file under version control but tests and pictures."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
    return [Path(name) for name in listed if name and not name.startswith(LEFT_OUT) and (ROOT / name).is_file()]


def wheels(place: Path, tags: list[str], pythons: list[str]) -> None:
    """Every wheel of requirements.txt for each Python, and pip itself, which a bare interpreter may lack."""
    for python in pythons:
        words = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--only-binary=:all:", "--python-version", python,
                 "--implementation", "cp", "--dest", str(place), "-r", str(ROOT / "requirements.txt"), "pip"]
        subprocess.run([*words, *(f"--platform={tag}" for tag in tags)], check=True)


def lacking(place: Path, name: str, pythons: list[str]) -> set[str]:
    """What the wheels ask for on that system and is not among them: pip judges markers by the machine that it runs on, not by the one it loads for."""
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    wheels = sorted(place.glob("*.whl"))
    there, found = {canonicalize_name(path.name.split("-")[0]) for path in wheels}, set()
    system = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"} if name == "windows" else \
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
    for path in wheels:
        for written in metadata(path).get_all("Requires-Dist", []):
            one = Requirement(written)
            needed = not one.marker or any(one.marker.evaluate(system | {"python_version": python, "extra": ""}) for python in pythons)
            if needed and canonicalize_name(one.name) not in there:
                found.add(f"{path.name}: {written}")
    return found


def metadata(path: Path):
    """What a wheel says of itself."""
    with zipfile.ZipFile(path) as wheel:
        return BytesParser().parsebytes(wheel.read(next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))))


def components(place: Path) -> list[dict]:
    """Name, version and licence of each wheel, as its own metadata says."""
    found = {}
    for path in sorted(place.glob("*.whl")):
        said = metadata(path)
        classified = [line.rpartition(" :: ")[2] for line in said.get_all("Classifier", []) if line.startswith("License ::")]
        written = str(said["License"] or "").strip().split("\n")[0][:80]
        licence = said["License-Expression"] or next(iter(classified), None) or written or "unknown"
        one = found.setdefault(said["Name"].lower(), {
            "type": "library", "name": said["Name"], "version": said["Version"], "purl": f"pkg:pypi/{said['Name'].lower()}@{said['Version']}",
            "licenses": [{"license": {"name": licence}}], "hashes": []})
        one["hashes"].append({"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()})
    return sorted(found.values(), key=lambda one: one["purl"])


def sbom(place: Path) -> dict:
    """The list of components as CycloneDX 1.5."""
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
            "metadata": {"component": {"type": "application", "name": about["name"], "version": about["version"]}}, "components": components(place)}


def checksums(folder: Path) -> str:
    """SHA-256 of every file, as sha256sum -c and certutil read it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n" for path in paths)


def make(name: str, pythons: list[str]) -> Path:
    """The archive of a platform: ZIP for Windows, tar.gz elsewhere."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    title = f"mingjian-{version}-{NAMES[name]}"
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / title
        for path in files():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / path, folder / path)
        start = "启动.bat" if name == "windows" else "start.sh"
        shutil.copyfile(HERE / start, folder / start)
        (folder / start).chmod(0o755)
        wheels(folder / "wheels", PLATFORMS[name], pythons)
        if found := lacking(folder / "wheels", name, pythons):
            sys.exit(f"{title} lacks what its wheels ask for: {found}")
        (folder / "sbom.json").write_text(json.dumps(sbom(folder / "wheels"), ensure_ascii=False, indent=1), encoding="utf-8")
        (folder / "SHA256SUMS").write_text(checksums(folder), encoding="utf-8")
        target = OUT / f"{title}.{'zip' if name == 'windows' else 'tar.gz'}"
        if name == "windows":
            with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
                for path in sorted(folder.rglob("*")):
                    archive.write(path, path.relative_to(folder.parent))
        else:
            with tarfile.open(target, "w:gz") as archive:
                archive.add(folder, title)
    return target


def attempt(archive: Path) -> None:
    """The main job from an archive, in a namespace without network: install, sample county, a figure."""
    with tempfile.TemporaryDirectory() as made, tarfile.open(archive) as opened:
        opened.extractall(made, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))  # since Python 3.11.4
        folder = next(Path(made).iterdir())
        subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=folder, check=True)
        words = "ip link set lo up 2>/dev/null; ./start.sh demo && ./start.sh ask accuracy --period 2021H2 --by county --as-of 2022-04-15"
        clear = {name: value for name, value in os.environ.items() if not name.startswith(("MINGJIAN_", "PIP_"))}
        answer = subprocess.run(["unshare", "--user", "--map-root-user", "--net", "sh", "-c", words], cwd=folder, check=True, stdout=subprocess.PIPE, env=clear)
        print(json.dumps(json.loads(answer.stdout)[0], ensure_ascii=False))


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--platforms", nargs="+", choices=PLATFORMS, default=list(PLATFORMS))
    words.add_argument("--pythons", nargs="+", default=["3.11", "3.12", "3.13"])
    words.add_argument("--try", dest="attempt", action="store_true")
    said = words.parse_args()
    for name in said.platforms:
        made = make(name, said.pythons)
        print(f"{made}  {made.stat().st_size >> 20} MB")
        if said.attempt and name == {"x86_64": "linux", "aarch64": "arm"}.get(platform.machine()):
            attempt(made)


if __name__ == "__main__":
    main()
