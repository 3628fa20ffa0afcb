package io.github.layerbook.whatif.play;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.report.Report;
import io.github.layerbook.whatif.edit.Dims;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.edit.OptionAddress;
import io.github.layerbook.whatif.edit.OptionAddress.Target;
import io.github.layerbook.whatif.edit.OptionChange;
import io.github.layerbook.whatif.edit.Values;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Finds where a slider starts: at the value that is nearest to what the network has. */
final class StartPosition {
  private StartPosition() {}

  /** The place of the value among those of the knob. */
  static int of(Knob knob, Report defined) {
    String own = own(knob, defined);
    int same = knob.values().indexOf(own);
    return same >= 0 ? same : Values.number(own).map(at -> nearest(knob, at)).orElse(0);
  }

  private static String own(Knob knob, Report defined) {
    return switch (knob.kind()) {
      case SCALE -> "1";
      case BATCH -> Long.toString(defined.settings().batch());
      case TYPE -> defined.settings().type().toString();
      case NETWORK -> defined.network().name();
      case DIM -> Long.toString(Dims.sizes(knob.name(), Blueprint.of(defined.network())).get(0));
      case WEIGHTS, CACHE, LAYERS, RANK -> knob.values().get(0);
      case SET -> option(knob, defined);
    };
  }

  /** What the first option has that the knob sets. */
  private static String option(Knob knob, Report defined) {
    Blueprint network = Blueprint.of(defined.network());
    Target target = new OptionAddress(knob.name()).targets(network).get(0);
    Layer layer = network.layer(target.node());
    List<Long> sizes = OptionChange.varied(layer, target);
    return sizes.isEmpty()
        ? LayerForm.of(layer).get(layer, target.option())
        : Long.toString(sizes.get(0));
  }

  /** The place of the nearest number; words are no number and never near. */
  private static int nearest(Knob knob, BigDecimal own) {
    int best = 0;
    Optional<BigDecimal> least = Optional.empty();
    for (int place = 0; place < knob.values().size(); place++) {
      Optional<BigDecimal> away =
          Values.number(knob.values().get(place)).map(value -> value.subtract(own).abs());
      if (away.isPresent() && (least.isEmpty() || away.get().compareTo(least.get()) < 0)) {
        best = place;
        least = away;
      }
    }
    return best;
  }
}
