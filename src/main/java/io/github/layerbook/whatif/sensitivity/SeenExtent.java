package io.github.layerbook.whatif.sensitivity;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Window;
import io.github.layerbook.receptive.ReceptiveField;
import io.github.layerbook.receptive.ReceptiveFields;
import io.github.layerbook.receptive.ReceptiveFields.Extent;
import io.github.layerbook.receptive.ReceptiveFields.Seen;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.size.SharedFold;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Unit;
import java.util.BitSet;
import java.util.stream.Stream;

/** The receptive field as a quantity: that of the last layer which sees a window of the input. */
final class SeenExtent {
  static final Quantity QUANTITY =
      Quantity.ofNetwork(
              "Receptive field",
              Unit.COUNT,
              report -> Size.of(windows(report).reduce((first, last) -> last).orElse(0L)))
          .alone()
          .meaning("positions that the last layer with a window sees along an axis of the input");

  private SeenExtent() {}

  /** Returns whether some layer sees more than one position, and not all. */
  static boolean isKnown(Report report) {
    return windows(report).anyMatch(extent -> extent > 1);
  }

  private static Stream<Long> windows(Report report) {
    return ReceptiveFields.of(report.network()).all().stream()
        .filter(seen -> seen.extent() == Extent.WINDOW)
        .map(SeenExtent::widest);
  }

  private static long widest(Seen seen) {
    return seen.axes().stream().mapToLong(ReceptiveField::extent).max().orElse(0);
  }

  /** Returns which steps change what some layer sees, so that all fields are to be found anew. */
  static BitSet changed(Report open, SharedFold<Perturbed> fold) {
    BitSet changed = new BitSet();
    open.network()
        .applied()
        .forEach(
            layer ->
                windows(layer.declaration())
                    .flatMap(window -> Stream.of(window.taps(), window.dilation(), window.step()))
                    .filter(size -> !size.isKnown())
                    .forEach(size -> fold.of(size).steps().forEach(changed::set)));
    return changed;
  }

  /** The windows of a layer and of the steps that it is made of. */
  private static Stream<Window> windows(Declaration declaration) {
    return Stream.concat(
        declaration.fieldOfView().windows().stream(),
        declaration.composition().parts().stream().flatMap(part -> windows(part.declaration())));
  }
}
