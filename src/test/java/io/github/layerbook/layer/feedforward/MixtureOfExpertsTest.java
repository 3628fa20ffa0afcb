package io.github.layerbook.layer.feedforward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.size.Size;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All experts are held, and a token's work is that of the ones it takes. */
class MixtureOfExpertsTest {
  private static final Shape SEQUENCE = Shape.maps(Size.of(32), List.of(Size.of(10)));

  private static Declaration mixture(long experts, long top) {
    return Options.of(Options.make(MixtureOfExperts.class, Size.of(experts)))
        .with(MixtureOfExperts::hidden, Size.of(48))
        .with(MixtureOfExperts::top, Size.of(top))
        .layer()
        .on(List.of(SEQUENCE));
  }

  private static long multiplyAdds(Declaration declaration) {
    return declaration.work().stream()
        .filter(work -> work.kind() == Work.Kind.MULTIPLY_ADDS)
        .mapToLong(work -> work.count().value())
        .sum();
  }

  private static long parameters(Declaration declaration) {
    return declaration.tensors().stream()
        .filter(Tensor::isParameter)
        .mapToLong(tensor -> tensor.count().value())
        .sum();
  }

  /** Each expert is a gated feed-forward layer; the router is a matrix of the width by experts. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 7, 16})
  void expertsAreGatedFeedForwardLayers(long top) {
    Declaration one = FeedForward.gated(Size.of(48), Activation.Kind.SILU).on(List.of(SEQUENCE));
    Declaration all = mixture(16, top);
    assertEquals(16 * parameters(one) + 32 * 16, parameters(all));
    assertEquals(top * multiplyAdds(one) + 10 * 32 * 16, multiplyAdds(all));
  }

  @Test
  void aTokenUsesTheExpertsThatItTakesAndAllElse() {
    Network network =
        Notation.standard()
            .parse("input 10x32\nmoe 16-48 top=3 shared=64 sharedgate=true\nlinear 5")
            .network();
    Report report = Report.of(network);
    long each = 3 * 32 * 48;
    assertEquals(
        report.total(Quantity.PARAMETERS).value() - (16 - 3) * each,
        report.total(Quantity.ACTIVE).value());
  }

  @Test
  void moreThanThereAreCannotBeTaken() {
    String message =
        String.valueOf(assertThrows(LayerException.class, () -> mixture(4, 5)).getMessage());
    assertTrue(message.contains("top") && message.contains("experts"), message);
  }
}
