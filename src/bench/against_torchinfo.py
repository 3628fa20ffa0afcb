"""Times the analysis of networks by Layerbook and by torchinfo on the meta device, in one run.

    mvn -q compile
    python src/bench/against_torchinfo.py vgg16 resnet50 densenet121 vit_b_16

The Python that runs it needs torch, torchvision and torchinfo, in an environment of their own.
Both sides go from the definition to the totals of parameters and multiply-adds, warm: Layerbook
builds the network each time, torchinfo gets a model that is built already.
"""

import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def layerbook(names):
    """Medians in milliseconds by name, as AnalysisBench prints them."""
    command = ["java", "-cp", "target/classes", "src/bench/AnalysisBench.java", *names]
    text = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return {name: float(ms) for name, ms in re.findall(r"^(\S+) +\d+ nodes +([\d.]+) ms", text, re.M)}


def torchinfo(name, times=9):
    """The median in milliseconds of torchinfo's summary of a model on the meta device."""
    import torch
    import torchinfo as info
    import torchvision

    torch.set_num_threads(1)
    with torch.device("meta"):
        model = torchvision.models.get_model(name, weights=None)
    side = 299 if name.startswith("inception") else 224
    image = torch.empty(1, 3, side, side, device="meta")

    def once():
        start = time.perf_counter()
        info.summary(model.eval(), input_data=image, device="meta", verbose=0)
        return 1000 * (time.perf_counter() - start)

    once()
    return statistics.median(once() for _ in range(times))


def main():
    names = sys.argv[1:] or ["vgg16", "resnet50", "densenet121", "vit_b_16"]
    ours = layerbook(names)
    print(f"{'network':22} {'Layerbook':>12} {'torchinfo':>12} {'ratio':>8}")
    for name in names:
        theirs = torchinfo(name)
        print(f"{name:22} {ours[name]:9.3f} ms {theirs:9.1f} ms {theirs / ours[name]:7.0f}x")


if __name__ == "__main__":
    main()
