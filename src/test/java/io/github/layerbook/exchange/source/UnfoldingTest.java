package io.github.layerbook.exchange.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.keras.source.KerasSource;
import io.github.layerbook.exchange.onnx.source.OnnxSource;
import io.github.layerbook.exchange.pytorch.source.TorchSource;
import io.github.layerbook.layer.Composite;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.vocabulary.Vocabulary;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.size.Size;
import io.github.layerbook.zoo.Zoo;
import org.junit.jupiter.api.Test;

/** A layer of several steps that a framework does not have is written as these steps. */
class UnfoldingTest {
  private static final Notation NOTATION =
      Notation.standard()
          .with(
              Vocabulary.builtIn()
                  .with(GatedMlp.class)
                  .with(Twice.class)
                  .with(Repeated.class)
                  .with(Viewed.class));

  /** Two layers side by side, one of which opens and closes the other. */
  @Word(value = "gatedmlp", title = "gated MLP")
  record GatedMlp(Size hidden) implements Composite {
    @Override
    public void compose(Steps steps) {
      steps.add("gate", new Linear(hidden, false, null));
      Steps.Value gate = steps.add(Activation.of(Activation.Kind.SILU));
      Steps.Value up = steps.add("up", new Linear(hidden, false, null), steps.input());
      steps.add("product", Merge.of(Merge.Kind.MULTIPLY), gate, up);
      steps.add("down", new Linear(steps.input().shape().channels().size(), false, null));
    }
  }

  /** A layer of layers of several steps. */
  @Word(value = "twice", title = "twice")
  record Twice(Size hidden) implements Composite {
    @Override
    public void compose(Steps steps) {
      steps.add("first", new GatedMlp(hidden));
      Steps.Value second = steps.add("second", new GatedMlp(hidden));
      steps.add("sum", Merge.of(Merge.Kind.ADD), steps.input(), second);
    }
  }

  /** One layer whose work is done several times, which no step says. */
  @Word(value = "repeated", title = "repeated")
  record Repeated() implements Composite {
    @Override
    public void compose(Steps steps) {
      steps.add("fc", Linear.of(4));
      steps.repeat(Size.of(3));
    }
  }

  /** A step that is no layer. */
  @Word(value = "viewed", title = "viewed")
  record Viewed() implements Composite {
    @Override
    public void compose(Steps steps) {
      steps.view(steps.input(), steps.input().shape());
    }
  }

  private static Network network(String layers) {
    return NOTATION.parse("network mine\ninput 10x8\n" + layers).network();
  }

  private static void assertSameCosts(Network network, String code) {
    Report back = Report.of(Notation.standard().parse(code).network());
    Report own = Report.of(network);
    assertEquals(
        own.total(Quantity.PARAMETERS).value(), back.total(Quantity.PARAMETERS).value(), code);
    assertEquals(
        own.total(Quantity.MULTIPLY_ADDS).value(),
        back.total(Quantity.MULTIPLY_ADDS).value(),
        code);
  }

  @Test
  void aUsersCompositeIsWrittenInEveryFramework() {
    Network network = network("gatedmlp 16\ntwice 12\nrelu\nlinear 3");
    assertSameCosts(network, TorchSource.of(network));
    assertSameCosts(network, KerasSource.of(network));
    Report unfolded = Report.of(OnnxSource.expanded(network));
    assertEquals(
        Report.of(network).total(Quantity.PARAMETERS).value(),
        unfolded.total(Quantity.PARAMETERS).value());
    assertTrue(OnnxSource.of(network).length > 4 * unfolded.total(Quantity.PARAMETERS).value());
  }

  @Test
  void stepsStandInABlockOfTheLayersNameAndAreReadInItsPlace() {
    Network unfolded = Unfolding.of(network("twice 4\nrelu"), TorchSource.dialect());
    assertEquals(
        "input twice1.first.gate twice1.first.activation twice1.first.up twice1.first.product"
            + " twice1.first.down twice1.second.gate twice1.second.activation twice1.second.up"
            + " twice1.second.product twice1.second.down twice1.sum relu1",
        String.join(" ", unfolded.nodes().stream().map(node -> node.path()).toList()));
    assertEquals("[twice1.sum]", unfolded.nodes().get(12).inputs().toString());
  }

  @Test
  void sharedWeightsStayShared() {
    Network network = network("gatedmlp 4\ngatedmlp 4 weights of gatedmlp1");
    Network unfolded = Unfolding.of(network, TorchSource.dialect());
    assertEquals(
        Report.of(network).total(Quantity.PARAMETERS).value(),
        Report.of(unfolded).total(Quantity.PARAMETERS).value());
  }

  @Test
  void whatTheDialectHasStaysAsItIs() {
    Network network = Zoo.network("vit_b_16");
    assertSame(network, Unfolding.of(network, TorchSource.dialect()));
  }

  @Test
  void whatIsMoreThanItsStepsIsRefusedByName() {
    for (String word : new String[] {"repeated", "viewed"}) {
      String refusal =
          assertThrows(NotExpressibleException.class, () -> TorchSource.of(network(word)))
              .getMessage();
      assertTrue(String.valueOf(refusal).contains("PyTorch has no layer for " + word), refusal);
    }
  }
}
