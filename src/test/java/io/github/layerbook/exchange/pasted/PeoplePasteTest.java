package io.github.layerbook.exchange.pasted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Code is read however it was copied: cut, indented, numbered, between prose and outputs. */
class PeoplePasteTest {
  private static final String SMALL =
      """
      class Net(nn.Module):
          def __init__(self):
              super().__init__()
              self.conv = nn.Conv2d(3, 8, 3)
              self.fc = nn.Linear(8 * 15 * 15, 10)

          def forward(self, x):
              x = F.max_pool2d(F.relu(self.conv(x)), 2)
              return self.fc(x.view(x.size(0), -1))
      """;

  private static final long PARAMETERS = 3 * 8 * 9 + 8 + 8 * 15 * 15 * 10 + 10;

  private static ReadNetwork read(String text) {
    return PastedText.read(text, ReadingOptions.NONE);
  }

  private static long parameters(String text) {
    ReadNetwork read = read(text);
    assertTrue(read.network().isPresent(), () -> read.problems().toString());
    assertEquals(List.of(), read.problems());
    return Totals.of(read.network().orElseThrow()).parameters();
  }

  @TestFactory
  Stream<DynamicTest> howItWasCopiedDoesNotMatter() {
    String[] lines = SMALL.split("\n", -1);
    StringBuilder numbered = new StringBuilder();
    StringBuilder prompted = new StringBuilder();
    StringBuilder cells = new StringBuilder();
    for (int i = 0; i < lines.length - 1; i++) {
      numbered.append(i + 1).append("  ").append(lines[i]).append('\n');
      prompted.append(i == 0 ? ">>> " : "... ").append(lines[i]).append('\n');
      cells.append(i == 0 ? "In [3]: " : "   ...: ").append(lines[i]).append('\n');
    }
    return Stream.of(
            SMALL,
            SMALL.replace("\n", "\r\n"),
            SMALL.replace("    ", "\t"),
            SMALL.indent(4),
            SMALL.indent(7),
            numbered.toString(),
            prompted + ">>> net = Net()\n>>> net\nNet(\n  (conv): Conv2d(3, 8)\n)\n",
            cells + "\nIn [4]: Net()\nOut[4]: \nNet(\n  (conv): Conv2d(3, 8)\n)\n",
            "```python\n" + SMALL + "```\n",
            "Hello, here is my network:\n\n" + SMALL + "\nHow many parameters does it have?\n",
            "# 输入是彩色图像\n" + SMALL + "# вход: картинка\n",
            "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n" + SMALL,
            "from torch import nn\nimport numpy as np\n"
                + SMALL
                + "net = Net().cuda()\nprint(net)\n",
            SMALL + "net = Net()\nnet.to(device)\nout = net(torch.randn(4, 3, 32, 32))\n",
            SMALL + "from torchsummary import summary\nsummary(Net().to('cuda'), (3, 32, 32))\n",
            SMALL + "model = nn.DataParallel(Net())\nsummary(model, input_size=(16, 3, 32, 32))\n",
            SMALL + "net = Net()\nassert net(torch.zeros(1, 3, 32, 32)).shape == (1, 10)\n",
            SMALL
                + "for epoch in range(10):\n    for x, y in loader:\n        loss = f(net(x), y)\n",
            SMALL.replace("8 * 15 * 15, 10)", "8 * 15 * 15, 10)\n        self.apply(init)"),
            SMALL.lines().skip(1).reduce("", (a, b) -> a + b.replaceFirst("^ {4}", "") + "\n"))
        .map(
            text ->
                dynamicTest(
                    text.substring(0, Math.min(40, text.length())).strip(),
                    () -> assertEquals(PARAMETERS, parameters(text))));
  }

  @TestFactory
  Stream<DynamicTest> wholePastesGiveTheirParameters() {
    return Stream.of(
            List.of("people/training-loop.txt", 62_006L),
            List.of("people/indented-unet.txt", 483_458L),
            List.of("people/text-lstm.txt", 2_810_657L),
            List.of("people/written-out-attention.txt", 168_192L))
        .map(
            paste ->
                dynamicTest(
                    paste.get(0).toString(),
                    () -> assertEquals(paste.get(1), parameters(text(paste.get(0).toString())))));
  }

  private static String text(String name) throws IOException {
    return Pasted.text(name);
  }

  @Test
  void aBracketThatIsNeverClosedIsReadAsIfItWere() {
    ReadNetwork read = read("net = nn.Sequential(\n  nn.Linear(8, 4),\n  nn.ReLU(),\n");
    assertEquals(36, Totals.of(read.network().orElseThrow()).parameters());
    assertTrue(read.notes().toString().contains("line 1: a bracket"), read.notes()::toString);
  }

  @Test
  void theSizeThatFitsTheNumbersIsFoundAndSaid() {
    ReadNetwork read = read(SMALL);
    assertTrue(read.notes().toString().contains("3x32x32 is taken: the numbers of the text fit"));
  }

  @TestFactory
  Stream<DynamicTest> whatIsNotUnderstoodIsNamedByItsLine() {
    return Stream.of(
            new String[] {
              "net = nn.Sequential(\n    nn.Linear(hidden, 3))\n",
              "2",
              "`hidden` is not in the text"
            },
            new String[] {
              SMALL.replace("F.relu", "self.drop"), "8", "a Net has no attribute `drop`"
            },
            new String[] {
              SMALL.replace("super().__init__()", "super().__init__() ]"), "3", "is not understood"
            },
            new String[] {SMALL.replace("nn.Conv2d(3, 8, 3)", "nn.Conv2d(3)"), "4", "Conv2d needs"},
            new String[] {SMALL.replace("(self):", "(self, classes):"), "0", "`classes`"},
            new String[] {"import torch\nx = 3\n", "0", "no network is made in this text"})
        .map(
            each ->
                dynamicTest(
                    each[2],
                    () -> {
                      List<Problem> problems = read(each[0]).problems();
                      assertTrue(
                          problems.stream()
                              .anyMatch(
                                  problem ->
                                      problem.line() == Integer.parseInt(each[1])
                                          && problem.message().contains(each[2])),
                          problems::toString);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> nothingRunsForEver() {
    return Stream.of(
            "while True: pass\n",
            "def f(): return f()\nf()\n",
            "x = [0] * 10**12\n",
            "s = 'a' * 10**9\n",
            "x = [[0]]\nfor i in range(10**9): x = x + x\n",
            "x = 9 ** 9 ** 9\n",
            "class Net(nn.Module):\n  def forward(self, x):\n    return self(x)\n",
            "class Net(nn.Module):\n  def forward(self, x):\n    while True: x = F.relu(x)\n",
            "x = " + "(".repeat(5000) + "1" + ")".repeat(5000) + "\n",
            "x = " + "[".repeat(3000) + "\n",
            "x = " + "not ".repeat(5000) + "1\n",
            "x = 1" + " + 1".repeat(20000) + "\n")
        .map(
            text ->
                dynamicTest(
                    text.substring(0, Math.min(30, text.length())).toLowerCase(Locale.ROOT).strip(),
                    () -> assertTrue(!read("nn.ReLU\n" + text).problems().isEmpty())));
  }
}
