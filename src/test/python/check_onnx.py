"""Checks exported ONNX models with ONNX's own checker and shape inference.

    java … io.github.layerbook.exchange.source.ExportedZoo DIR onnx   (writes the models and what we say)
    python src/test/python/check_onnx.py DIR > src/test/python/check_onnx.txt

Each model must be valid, its inferred output shapes ours, and its weights as many as our parameters,
whether it holds them as zeros or leaves them out. Needs onnx.
"""

import json
import math
import pathlib
import sys

import onnx


def check(path, expected):
    onnx.checker.check_model(str(path), full_check=True)
    model = onnx.shape_inference.infer_shapes(onnx.load(str(path)), strict_mode=True, data_prop=True)
    shapes = [
        sorted(dim.dim_value for dim in output.type.tensor_type.shape.dim if not dim.dim_param)
        for output in model.graph.output
    ]
    left_out = [
        (each.name, [dim.dim_value for dim in each.type.tensor_type.shape.dim])
        for each in model.graph.input
        if not any(dim.dim_param for dim in each.type.tensor_type.shape.dim)
    ]
    held = [
        (each.name, list(each.dims))
        for each in model.graph.initializer
        if each.data_type == onnx.TensorProto.FLOAT and "/" not in each.name
    ]
    buffers = set(expected["buffers"])
    weights = sum(
        math.prod(dims)
        for name, dims in left_out + held
        if name not in buffers and not name.rsplit(".", 1)[-1].startswith("running_")
    )
    found = {"parameters": weights, "outputs": shapes}
    return {key: (value, expected[key]) for key, value in found.items() if value != expected[key]}


def main():
    directory = pathlib.Path(sys.argv[1])
    expected = json.loads((directory / "expected.json").read_text())
    equal, lines = 0, []
    files = sorted(directory.glob("*.onnx"))
    for path in files:
        try:
            differences = check(path, expected[path.stem])
        except Exception as problem:
            differences = {type(problem).__name__: str(problem).strip().split("\n")[0][:300]}
        equal += not differences
        lines += [f"{path.stem}: {what}: {values}" for what, values in differences.items()]
    print(f"onnx {onnx.__version__}: {equal} of {len(files)} models are valid and agree")
    print("\n".join(lines))


main()
