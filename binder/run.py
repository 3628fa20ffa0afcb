"""Executes notebooks with the Layerbook kernel, prints their text and writes each as a page into target/notebooks/.

Usage: python binder/run.py --run|--record|--page NOTEBOOK...

Ends with exit code 1 at the first notebook in which a cell fails. With --record the outputs are kept in the notebook,
without times, so that two runs give the same file. With --page only the page is made, without a word of its text, and
what it lacks is an error too.
"""

import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from page import page

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "target" / "notebooks"
SECONDS_PER_CELL = 300
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def text_of(output):
    """The plain text of one output, without terminal colours; empty where it has none."""
    if output.output_type == "stream":
        return COLOURS.sub("", output.text)
    if output.output_type == "error":
        return COLOURS.sub("", "\n".join(output.traceback) or f"{output.ename}: {output.evalue}")
    return output.get("data", {}).get("text/plain", "")


def print_outputs(cell, cell_index, **_):
    if cell.cell_type != "code":
        return
    texts = [text for text in map(text_of, cell.outputs) if text.strip()]
    if texts:
        print("\n".join([f"[{cell_index + 1}] {first_line(cell)}", *texts]), end="\n\n", flush=True)


def first_line(cell):
    return next((line for line in cell.source.splitlines() if line.strip()), "")


def failure(notebook):
    """Names the cell that failed: the last one with an error that it was not expected to raise."""
    for number, cell in reversed(list(enumerate(notebook.cells, start=1))):
        if any(output.output_type == "error" for output in cell.get("outputs", [])):
            return f"cell {number} failed: {first_line(cell)}"
    return "a cell failed"


def run(path, how):
    """Executes one notebook; returns what went wrong, or nothing."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        kernel_name="layerbook",
        timeout=SECONDS_PER_CELL,
        startup_timeout=120,
        record_timing=False,
        on_cell_executed=None if how == "--page" else print_outputs,
        resources={"metadata": {"path": str(path.parent)}},
    )
    problem = None
    try:
        client.execute()
    except CellExecutionError:
        problem = failure(notebook)
    except (DeadKernelError, RuntimeError, TimeoutError) as error:
        problem = f"the kernel did not answer: {error}"
    html, lacking = page(notebook, path)
    HTML.mkdir(parents=True, exist_ok=True)
    written = HTML / (path.stem + ".html")
    written.write_text(html, encoding="utf-8")
    print(f"Written: {written.relative_to(ROOT)}", flush=True)
    if how == "--record" and not problem:
        nbformat.write(notebook, path)
    if lacking and not problem:
        sentence = "its page is not whole: " + "; ".join(lacking)
        if how == "--page":
            return sentence
        print(f"{path.name}: {sentence}", file=sys.stderr)
    return problem


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ("--run", "--record", "--page"):
        sys.exit(__doc__)
    for path in map(Path, sys.argv[2:]):
        problem = run(path, sys.argv[1])
        if problem:
            sys.exit(f"{path.name}: {problem}")


if __name__ == "__main__":
    main()
