package io.github.layerbook.notation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.vocabulary.Vocabulary;
import io.github.layerbook.network.Interruption;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Unit;
import io.github.layerbook.view.table.SummaryTable;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Long definitions and tables are given up at an interrupt, at the layer where it comes. */
class InterruptedReadingTest {
  private static final AtomicInteger READ = new AtomicInteger();

  /** A layer that interrupts its reader as it is read. */
  @Word(value = "fuse", title = "fuse")
  record Fuse() implements Layer {
    Fuse {
      READ.incrementAndGet();
      Thread.currentThread().interrupt();
    }

    @Override
    public Declaration on(List<Shape> inputs) {
      return Declaration.of(inputs.get(0));
    }
  }

  @Test
  void aTextIsReadNoFurther() {
    Notation notation = Notation.standard().with(Vocabulary.builtIn().with(Fuse.class));
    READ.set(0);
    String text = "input 8x8x3\nrelu\n" + "block a {\nfuse\n}\n".repeat(20);
    assertThrows(Interruption.class, () -> notation.parse(text));
    assertTrue(Thread.interrupted());
    assertEquals(1, READ.get());
  }

  @Test
  void aTableIsMadeNoFurther() {
    Network network = Notation.standard().parse("input 8x8x3\n" + "relu\n".repeat(40)).network();
    AtomicInteger rows = new AtomicInteger();
    Quantity fuse =
        Quantity.of(
            "Fuse",
            Unit.COUNT,
            row -> {
              if (rows.incrementAndGet() == 7) {
                Thread.currentThread().interrupt();
              }
              return Size.of(1);
            });
    assertThrows(
        Interruption.class,
        () -> SummaryTable.of(Report.of(network), AxisOrder.HWC, List.of(fuse)));
    assertTrue(Thread.interrupted());
    assertEquals(7, rows.get());
  }
}
