package io.github.layerbook.whatif.edit;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.layer.form.OptionNames;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.LayerNames;
import io.github.layerbook.network.Node;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Options of layers by name: {@code fc1.out}, {@code conv*.out}, {@code conv5.*.out}.
 *
 * <p>What stands before the last dot names layers, as {@link LayerNames} has it: the end of their
 * paths. With {@code *}, layers without the option are passed over. A layer alone, such as {@code
 * input}, means its only required option. Where no layer has that name, {@code input} means every
 * input, and {@code context} or {@code tokens} every input that is a sequence; {@code heads},
 * {@code keyheads}, {@code headsize}, {@code window}, {@code experts}, {@code top}, {@code hidden}
 * and {@code latent} those of all layers; {@code width} the features of the embedding of tokens and
 * of linear layers that make as many. Commas join addresses; {@code :8} at the end makes scaled
 * sizes multiples of 8.
 *
 * @param text the address as it is written
 */
public record OptionAddress(String text) {
  private static final Set<String> SETTINGS = Set.of("batch", "dtype");
  private static final String INPUT = "input";
  private static final Set<String> SEQUENCES = Set.of("context", "tokens");

  /** Options of language models that stand alone for those of all layers. */
  private static final Set<String> SHARED =
      Set.of("heads", "keyheads", "headsize", "window", "experts", "top", "hidden", "latent");

  private static final String WIDTH = "width";
  private static final Pattern MULTIPLE = Pattern.compile("(.*):([0-9]{1,18})");

  /**
   * An option of one layer.
   *
   * @param node the layer's place in the network, from 0
   * @param option the option's name
   */
  public record Target(int node, String option) {}

  /** Strips what surrounds the address. */
  public OptionAddress {
    text = text.strip();
  }

  /**
   * Returns the options of a network that the address means, each once; at least one.
   *
   * @throws OptionException naming the layer or option that is unknown and those nearest to it
   */
  public List<Target> targets(Blueprint network) {
    Set<Target> targets = new LinkedHashSet<>();
    for (String part : parts()) {
      targets.addAll(targets(network, part));
    }
    return List.copyOf(targets);
  }

  /** Returns the addresses that commas join. */
  List<String> parts() {
    return Arrays.stream(withoutMultiple().split(",", -1)).map(String::strip).toList();
  }

  /** Returns what scaled sizes must be a multiple of; 1 by default. */
  public long multiple() {
    Matcher matcher = MULTIPLE.matcher(text);
    long multiple = matcher.matches() ? Long.parseLong(matcher.group(2)) : 1;
    if (multiple < 1) {
      throw new OptionException(text, text + ": multiples of 0 are all 0; use :8 or another size");
    }
    return multiple;
  }

  private String withoutMultiple() {
    Matcher matcher = MULTIPLE.matcher(text);
    return matcher.matches() ? matcher.group(1) : text;
  }

  /**
   * Returns the places of the layers that the address means, with no option: at least one.
   *
   * @throws OptionException naming the layer that is unknown and those nearest to it
   */
  List<Integer> layers(Blueprint network) {
    return network.names().of(text);
  }

  private static List<Target> targets(Blueprint network, String address) {
    List<Integer> named = network.names().matching(address);
    List<Integer> alone = named.isEmpty() ? inputs(network, address) : named;
    if (!alone.isEmpty()) {
      return alone.stream()
          .map(place -> new Target(place, onlyOption(network.layer(place), address)))
          .toList();
    }
    if (SETTINGS.contains(address)) {
      throw new OptionException(
          address, "%1$s is not a layer: it is a setting of its own, --%1$s".formatted(address));
    }
    BlockPath path = BlockPath.of(address);
    String layer = path.outer().toString();
    if (layer.isEmpty() || path.name().isEmpty()) {
      List<Target> all = everywhere(network, address);
      if (all.isEmpty()) {
        throw unknown(network, address);
      }
      return all;
    }
    List<Integer> layers = network.names().of(layer);
    return withOption(network, layers, layer, path.name().toLowerCase(Locale.ROOT));
  }

