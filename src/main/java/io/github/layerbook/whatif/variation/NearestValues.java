package io.github.layerbook.whatif.variation;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Settings;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Unit;
import io.github.layerbook.whatif.edit.Edit;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.edit.OptionAddress;
import io.github.layerbook.whatif.edit.OptionChange;
import io.github.layerbook.whatif.edit.Values;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.Variant;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The values nearest to those that make a network impossible, with which it is possible: each
 * number among the changes is varied alone, by a sweep that finds which values have a network.
 */
final class NearestValues {
  private static final int AROUND = 4096;
  private static final Quantity NOTHING =
      Quantity.ofNetwork("Nothing", Unit.COUNT, report -> Size.of(0));

  private final Variation variation;
  private final List<String> found = new ArrayList<>();

  NearestValues(Variation variation) {
    this.variation = variation;
  }

  /** Says which values are possible, as a sentence; empty if no value of one change alone is. */
  String sentence() {
    for (int i = 0; i < variation.edits().size(); i++) {
      List<Edit> others = new ArrayList<>(variation.edits());
      Edit edit = others.remove(i);
      Blueprint rest = Edit.all(others, Blueprint.of(variation.before().network()));
      try {
        addValues(edit, rest);
      } catch (OptionException | ArithmeticException noNumbers) {
        // what is no number, or has no others near, has no nearest value
      }
    }
    return found.isEmpty() ? "" : "Nearest possible: " + String.join("; ", found);
  }

  private void addValues(Edit edit, Blueprint rest) {
    if (edit instanceof Edit.Option option && option.knob().kind() == Knob.Kind.SCALE) {
      factors(option.knob(), rest).ifPresent(found::add);
    } else if (edit instanceof Edit.Option option) {
      numbers(option.knob().name(), edit.of(rest)).ifPresent(found::add);
    } else if (edit instanceof Edit.Replacement || edit instanceof Edit.Insertion) {
      addOptions(edit, edit.of(rest));
    }
  }

  /** The options of a new layer. */
  private void addOptions(Edit edit, Blueprint changed) {
    Layer layer =
        edit instanceof Edit.Replacement replacement
            ? replacement.layer()
            : ((Edit.Insertion) edit).layer();
    for (int place = 0; place < changed.nodes().size(); place++) {
      if (changed.layer(place) == layer) {
        for (String option : LayerForm.of(layer).options()) {
          numbers(changed.nodes().get(place).path() + "." + option, changed).ifPresent(found::add);
        }
        return;
      }
    }
  }

  private Optional<String> numbers(String address, Blueprint changed) {
    List<Long> sizes = OptionChange.varied(changed, new OptionAddress(address).targets(changed));
    if (sizes.isEmpty()) {
      return Optional.empty();
    } else if (sizes.stream().distinct().count() > 1) {
      return factors(new Knob(Knob.Kind.SCALE, address, List.of("1")), changed);
    }
    long asked = sizes.get(0);
    long least = Math.max(0, asked - AROUND);
    List<String> near =
        nearest(address, LongStream.rangeClosed(least, asked + AROUND), changed, asked);
    if (near.isEmpty()) {
      near = nearest(address, LongStream.range(0, Values.MOST), changed, asked);
    }
    return sentence(address + " = ", near);
  }

  private List<String> nearest(String address, LongStream values, Blueprint changed, long asked) {
    Knob knob = Knob.set(address, values.filter(value -> value != asked).toArray());
    return nearest(knob, changed, new BigDecimal(asked));
  }

  private Optional<String> factors(Knob asked, Blueprint rest) {
    BigDecimal factor = Values.number(asked.values().get(0)).orElse(BigDecimal.ONE);
    List<String> values = new ArrayList<>();
    for (int i = 1; i < AROUND; i++) {
      values.add(
          factor.multiply(new BigDecimal(i)).movePointLeft(3).stripTrailingZeros().toPlainString());
    }
    Knob knob = new Knob(Knob.Kind.SCALE, asked.name(), values);
    return sentence(asked.name() + " *= ", nearest(knob, rest, factor));
  }

  private static Optional<String> sentence(String beginning, List<String> near) {
    return near.isEmpty() ? Optional.empty() : Optional.of(beginning + String.join(" or ", near));
  }

  /** The possible values next to one, below and above it; those that are there. */
  private List<String> nearest(Knob knob, Blueprint changed, BigDecimal asked) {
    Settings settings = variation.settings();
    Sweep sweep = Sweep.of(List.of(changed), settings, List.of(knob), List.of(NOTHING));
    Optional<String> below = Optional.empty();
    Optional<String> above = Optional.empty();
    for (Variant row :
        sweep.rows(0, sweep.isOneTape() ? sweep.size() : Math.min(sweep.size(), 64))) {
      String value = row.values().get(0);
      if (row.isValid() && new BigDecimal(value).compareTo(asked) < 0) {
        below = Optional.of(value);
      } else if (row.isValid() && above.isEmpty()) {
        above = Optional.of(value);
      }
    }
    return java.util.stream.Stream.of(below, above).flatMap(Optional::stream).toList();
  }
}
