"""Peak memory, start to first record, and installed size, each in a process of its own.

python bench/footprint.py [INPUT]
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from importlib.metadata import distribution, requires
from pathlib import Path

from packaging.requirements import Requirement


def installed_bytes(name: str, seen: set[str]) -> int:
    """Bytes of a distribution's files and of all it needs without extras."""
    if name.lower() in seen:
        return 0
    seen.add(name.lower())
    package = distribution(name)
    own = sum(Path(f.locate()).stat().st_size for f in package.files or () if Path(f.locate()).is_file())
    needs = [Requirement(line) for line in requires(name) or ()]
    wanted = [need.name for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]
    return own + sum(installed_bytes(need, seen) for need in wanted)


def main() -> None:
    source = sys.argv[1] if len(sys.argv) > 1 else "examples"
    first = sorted(Path(source).iterdir())[0] if Path(source).is_dir() else Path(source)
    command = [sys.executable, "-m", "dragoman.cli", "code", "--format", "json"]
    starts = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run([*command, str(first)], check=True, capture_output=True)
        starts.append(time.perf_counter() - began)
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import dragoman"], check=True)
    imported = time.perf_counter() - began
    subprocess.run([*command, source], check=True, capture_output=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"start to first record  {min(starts):8.2f} s  (command to end, one article)")
    print(f"import dragoman        {imported:8.2f} s  (interpreter included)")
    print(f"peak memory            {peak:8.0f} MB")
    print(f"installed size         {installed_bytes('dragoman', set()) / 1e6:8.0f} MB")


if __name__ == "__main__":
    main()
