"""Installs the kernel "Java (Layerbook)" into the Python environment that runs this script.

Usage: python binder/kernel.py JAVA

Takes JJava's jar from the environment (package jjava) and Layerbook's jars from target/, as `mvn package` leaves them, and
compiles the kernel's own classes (src/kernel) against both: JJava's kernel is in no Maven repository. JAVA is the command or path that starts the Java virtual machine. Does nothing where the same kernel is installed already.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from jupyter_client.manager import KernelManager

ROOT = Path(__file__).resolve().parent.parent
KERNELS = Path(sys.prefix) / "share" / "jupyter" / "kernels"
HOME = KERNELS / "layerbook"
SOURCES = sorted((ROOT / "src" / "kernel" / "java").rglob("*.java"))

# The oldest Java that may run the kernel, whichever compiles it.
RELEASE = "17"

# What makes JupyterLab and Notebook show cells of commands as text.
LAB = ROOT / "src" / "kernel" / "lab"
LAB_HOME = Path(sys.prefix) / "share" / "jupyter" / "labextensions" / "layerbook"

# Layerbook's sources, in which the kernel finds the comments that Shift+Tab shows.
LIBRARY = ROOT / "src" / "main" / "java"
COMMENTS = "sources.zip"

# The kernel's own classes among the jars.
KERNEL_JAR = "layerbook-kernel.jar"

# One virtual machine, without JJava's launcher. The first compiler and the serial collector start fastest, and a notebook
# of formulas never runs long enough to earn more.
JVM_OPTIONS = [
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF-8",
    "-Djava.util.logging.config.file={resource_dir}/logging.properties",
    "-Dlayerbook.sources={resource_dir}/" + COMMENTS,
    "--add-opens",
    "jdk.jshell/jdk.jshell=ALL-UNNAMED",
]

# The cell whose classes are kept for later starts: a table, the first thing that readers ask for.
FIRST_TABLE = "%%network first\ninput 8x8x3\nconv3-4\nmaxpool\nFC-2\nTOTAL params: 246"

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


def specification(java, names, options=()):
    """The kernel.json: JupyterLab replaces {resource_dir} by the folder that the file stands in."""
    class_path = os.pathsep.join("{resource_dir}/" + name for name in [KERNEL_JAR, *names])
    main = "io.github.layerbook.kernel.Main"
    return {
        "argv": [java, *JVM_OPTIONS, *options, "-cp", class_path, main, "{connection_file}"],
        "display_name": "Java (Layerbook)",
        "language": "java",
        "interrupt_mode": "message",
    }


def version(java):
    """The virtual machine's name: another one cannot map the classes that this one keeps."""
    return subprocess.run([java, "-version"], check=True, stderr=subprocess.PIPE, text=True).stderr


def fingerprint(java, files, spec):
    """Changes whenever a jar's content, the specification or the virtual machine does."""
    digest = hashlib.sha256((json.dumps(spec) + LOGGING + version(java)).encode())
    for source in [*SOURCES, *sorted(LIBRARY.rglob("*.java")), *sorted(LAB.rglob("*.js*"))]:
        digest.update(source.read_bytes())
    for name, file in files.items():
        digest.update(name.encode() + file.read_bytes())
    return digest.hexdigest()


def compile_kernel(java, folder, files):
    """Compiles the kernel's own classes into a jar beside those that they need. Every JDK with JShell has the compiler."""
    class_path = os.pathsep.join(str(folder / name) for name in files)
    with tempfile.TemporaryDirectory() as classes:
        options = ["--release", RELEASE, "-Xlint:all,-path", "-Werror", "-cp", class_path, "-d", classes]
        javac = [java, "-m", "jdk.compiler/com.sun.tools.javac.Main", *options, *map(str, SOURCES)]
        if subprocess.run(javac, check=False).returncode != 0:
            sys.exit("The kernel's classes could not be compiled: see the compiler's message above.")
        pack(folder / KERNEL_JAR, Path(classes), "*.class")


def pack(archive, folder, names):
    """Makes an archive of a folder's files of some names."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(folder.rglob(names)):
            packed.write(file, file.relative_to(folder).as_posix())


def write(java, folder, files, spec, mark):
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "lib").mkdir(parents=True)
    for name, file in files.items():
        shutil.copyfile(file, folder / name)
    compile_kernel(java, folder, files)
    pack(folder / COMMENTS, LIBRARY, "*.java")
    (folder / "kernel.json").write_text(json.dumps(spec, indent=2) + "\n", encoding="utf-8")
    (folder / "logging.properties").write_text(LOGGING, encoding="utf-8")
    (folder / "fingerprint").write_text(mark, encoding="utf-8")


def replace(new):
    """Swaps the folder in whole: a running kernel keeps the files that it has open, which Windows does not let go."""
    old = HOME.with_name("layerbook.old")
    shutil.rmtree(old, ignore_errors=True)
    if HOME.exists():
        try:
            HOME.rename(old)
        except PermissionError:
            sys.exit(f"{HOME} is in use: shut down the kernels that run, then start again.")
    new.rename(HOME)
    shutil.rmtree(old, ignore_errors=True)


def share_classes(java, names):
    """Keeps the classes of a first table in an archive that later starts map into memory (JEP 350).

    A virtual machine that the archive does not fit, or that does not find it, starts without it. The archive is worth
    some tenths of a second only, so whatever goes wrong here leaves the kernel as it is.
    """
    archive = HOME / "classes.jsa"
    manager = KernelManager(kernel_name=HOME.name, shutdown_wait_time=60)
    manager.start_kernel(
        env={**os.environ, "JAVA_TOOL_OPTIONS": f'-XX:ArchiveClassesAtExit="{archive}"'},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        client.execute_interactive(FIRST_TABLE, timeout=60, output_hook=lambda message: None)
    finally:
        client.stop_channels()
        manager.shutdown_kernel()
    if archive.is_file():
        options = ["-XX:SharedArchiveFile={resource_dir}/classes.jsa", "-Xshare:auto", "-Xlog:disable", "-Xlog:all=error:stderr"]
        spec = specification(java, names, options)
        (HOME / "kernel.json").write_text(json.dumps(spec, indent=2) + "\n", encoding="utf-8")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    files = jars()
    spec = specification(sys.argv[1], files)
    mark = fingerprint(sys.argv[1], files, spec)
    installed = HOME / "fingerprint"
    if installed.is_file() and installed.read_text(encoding="utf-8") == mark:
        return
    new = HOME.with_name("layerbook.new")
    write(sys.argv[1], new, files, spec, mark)
    replace(new)
    shutil.rmtree(LAB_HOME, ignore_errors=True)
    shutil.copytree(LAB, LAB_HOME)
    try:
        share_classes(sys.argv[1], files)
    except Exception as e:  # the kernel works without
        print(f"Starts are not sped up by shared classes here: {e!r}", file=sys.stderr)
    print(f'Installed the kernel "Java (Layerbook)" in {HOME}.')


if __name__ == "__main__":
    main()
