package io.github.layerbook.notebook.ijava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.notebook.Session;
import io.github.layerbook.report.Quantity;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The session on IJava's kernel interface, with JShell behind it. */
class IJavaSessionTest {
  private static final String TINY =
      "Network tiny = Network.named(\"tiny\").input(4, 4, 1).convolution(3, 2).build();";

  private IJavaStandIn kernel;
  private Session session;

  @BeforeEach
  void start() throws Exception {
    kernel = new IJavaStandIn();
    session = Layerbook.install(kernel, kernel.magics());
  }

  @AfterEach
  void stop() {
    session.close();
    kernel.close();
  }

  @Test
  void aMagicsValueIsDisplayedByHand() {
    kernel.eval(TINY);
    kernel.eval("%network tiny");
    assertEquals(1, kernel.displays().size());
    assertTrue(
        String.valueOf(kernel.displays().get(0).getData(MIMEType.TEXT_PLAIN)).contains("tiny"));
  }

  @Test
  void definitionsAreDeclaredFoundAndUndone() {
    kernel.eval(TINY);
    session.define("other", session.network("tiny"));
    session.define("other", session.network("tiny").withoutBiases());
    assertEquals(session.network("tiny").withoutBiases(), session.network("other"));
    session.undo("other");
    assertEquals(session.network("tiny"), session.network("other"));
    assertEquals(java.util.Set.of("other", "tiny"), session.networks().keySet());
  }

  @Test
  void frozenLayersAreKnownToSummariesClaimsAndSweeps() {
    kernel.eval("%zoo resnet18");
    String shown = String.valueOf(session.freeze("resnet18", "*,-fc").display());
    assertEquals(513_000, session.entry("resnet18").report().total(Quantity.TRAINABLE).value());
    assertEquals(11_176_512, session.entry("resnet18").report().total(Quantity.FROZEN).value());
    assertEquals(
        List.of("holds", "holds", "holds"),
        session
            .check(
                "resnet18",
                "Trainable params: 513,000\n11,176,512 Non-trainable params\nTotal: 11,689,512",
                false)
            .stringColumn("Verdict")
            .asList(),
        shown);
    session.freeze("resnet18", "");
    assertEquals(0, session.entry("resnet18").report().total(Quantity.FROZEN).value());
    assertEquals(1, session.networks().size());
  }

  @Test
  void whatACellDoesToAVariableIsSeen() {
    kernel.eval(TINY);
    session.network("tiny");
    kernel.eval("tiny = tiny.withoutBiases();");
    assertTrue(session.network("tiny").toString().contains("bias=false"));
    kernel.eval("int tiny = 3;");
    assertThrows(Error.class, () -> session.network("tiny"));
  }

  @Test
  void withoutIJavaInstallingSaysSoInsteadOfThrowing() {
    PrintStream before = System.err;
    var heard = new ByteArrayOutputStream();
    System.setErr(new PrintStream(heard, true, StandardCharsets.UTF_8));
    try {
      Layerbook.install();
    } finally {
      System.setErr(before);
    }
    assertTrue(
        heard.toString(StandardCharsets.UTF_8).startsWith("Layerbook could not be installed"));
  }
}
