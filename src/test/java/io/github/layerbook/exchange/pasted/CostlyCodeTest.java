package io.github.layerbook.exchange.pasted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

  @ParameterizedTest
  @ValueSource(
      strings = {" ", "\n", " \n", "x = = 3\n", "int('a')\n", "foo.bar(3)\n", "nn.ReLU()\n"})
  void whatIsRepeatedManyTimesIsReadOnce(String repeated) {
    String text = IMPORTS + repeated.repeat(5_000) + "\nnet = nn.Sequential(nn.Linear(3, 4))\n";
    assertEquals(16, Totals.of(all(text).get(0).network().orElseThrow()).parameters());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3000})
  void classesAreFoundHoweverManyThereAre(int classes) {
    String text =
        IntStream.range(0, classes)
            .mapToObj("class A%d(nn.Module):\n  def forward(self, x): return x\n"::formatted)
            .collect(Collectors.joining());
    String net =
        "class Net(nn.Sequential):\n  def __init__(self): super().__init__(nn.Linear(3, 4))\n";
    ReadNetwork last = ReadNetwork.first(all(IMPORTS + text + net + "net = Net()\n"));
    assertEquals(16, Totals.of(last.network().orElseThrow()).parameters());
  }

  @Test
  void channelsThatGrowBeyondAllNumbersAreOneMessage() {
    String net =
        """
        class Net(nn.Module):
            def forward(self, x):
                for i in range(100): x = torch.cat([x, x], 1)
                return x
        """;
    assertFalse(all(IMPORTS + net).get(0).problems().isEmpty());
  }
}
