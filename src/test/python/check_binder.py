"""Checks the image that Binder makes of this project, as far as that goes without Docker: the Dockerfile.

    python src/test/python/check_binder.py > src/test/python/check_binder.txt

What the files in binder/ ask for must be in it, in an order that works. Run in the project's folder; needs
jupyter-repo2docker, which asks no network for this.
"""

import importlib.metadata
import pathlib
import re

from repo2docker.app import Repo2Docker


def dockerfile():
    docker = Repo2Docker()
    pack = next(pack for pack in (each(docker.base_image) for each in docker.buildpacks) if pack.detect())
    pack.platform = "linux/amd64"
    return pack, pack.render({"NB_USER": "jovyan", "NB_UID": "1000"})


def main():
    binder = pathlib.Path("binder")
    pack, text = dockerfile()
    packages = sorted(binder.joinpath("apt.txt").read_text().split())
    python = binder.joinpath("runtime.txt").read_text().strip().removeprefix("python-")
    steps = {
        f"Python {python}": "environment-2epy-2d" + python.replace(".", "-2e") + "-2dlinux",
        f"apt: {' '.join(packages)}": rf"apt-get install --yes --no-install-recommends {re.escape(' '.join(packages))} ",
        "pip: binder/requirements.txt": r'pip install --no-cache-dir -r "binder/requirements\.txt"',
        "the whole project": r"COPY --chown=1000:1000 src/ \$\{REPO_DIR\}/",
        "binder/postBuild, as the user": r"USER \$\{NB_USER\}\n(?:.*\n)*?RUN \./binder/postBuild\n",
        "binder/start as the entry point": r'ENV R2D_ENTRYPOINT="\$\{REPO_DIR\}/binder/start"',
    }
    place = 0
    print(f"jupyter-repo2docker {importlib.metadata.version('jupyter-repo2docker')}, {type(pack).__name__}, in this order:")
    for step, pattern in steps.items():
        found = re.compile(pattern).search(text, place)
        if not found:
            raise SystemExit(f"the Dockerfile has no step {step!r} after the one before")
        place = found.end()
        print(f"  {step}")


main()
