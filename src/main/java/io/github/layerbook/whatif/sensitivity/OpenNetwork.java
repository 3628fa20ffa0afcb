package io.github.layerbook.whatif.sensitivity;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkException;
import io.github.layerbook.network.Node;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.size.Size;
import io.github.layerbook.size.SizeException;
import io.github.layerbook.whatif.edit.OptionAddress.Target;
import io.github.layerbook.whatif.edit.OptionChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network's analysis with symbols in the place of its options' sizes.
 *
 * @param report the analysis; its sizes that depend on an option are not known
 * @param options the options that are open
 */
record OpenNetwork(Report report, List<Opening> options) {
  /** Whether an option is of an input. */
  boolean isInput(Opening option) {
    return !option.isBatch() && report.rows().get(option.node()).node().layer() instanceof Input;
  }

  /** Returns all options of some layers of a network that a number can change, and the batch. */
  static List<Opening> options(Report before, List<Integer> places, boolean batch) {
    List<Opening> options = new ArrayList<>();
    for (int place : places) {
      Applied applied = before.network().applied().get(place);
      Layer layer = applied.node().layer();
      LayerForm form = LayerForm.of(layer);
      for (String option : form.options()) {
        List<Long> sizes = OptionChange.varied(layer, new Target(place, option));
        if (!sizes.isEmpty()) {
          String name = applied.label() + (layer instanceof Input ? "" : "." + option);
          options.add(new Opening(name, place, form.words().get(0), option, sizes));
        }
      }
    }
    if (batch) {
      options.add(Opening.batch(before.settings().batch()));
    }
    return options;
  }

  /**
   * Opens options of a network: all that can be together. A kind of option that no symbol can stand
   * for, as its layer needs the number, stays as it is.
   */
  static OpenNetwork of(Report before, List<Opening> options) {
    Optional<OpenNetwork> all = tried(before, options);
    if (all.isPresent()) {
      return all.get();
    }
    Map<String, List<Opening>> kinds = new LinkedHashMap<>();
    options.forEach(
        option ->
            kinds
                .computeIfAbsent(option.layer() + "." + option.option(), any -> new ArrayList<>())
                .add(option));
    List<Opening> together = new ArrayList<>();
    for (List<Opening> kind : kinds.values()) {
      List<Opening> more = new ArrayList<>(together);
      more.addAll(kind);
      if (tried(before, more).isPresent()) {
        together = more;
      }
    }
    return tried(before, together).orElse(new OpenNetwork(before, List.of()));
  }

  private static Optional<OpenNetwork> tried(Report before, List<Opening> options) {
    try {
      List<Node> nodes = new ArrayList<>(before.network().nodes());
      Settings settings = before.settings();
      for (Opening option : options) {
        if (option.isBatch()) {
          settings = settings.examples(new Size.Unknown(option.symbol(settings.batch())));
        } else {
          Node node = nodes.get(option.node());
          nodes.set(option.node(), node.with(opened(node.layer(), option)));
        }
      }
      Network network = Network.of(before.network().name(), nodes);
      return Optional.of(new OpenNetwork(Report.of(network, settings), options));
    } catch (NetworkException | LayerException | SizeException e) {
      return Optional.empty();
    }
  }

  private static Layer opened(Layer layer, Opening option) {
    return OptionChange.changed(
        layer,
        new Target(option.node(), option.option()),
        size -> new Size.Unknown(option.symbol(size.value())));
  }
}
