"""Times reading ONNX files by Layerbook, by onnx (load and shape inference) and by onnx-tool, in one run.

    mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
    python src/bench/against_onnx.py --folder /somewhere/large vgg16 resnet50 vit_b_16

The Python that runs it needs torch, torchvision, onnx and onnx-tool, in an environment of their own. Models are made with weights
of their real size and kept in the folder. Each reader is a process of its own per file; first is its first reading, warm the
median of the next ones, memory the most that the process held. Bounds: against onnx, VGG-16 in at most a 100th of the time and
a 20th of the memory, the others in at most a 10th of the time. Exit code 1 where one is missed.
"""

import argparse
import json
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TIME_BOUND = {"vgg16": 100}
MEMORY_BOUND = {"vgg16": 20}
OTHER_TIME_BOUND = 10


def written(name, folder):
    """The model's file, which is made if there is none."""
    file = folder / f"{name}.onnx"
    if not file.exists():
        import torch
        import torchvision

        model = torchvision.models.get_model(name, weights=None).eval()
        image = torch.zeros(1, 3, 224, 224)
        torch.onnx.export(model, (image,), str(file), opset_version=17, dynamo=False)
    return file


def reader(tool, file):
    """One of Python's readers, run in this process."""
    if tool == "onnx":
        import onnx

        return lambda: onnx.shape_inference.infer_shapes(onnx.load(str(file)))
    import contextlib
    import io

    import onnx_tool

    def profile():
        with contextlib.redirect_stdout(io.StringIO()):
            onnx_tool.model_profile(str(file))

    return profile


def measure(tool, file, times):
    read = reader(tool, file)
    taken = []
    for _ in range(times + 1):
        start = time.perf_counter()
        read()
        taken.append(1000 * (time.perf_counter() - start))
    status = Path("/proc/self/status").read_text()  # of this program alone: what its parent held does not count
    peak = int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) // 1024
    print(json.dumps({"first": taken[0], "warm": statistics.median(taken[1:]), "peak": peak}))


def theirs(tool, file, times):
    command = [sys.executable, __file__, "--measure", tool, "--times", str(times), str(file)]
    done = subprocess.run(command, capture_output=True, text=True)
    return json.loads(done.stdout.strip().splitlines()[-1]) if done.returncode == 0 else None


def layerbook(file, classpath):
    classes = f"target/bench-classes:target/classes:{classpath}"
    command = ["java", "-Xmx64m", "-XX:+UseSerialGC", "-cp", classes, "OnnxBench", str(file)]
    text = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    found = dict(re.findall(r"(\w+)=([\d.]+)", text))
    return {"first": float(found["first_ms"]), "warm": float(found["warm_ms"]), "peak": int(found["peak_mb"])}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", default="target/onnx", type=Path)
    parser.add_argument("--times", default=3, type=int)
    parser.add_argument("--classpath", default="")
    parser.add_argument("--measure", default="")
    parser.add_argument("names", nargs="*", default=["vgg16", "resnet50", "vit_b_16"])
    options = parser.parse_args()
    if options.measure:
        return measure(options.measure, options.names[0], options.times)
    classpath = options.classpath or (ROOT / "target/classpath.txt").read_text().strip()
    options.folder.mkdir(parents=True, exist_ok=True)
    missed = []
    for name in options.names:
        file = written(name, options.folder)
        ours = layerbook(file, classpath)
        print(f"{name}: {file.stat().st_size / 2**20:.0f} MiB")
        print(f"  Layerbook  first {ours['first']:8.1f} ms  warm {ours['warm']:8.2f} ms  {ours['peak']:5d} MB")
        for tool in ("onnx", "onnx-tool"):
            other = theirs(tool, file, options.times)
            if other is None:
                print(f"  {tool:10} fails")
                continue
            faster, less = other["warm"] / ours["warm"], other["peak"] / max(1, ours["peak"])
            print(
                f"  {tool:10} first {other['first']:8.1f} ms  warm {other['warm']:8.2f} ms  {other['peak']:5d} MB"
                f"  {faster:.0f} x the time, {less:.1f} x the memory; first {other['first'] / ours['first']:.0f} x"
            )
            if tool == "onnx" and (
                faster < TIME_BOUND.get(name, OTHER_TIME_BOUND) or less < MEMORY_BOUND.get(name, 0)
            ):
                missed.append(name)
    if missed:
        print("missed: " + ", ".join(missed))
        sys.exit(1)


if __name__ == "__main__":
    main()
