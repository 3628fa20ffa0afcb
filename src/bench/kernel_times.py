"""Measures what a reader waits for: the Layerbook kernel against the bare JJava kernel, in the same run.

Usage: bash binder/start --prepare && .venv/bin/python src/bench/kernel_times.py [--rounds 5] [--warm 30]
--rounds 0 leaves out the starts.

Start: from launching the kernel's process to the result of its first cell. For Layerbook that cell defines VGG-16 from the
lecture's table and shows its table; for JJava it is 1+1. The two alternate, so that noise of the machine meets both.
Warm: from sending a cell to the end of its answer: %summary vgg16 in the Layerbook kernel and 1+1 in JJava's, by turns.
What-if: in one Layerbook kernel with ResNet-152, %whatif, %diff and %fit by turns with 1+1.
Reported are medians, their range, and what has a bound: the ratios of start (1.0) and of %summary (0.3), and how much
longer each of the what-if commands takes than 1+1 (50 ms). Exit code 1 where one is exceeded.
"""

import argparse
import statistics
import sys
import time

from jupyter_client.manager import KernelManager

LECTURE = """%%network vgg16
INPUT: [224x224x3]        memory:  224*224*3=150K   weights: 0
CONV3-64: [224x224x64]  memory:  224*224*64=3.2M   weights: (3*3*3)*64 = 1,728
CONV3-64: [224x224x64]  memory:  224*224*64=3.2M   weights: (3*3*64)*64 = 36,864
POOL2: [112x112x64]  memory:  112*112*64=800K   weights: 0
CONV3-128: [112x112x128]  memory:  112*112*128=1.6M   weights: (3*3*64)*128 = 73,728
CONV3-128: [112x112x128]  memory:  112*112*128=1.6M   weights: (3*3*128)*128 = 147,456
POOL2: [56x56x128]  memory:  56*56*128=400K   weights: 0
CONV3-256: [56x56x256]  memory:  56*56*256=800K   weights: (3*3*128)*256 = 294,912
CONV3-256: [56x56x256]  memory:  56*56*256=800K   weights: (3*3*256)*256 = 589,824
CONV3-256: [56x56x256]  memory:  56*56*256=800K   weights: (3*3*256)*256 = 589,824
POOL2: [28x28x256]  memory:  28*28*256=200K   weights: 0
CONV3-512: [28x28x512]  memory:  28*28*512=400K   weights: (3*3*256)*512 = 1,179,648
CONV3-512: [28x28x512]  memory:  28*28*512=400K   weights: (3*3*512)*512 = 2,359,296
CONV3-512: [28x28x512]  memory:  28*28*512=400K   weights: (3*3*512)*512 = 2,359,296
POOL2: [14x14x512]  memory:  14*14*512=100K   weights: 0
CONV3-512: [14x14x512]  memory:  14*14*512=100K   weights: (3*3*512)*512 = 2,359,296
CONV3-512: [14x14x512]  memory:  14*14*512=100K   weights: (3*3*512)*512 = 2,359,296
CONV3-512: [14x14x512]  memory:  14*14*512=100K   weights: (3*3*512)*512 = 2,359,296
POOL2: [7x7x512]  memory:  7*7*512=25K  weights: 0
FC: [1x1x4096]  memory:  4096  weights: 7*7*512*4096 = 102,760,448
FC: [1x1x4096]  memory:  4096  weights: 4096*4096 = 16,777,216
FC: [1x1x1000]  memory:  1000 weights: 4096*1000 = 4,096,000
TOTAL memory: 24M * 4 bytes ~= 93MB / image (only forward! ~*2 for bwd)
TOTAL params: 138M parameters
"""
START_BOUND, WARM_BOUND, WHAT_IF_BOUND_MS = 1.0, 0.3, 50
WHAT_IF = {
    "%whatif resnet152 *.conv1.out*=0.5 *.conv2.out*=0.5": "60,192,808",
    "%diff resnet152 narrow": "60,192,808",
    "%fit resnet152 *.conv1.out,*.conv2.out --parameters 50M": "50M",
}


