"""Hold that the wheel and the sdist are the same whenever and wherever they are built.

Usage: git ls-files | check_distributions.py FOLDER OTHER_FOLDER

Both folders hold a build of the same files. Every file in the sdist must be one that
git knows, and the wheel must hold the package and nothing else.
"""

import sys
import tarfile
import zipfile
from hashlib import sha256
from pathlib import Path

first, second = map(Path, sys.argv[1:])
known = set(sys.stdin.read().splitlines())
found = sorted(first.iterdir())
kinds = sorted(path.suffix for path in found)
faults = [] if kinds == [".gz", ".whl"] else [f"built: {kinds}"]
for path in found:
    digests = [
        sha256((f / path.name).read_bytes()).hexdigest() for f in (first, second)
    ]
    print(digests[0], path.name)
    if digests[0] != digests[1]:
        faults.append(f"{path.name} differs between two builds")
    if path.suffix == ".whl":
        names = set(zipfile.ZipFile(path).namelist())
        wanted = {name for name in known if name.startswith("csto_membership/")}
        info = {name for name in names if ".dist-info/" in name}
        faults += [f"not in the wheel: {name}" for name in sorted(wanted - names)]
        faults += [f"in the wheel: {name}" for name in sorted(names - info - wanted)]
    else:
        made = {"PKG-INFO", ".gitignore"}  # the build backend adds these
        with tarfile.open(path) as archive:
            inside = {
                name.partition("/")[2] for name in archive.getnames() if "/" in name
            }
        faults += [f"in the sdist: {n}" for n in sorted(inside - known - made)]
print(*faults, sep="\n")
sys.exit(bool(faults))
