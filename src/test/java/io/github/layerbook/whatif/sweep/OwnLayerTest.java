package io.github.layerbook.whatif.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.vocabulary.Vocabulary;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.size.Relation;
import io.github.layerbook.size.Size;
import io.github.layerbook.whatif.fit.Budget;
import io.github.layerbook.whatif.fit.Fit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A layer that a user declares is swept and searched as the built-in ones are. */
class OwnLayerTest {
  /** Two thin matrices beside a wide one, as in Hu et al. 2021, "LoRA", section 4.1. */
  @Word(value = "adapter", title = "adapter")
  record Adapter(Size rank, @Default("1") Size heads) implements Layer {
    @Override
    public Declaration on(List<Shape> inputs) {
      Shape input = inputs.get(0);
      Axis in = input.channels();
      Axis thin = new Axis("rank", "r", rank.named("r"));
      Tensor down = Tensor.weight("down", thin, List.of(in));
      Tensor up = Tensor.weight("up", in, List.of(thin));
      return Declaration.of(input)
          .with(down)
          .with(up)
          .with(Work.Kind.MULTIPLY_ADDS, Size.sum(List.of(down.count(), up.count())))
          .with(Requirement.positive("rank", rank))
          .with(new Requirement("rank", rank, Relation.MULTIPLE_OF, "heads", heads, "change one"));
    }
  }

  private static Network adapted() {
    return Notation.standard()
        .with(Vocabulary.builtIn().with(Adapter.class))
        .parse("adapted", "input 64\nfc 32\nadapter 4 heads=2\nfc 10")
        .network();
  }

  @Test
  void itsOptionsAreSweptWithWhatItRequires() {
    Sweep sweep =
        Sweep.of(adapted())
            .knob("adapter1.rank=0..16")
            .knob("adapter1.heads=1..4")
            .knob("fc1.out=8..64:+8")
            .measures(Quantity.PARAMETERS, Quantity.MULTIPLY_ADDS)
            .build();
    int valid = 0;
    for (long i = 0; i < sweep.size(); i++) {
      Variant row = sweep.row(i);
      assertEquals(sweep.problem(i).isEmpty(), row.isValid());
      if (row.isValid()) {
        valid++;
        Report single = sweep.report(i);
        assertEquals(
            List.of(
                single.total(Quantity.PARAMETERS).value(),
                single.total(Quantity.MULTIPLY_ADDS).value()),
            row.totals());
      }
    }
    assertEquals((16 + 8 + 5 + 4) * 8, valid);
  }

  @Test
  void theLargestOfItsOptionsThatKeepsABudgetIsFound() {
    Report before = Report.of(adapted());
    List<Budget> budgets = List.of(Budget.of(Quantity.PARAMETERS, "4K"));
    Fit fit = Fit.largest(before, "adapter1.rank:2", budgets);
    assertEquals(24, fit.value());
    assertEquals(2_410 + 64 * 24, fit.report().total(Quantity.PARAMETERS).value());
    assertEquals(26, fit.next().orElseThrow().value());
  }
}
