"""Times the library that builds models from configurations, on its meta device, and Layerbook.

    mvn -q compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
    python src/bench/against_transformers.py

The same configurations, from the file's fields to all parameters counted; the ratio of medians.
Needs torch and transformers.
"""
import re
import statistics
import subprocess
import time

import torch
from transformers import AutoModelForCausalLM, CONFIG_MAPPING

MODELS = {
    "llama3_405b": ("llama", dict(
        hidden_size=16384, intermediate_size=53248, num_attention_heads=128, num_hidden_layers=126,
        num_key_value_heads=8, vocab_size=128256)),
    "deepseek_v3": ("deepseek_v3", {}),
}


def transformers_milliseconds(kind, fields):
    times = []
    for _ in range(3):
        start = time.perf_counter()
        with torch.device("meta"):
            model = AutoModelForCausalLM.from_config(CONFIG_MAPPING[kind](**fields))
        sum(p.numel() for p in model.parameters())
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def main():
    classpath = "target/classes:" + open("target/classpath.txt").read().strip()
    out = subprocess.run(
        ["java", "-cp", classpath, "src/bench/AnalysisBench.java", *MODELS],
        check=True, capture_output=True, text=True).stdout
    for name, (kind, fields) in MODELS.items():
        ours = float(re.search(name + r"\s+\d+ nodes\s+([\d.]+) ms", out).group(1))
        theirs = transformers_milliseconds(kind, fields)
        print(f"{name}: transformers {theirs:,.0f} ms, Layerbook {ours:.2f} ms, {theirs / ours:,.0f} times")


if __name__ == "__main__":
    main()
