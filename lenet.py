# lenet, written by Layerbook.

from collections import OrderedDict

import torch
from torch import nn


lenet = nn.Sequential(OrderedDict([
    ("conv1", nn.Sequential(OrderedDict([
        ("conv1_1", nn.Conv2d(1, 6, 5)),
        ("pool1", nn.MaxPool2d(2)),
    ]))),
    ("conv2", nn.Sequential(OrderedDict([
        ("conv2_1", nn.Conv2d(6, 16, 5)),
        ("pool2", nn.MaxPool2d(2)),
    ]))),
    ("fc1_flatten", nn.Flatten()),
    ("fc1", nn.Linear(400, 120)),
    ("fc2", nn.Linear(120, 84)),
    ("fc3", nn.Linear(84, 10)),
]))


if __name__ == "__main__":
    x = torch.zeros(1, 1, 32, 32)
    print(lenet(x))
