package io.github.layerbook.exchange.pasted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.notation.NotationException;
import org.junit.jupiter.api.Test;

/** The notation reads pasted texts that it does not write itself. */
class PastedReaderTest {
  @Test
  void theNotationReadsCodeThatItRefuses() {
    Network net =
        Notation.standard()
            .parse(
                "net",
                """
                import torch.nn as nn
                net = nn.Sequential(nn.Linear(784, 100), nn.ReLU(), nn.Linear(100, 10))
                """)
            .network();
    assertEquals("net", net.name());
    assertEquals(79_510, Totals.of(net).parameters());
  }

  @Test
  void codeThatCannotBeReadIsSaidToBeCodeOnItsLine() {
    NotationException error =
        assertThrows(
            NotationException.class,
            () ->
                Notation.standard()
                    .parse("import torch.nn as nn\nnet = nn.Sequential(nn.Linear(784))\n"));
    assertEquals(2, error.line());
    assertTrue(error.problem().startsWith("this is PyTorch code: "), error.problem());
    assertTrue(error.fix().contains("PastedText.read"), error.fix());
  }

  @Test
  void aMistakeInTheNotationStaysOne() {
    NotationException error =
        assertThrows(
            NotationException.class,
            () -> Notation.standard().parse("input 32x32x3\nconv3-8\nnn.Linear(3, 4"));
    assertEquals(3, error.line());
    assertTrue(!error.problem().contains("this is"), error.problem());
  }

  @Test
  void aloneTheNotationReadsNothingElse() {
    assertThrows(
        NotationException.class,
        () -> Notation.standard().alone().parse("net = nn.Sequential(nn.Linear(784, 10))"));
  }
}
