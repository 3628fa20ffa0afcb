"""Installs the kernel "Java (Layerbook)" into the Python environment that runs this script.

Usage: python binder/kernel.py JAVA

Takes JJava's jar from the environment (package jjava) and Layerbook's jars from target/, as `mvn package` leaves them.
JAVA is the command or path that starts the Java virtual machine. Does nothing where the same kernel is installed already.
"""

import hashlib
import json
import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KERNELS = Path(sys.prefix) / "share" / "jupyter" / "kernels"
HOME = KERNELS / "layerbook"

# One virtual machine, without JJava's launcher. The first compiler and the serial collector start fastest, and a notebook
# of formulas never runs long enough to earn more.
JVM_OPTIONS = [
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Djava.awt.headless=true",
    "-Djava.util.logging.config.file={resource_dir}/logging.properties",
    "--add-opens",
    "jdk.jshell/jdk.jshell=ALL-UNNAMED",
]

# JJava tells the terminal about each of its loops otherwise.
LOGGING = "handlers=java.util.logging.ConsoleHandler\n.level=WARNING\n"


def jars():
    """The class path: name in the kernel's folder and the file it is copied from, the library itself first."""
    jjava = KERNELS / "java" / "jjava.jar"
    if not jjava.is_file():
        sys.exit(f"{jjava} is missing: python -m pip install -r binder/requirements.txt brings it.")
    library = [p for p in (ROOT / "target").glob("layerbook-*.jar") if not p.stem.endswith(("-sources", "-javadoc"))]
    if len(library) != 1:
        sys.exit(f"Expected one layerbook-*.jar in target/, found {len(library)}: run mvn package.")
    dependencies = sorted((ROOT / "target" / "lib").glob("*.jar"))
    return {"layerbook.jar": library[0], "jjava.jar": jjava, **{f"lib/{p.name}": p for p in dependencies}}


def specification(java, names):
    """The kernel.json: JupyterLab replaces {resource_dir} by the folder that the file stands in."""
    class_path = os.pathsep.join("{resource_dir}/" + name for name in names)
    main = "org.dflib.jjava.distro.JJava"
    return {
        "argv": [java, *JVM_OPTIONS, "-cp", class_path, main, "{connection_file}"],
        "display_name": "Java (Layerbook)",
        "language": "java",
        "interrupt_mode": "message",
    }


def fingerprint(files, spec):
    """Changes whenever a jar's content or the specification does."""
    digest = hashlib.sha256((json.dumps(spec) + LOGGING).encode())
    for name, file in files.items():
        digest.update(name.encode() + file.read_bytes())
    return digest.hexdigest()


def write(folder, files, spec, mark):
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "lib").mkdir(parents=True)
    for name, file in files.items():
        shutil.copyfile(file, folder / name)
    (folder / "kernel.json").write_text(json.dumps(spec, indent=2) + "\n", encoding="utf-8")
    (folder / "logging.properties").write_text(LOGGING, encoding="utf-8")
    (folder / "fingerprint").write_text(mark, encoding="utf-8")


def replace(new):
    """Swaps the folder in whole: a running kernel keeps the files that it has open."""
    old = HOME.with_name("layerbook.old")
    shutil.rmtree(old, ignore_errors=True)
    if HOME.exists():
        HOME.rename(old)
    new.rename(HOME)
    shutil.rmtree(old, ignore_errors=True)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    files = jars()
    spec = specification(sys.argv[1], files)
    mark = fingerprint(files, spec)
    installed = HOME / "fingerprint"
    if installed.is_file() and installed.read_text(encoding="utf-8") == mark:
        return
    new = HOME.with_name("layerbook.new")
    write(new, files, spec, mark)
    replace(new)
    print(f'Installed the kernel "Java (Layerbook)" in {HOME}.')


if __name__ == "__main__":
    main()