class Kernel:
    """A running kernel, and the seconds from its launch to its readiness for a cell."""

    def __init__(self, name):
        self.launched = time.perf_counter()
        self.manager = KernelManager(kernel_name=name)
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=120)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def run(self, code, expected):
        """Executes a cell; returns its seconds. Ends the program where the cell's text lacks what is expected."""
        begin = time.perf_counter()
        texts = []
        reply = self.client.execute_interactive(
            code, timeout=120, output_hook=lambda message: texts.append(str(message["content"]))
        )
        seconds = time.perf_counter() - begin
        if reply["content"]["status"] != "ok" or expected not in "".join(texts):
            sys.exit(f"{code.splitlines()[0]} did not answer with {expected}: {''.join(texts)[:2000]}")
        return seconds


def start(name, code, expected):
    with Kernel(name) as kernel:
        kernel.run(code, expected)
        return time.perf_counter() - kernel.launched


def warm(rounds):
    with Kernel("layerbook") as kernel, Kernel("java") as bare:
        kernel.run(LECTURE, "138,357,544")
        pairs = [(kernel.run("%summary vgg16", "138,357,544"), bare.run("1+1", "2")) for _ in range(rounds)]
    return zip(*pairs[rounds // 3 :])


def what_if(rounds):
    """The seconds of each what-if command, and of as many bare cells between them."""
    with Kernel("layerbook") as kernel:
        kernel.run("%zoo resnet152", "60,192,808")
        kernel.run("%whatif resnet152 *.conv1.out*=0.5 *.conv2.out*=0.5 --as narrow", "60,192,808")
        seconds = {command: [] for command in ("1+1", *WHAT_IF)}
        for _ in range(rounds):
            for command, expected in WHAT_IF.items():
                seconds["1+1"].append(kernel.run("1+1", "2"))
                seconds[command].append(kernel.run(command, expected))
    return {command: times[len(times) // 3 :] for command, times in seconds.items()}


def line(name, seconds):
    median, low, high = statistics.median(seconds), min(seconds), max(seconds)
    print(f"  {name}  {median * 1000:8.1f} ms  ({low * 1000:.1f} to {high * 1000:.1f}, {len(seconds)} rounds)")


def report_extra(subjects, reference):
    print("Warm what-if commands on ResNet-152, beyond a warm 1+1")
    line("1+1      ", reference)
    kept = True
    for command, seconds in subjects.items():
        extra = (statistics.median(seconds) - statistics.median(reference)) * 1000
        kept &= extra <= WHAT_IF_BOUND_MS
        line(command.split()[0].ljust(9), seconds)
        print(f"  beyond     {extra:8.1f} ms  bound {WHAT_IF_BOUND_MS}: {'kept' if extra <= WHAT_IF_BOUND_MS else 'EXCEEDED'}")
    return kept


def report(title, subject, reference, bound):
    ratio = statistics.median(subject) / statistics.median(reference)
    print(title)
    line("Layerbook", subject)
    line("reference", reference)
    print(f"  ratio      {ratio:8.2f}     bound {bound}: {'kept' if ratio <= bound else 'EXCEEDED'}")
    return ratio <= bound


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="starts of each kernel")
    parser.add_argument("--warm", type=int, default=30, help="warm cells of each kind, the first third not counted")
    options = parser.parse_args()
    pairs = [(start("layerbook", LECTURE, "138,357,544"), start("java", "1+1", "2")) for _ in range(options.rounds)]
    kept = True
    if pairs:
        kept &= report("Start to first table, against JJava's start to its first 1+1", *zip(*pairs), START_BOUND)
    kept &= report("Warm %summary vgg16, against JJava's warm 1+1", *map(list, warm(options.warm)), WARM_BOUND)
    times = what_if(options.warm)
    reference = times.pop("1+1")
    kept &= report_extra(times, reference)
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
