package io.github.layerbook.exchange.pasted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code that would use up time or memory ends with one message. */
class CostlyCodeTest {
  private static final String IMPORTS =
      "import copy\nimport torch\nimport torch.nn as nn\nfrom torchvision import models\n";

  private static List<ReadNetwork> all(String text) {
    return PastedText.form(text).orElseThrow().readAll(text, ReadingOptions.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "net = nn.Linear(3, 4)\nfor i in range(3000): net = nn.Sequential(net)\n",
        "nets = [models.resnet152() for i in range(1000)]\n",
        "net = nn.Sequential(*[nn.ReLU() for i in range(30000)])\n",
        "x = 'a' * 10**9\nnet = nn.Sequential(nn.Linear(3, len(x)))\n",
        "x = 10**10**10\nnet = nn.Sequential(nn.Linear(3, x))\n",
        "class A(nn.Module):\n  def forward(self, x):\n    while True: x = x + 1\n",
      })
  void costlyCodeIsRefused(String code) {
    ReadNetwork read = all(IMPORTS + code).get(0);
    assertFalse(read.problems().isEmpty());
  }

  @Test
  void aDeepCopyKeepsWhatIsSharedAndHasWeightsOfItsOwn() {
    String net =
        """
        class Scale(nn.Module):
            def __init__(self):
                super().__init__()
                self.w = nn.Parameter(torch.ones(8))
            def forward(self, x):
                return x * self.w
        one = Scale()
        shared = []
        for i in range(40): shared = [shared, shared]
        many = copy.deepcopy(shared)
        net = nn.Sequential(nn.Linear(8, 8), one, copy.deepcopy(one))
        """;
    assertEquals(
        8 * 8 + 8 + 8 + 8,
        Totals.of(all(IMPORTS + net).get(0).network().orElseThrow()).parameters());
  }
}