  private static OptionException unknown(Blueprint network, String address) {
    if (SEQUENCES.contains(address)) {
      return new OptionException(
          address,
          "no input of %s is a sequence of tokens: leave %s out"
              .formatted(network.name(), address));
    }
    OptionException unknown = network.names().unknown(address);
    return network.dims().sizes().isEmpty()
        ? unknown
        : new OptionException(
            address,
            "%s; open sizes are %s".formatted(unknown.getMessage(), network.dims().names()));
  }

  /** The inputs that a word means where no layer has it as its name. */
  private static List<Integer> inputs(Blueprint network, String word) {
    boolean sequences = SEQUENCES.contains(word);
    List<Integer> inputs = new ArrayList<>();
    for (int i = 0; i < network.nodes().size() && (sequences || word.equals(INPUT)); i++) {
      if (network.layer(i) instanceof Input input && (!sequences || input.shape().size() == 1)) {
        inputs.add(i);
      }
    }
    return inputs;
  }

  /**
   * Returns the words that stand alone for an option of all layers, with the options that each
   * means in a network; those that mean none are left out.
   */
  public static Map<String, List<Target>> shared(Blueprint network) {
    Map<String, List<Target>> shared = new TreeMap<>();
    for (String word : SHARED) {
      List<Target> targets = everywhere(network, word);
      if (!targets.isEmpty()) {
        shared.put(word, targets);
      }
    }
    return shared;
  }

  /** The options of a name of all layers that have it; of {@code width} those that make it. */
  private static List<Target> everywhere(Blueprint network, String word) {
    if (word.equals(WIDTH)) {
      return width(network);
    }
    List<Target> targets = new ArrayList<>();
    for (int node = 0; node < network.nodes().size() && SHARED.contains(word); node++) {
      if (LayerForm.of(network.layer(node)).options().contains(word)) {
        targets.add(new Target(node, word));
      }
    }
    return targets;
  }

  /** Embeddings of tokens, and linear layers that make as many features. */
  private static List<Target> width(Blueprint network) {
    Optional<Size> width =
        network.nodes().stream()
            .map(Node::layer)
            .filter(Embedding.class::isInstance)
            .map(layer -> ((Embedding) layer).features())
            .findFirst();
    List<Target> targets = new ArrayList<>();
    for (int node = 0; node < network.nodes().size() && width.isPresent(); node++) {
      Layer layer = network.layer(node);
      if (layer instanceof Embedding embedding && embedding.features().equals(width.get())) {
        targets.add(new Target(node, "features"));
      } else if (layer instanceof Linear linear && linear.out().equals(width.get())) {
        targets.add(new Target(node, "out"));
      }
    }
    return targets;
  }

  private static List<Target> withOption(
      Blueprint network, List<Integer> layers, String layer, String option) {
    List<Target> targets = new ArrayList<>();
    Set<String> valid = new LinkedHashSet<>();
    for (int node : layers) {
      List<String> options = LayerForm.of(network.layer(node)).options();
      valid.addAll(options);
      if (options.contains(option)) {
        targets.add(new Target(node, option));
      }
    }
    if (targets.isEmpty()) {
      throw new OptionException(
          option,
          "%s has no option \"%s\"; it has %s%s"
              .formatted(
                  layer,
                  option,
                  valid.isEmpty() ? "none" : String.join(", ", valid),
                  suggestion(option, valid)));
    }
    return targets;
  }

  private static String onlyOption(Layer layer, String text) {
    LayerForm form = LayerForm.of(layer);
    if (form.requiredOptions().size() != 1) {
      throw new OptionException(
          text,
          "%s is a layer: say which of its options, such as %s"
              .formatted(
                  text, form.options().isEmpty() ? "none, it has none" : text + "." + last(form)));
    }
    return form.requiredOptions().get(0);
  }

  private static String last(LayerForm form) {
    List<String> options =
        form.requiredOptions().isEmpty() ? form.options() : form.requiredOptions();
    return options.get(options.size() - 1);
  }

  private static String suggestion(String word, Collection<String> valid) {
    List<String> near = OptionNames.like(word, valid);
    return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
  }

  @Override
  public String toString() {
    return text;
  }
}
