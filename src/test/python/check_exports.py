"""Runs the exported code of the whole zoo in the framework itself.

    java … io.github.layerbook.exchange.source.ExportedZoo DIR      (writes the code and what we say)
    python src/test/python/check_exports.py DIR [torch|keras] > src/test/python/check_exports.RESULTS

Parameters, output shapes and, for PyTorch, the multiply-adds of its FlopCounter must be ours. Nothing
is computed: PyTorch runs on its meta device, and Keras on PyTorch's. (Keras otherwise draws random
numbers for all weights, which took most of its time.) A network has five minutes. What is found stands
in DIR, a line for each network, and is not found again. Needs torch and torchvision, or torch and keras.
"""

import json
import math
import os
import pathlib
import signal
import sys
import time

os.environ.setdefault("KERAS_BACKEND", "torch")
os.environ.setdefault("KERAS_TORCH_DEVICE", "meta")
SECONDS = 300


def check_torch(path, expected):
    import torch
    from torch.nn.attention import SDPBackend, sdpa_kernel
    from torch.utils.flop_counter import FlopCounterMode

    def grouped(tokens, weights, *_, out_shape=None, **__):
        # PyTorch has no formula for it (torch/utils/flop_counter.py): a product with one matrix for each row.
        return 2 * tokens[0] * tokens[1] * weights[-1]


    torch.backends.mha.set_fastpath_enabled(False)
    code = path.read_text()
    with torch.device("meta"), torch.no_grad():
        scope = {"__name__": "exported"}
        exec(compile(code, str(path), "exec"), scope)
        name = [line.split(" = ")[0] for line in code.split("\n") if line and line[0].isalpha() and " = " in line][-1]
        model = scope[name].eval().requires_grad_(False)
        example = code.split('if __name__ == "__main__":\n')[1].split("    print")[0]
        inputs = dict(scope)
        exec("\n".join(line.strip() for line in example.split("\n")), inputs)
        names = [line.strip().split(" = ")[0] for line in example.split("\n") if " = " in line]
        counter = FlopCounterMode(display=False, custom_mapping={torch.ops.aten._grouped_mm: grouped})
        with counter, sdpa_kernel(SDPBackend.MATH):
            outputs = model(*[inputs[each] for each in names])
        outputs = outputs if isinstance(outputs, tuple) else (outputs,)
    found = {
        "parameters": sum(each.numel() for each in model.parameters()),
        "multiply_adds": counter.get_total_flops() // 2,
        "outputs": [sorted(each.shape[1:]) for each in outputs],
    }
    return {key: (value, expected[key]) for key, value in found.items() if value != expected[key]}


def check_keras(path, expected):
    import keras

    scope = {"__name__": "exported"}
    exec(compile(path.read_text(), str(path), "exec"), scope)
    model = [each for each in scope.values() if isinstance(each, keras.Model)][-1]
    shape = model.output_shape
    shapes = shape if isinstance(shape, list) else [shape]
    trained = sum(math.prod(weight.shape) for weight in model.trainable_weights)
    found = {"parameters": trained, "outputs": [sorted(each[1:]) for each in shapes]}
    keras.backend.clear_session()
    return {key: (value, expected[key]) for key, value in found.items() if value != expected[key]}


def main():
    directory = pathlib.Path(sys.argv[1])
    framework = sys.argv[2] if len(sys.argv) > 2 else "torch"
    only = sys.argv[3:]
    check = check_torch if framework == "torch" else check_keras
    version = __import__(framework).__version__
    expected = json.loads((directory / "expected.json").read_text())
    wanted = {
        name: each
        for name, each in expected.items()
        if (directory / f"{name}_{framework}.py").exists() and (not only or name in only)
    }
    record = directory / f"found_{framework}.jsonl"
    found = {}
    if record.exists() and record.stat().st_mtime < (directory / "expected.json").stat().st_mtime:
        record.unlink()  # of code that was written before
    if record.exists() and not only:
        found = dict(json.loads(line) for line in record.read_text().splitlines())
    start = time.time()
    for name in [each for each in wanted if each not in found]:
        path = directory / f"{name}_{framework}.py"
        found[name] = differences(check, path, wanted[name])
        with record.open("a") as lines:
            lines.write(json.dumps([name, found[name]]) + "\n")
    equal = sum(not found[name] for name in wanted)
    print(f"{framework} {version}: {equal} of {len(wanted)} networks agree")
    for name in wanted:
        for what, values in found[name].items():
            print(f"{name}: {what}: {values}")
    print(f"{time.time() - start:.0f} s", file=sys.stderr)


def differences(check, path, wanted):
    signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    try:
        return check(path, wanted)
    except Exception as problem:
        return {type(problem).__name__: str(problem).strip().split("\n")[-1][:300]}
    finally:
        signal.alarm(0)


def late(*_):
    raise TimeoutError(f"not done in {SECONDS} s")


main()
