package io.github.layerbook.whatif;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerForm;
import io.github.layerbook.layer.Nearest;
import io.github.layerbook.layer.OptionException;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Options of layers by name: {@code fc1.out}, {@code conv*.out}, {@code conv5.*.out}.
 *
 * <p>What stands before the last dot is the end of layers' paths, segment by segment, where {@code
 * *} stands for any letters of a segment, and a segment {@code *} for one or several segments; a
 * name without {@code *} must mean one layer. With {@code *}, layers without the option are passed
 * over. A layer alone, such as {@code input}, means its only required option. Commas join
 * addresses; {@code :8} at the end makes scaled sizes multiples of 8.
 *
 * @param text the address as it is written
 */
public record Address(String text) {
  private static final Pattern MULTIPLE = Pattern.compile("(.*):([0-9]{1,18})");

  /**
   * An option of one layer.
   *
   * @param node the layer's place in the network, from 0
   * @param option the option's name
   */
  public record Target(int node, String option) {}

  /** Strips what surrounds the address. */
  public Address {
    text = text.strip();
  }

  /**
   * Returns the options of a network that the address means, at least one.
   *
   * @throws OptionException naming the layer or option that is unknown and those nearest to it
   */
  public List<Target> targets(Network network) {
    return targets(Blueprint.of(network));
  }

  List<Target> targets(Blueprint network) {
    Set<Target> targets = new LinkedHashSet<>();
    for (String part : withoutMultiple().split(",", -1)) {
      targets.addAll(targets(network, part.strip()));
    }
    return List.copyOf(targets);
  }

  /** Returns what scaled sizes are to be a multiple of; 1 if nothing is said. */
  long multiple() {
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
    List<Integer> layers = layers(network, text);
    if (layers.isEmpty()) {
      throw unknownLayer(network, text);
    }
    return layers;
  }

  private static List<Target> targets(Blueprint network, String address) {
    List<Integer> alone = layers(network, address);
    if (!alone.isEmpty()) {
      return alone.stream()
          .map(place -> new Target(place, onlyOption(network.layer(place), address)))
          .toList();
    }
    int dot = address.lastIndexOf('.');
    if (dot <= 0 || dot == address.length() - 1) {
      throw unknownLayer(network, address);
    }
    String layer = address.substring(0, dot);
    List<Integer> layers = layers(network, layer);
    if (layers.isEmpty()) {
      throw unknownLayer(network, layer);
    }
    return withOption(network, layers, layer, address.substring(dot + 1).toLowerCase(Locale.ROOT));
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

  /** The places of the layers whose paths end with a pattern. */
  private static List<Integer> layers(Blueprint network, String pattern) {
    Pattern end = Pattern.compile("(?:.*\\.)?" + regex(pattern));
    String letters = pattern.substring(pattern.lastIndexOf('*') + 1);
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < network.nodes().size(); i++) {
      String path = network.nodes().get(i).path();
      if (path.equals(pattern)) {
        return List.of(i);
      } else if (path.endsWith(letters) && end.matcher(path).matches()) {
        found.add(i);
      }
    }
    if (found.size() > 1 && pattern.indexOf('*') < 0) {
      throw new OptionException(
          pattern,
          "%s is the name of %d layers: write one of %s, or *.%s for all"
              .formatted(pattern, found.size(), some(network, found), pattern));
    }
    return found;
  }

  private static String some(Blueprint network, List<Integer> found) {
    return found.stream()
        .limit(3)
        .map(place -> network.nodes().get(place).path())
        .collect(Collectors.joining(", "));
  }

  private static String regex(String pattern) {
    return Arrays.stream(pattern.split("\\.", -1))
        .map(segment -> segment.equals("*") ? ".+" : letters(segment))
        .collect(Collectors.joining("\\."));
  }

  private static String letters(String segment) {
    return Arrays.stream(segment.split("\\*", -1))
        .map(Pattern::quote)
        .collect(Collectors.joining("[^.]*"));
  }

  private static OptionException unknownLayer(Blueprint network, String layer) {
    List<String> names = new ArrayList<>();
    for (Node node : network.nodes()) {
      names.add(node.name());
      names.add(node.path());
    }
    String all =
        IntStream.range(0, Math.min(8, network.nodes().size()))
            .mapToObj(network::label)
            .collect(Collectors.joining(", "));
    String near = suggestion(layer, names);
    return new OptionException(
        layer,
        "%s has no layer \"%s\"%s"
            .formatted(
                network.name(),
                layer,
                near.isEmpty()
                    ? "; its layers are " + all + (network.nodes().size() > 8 ? " …" : "")
                    : near));
  }

  private static String suggestion(String word, Collection<String> valid) {
    List<String> near = Nearest.to(word, valid);
    return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
  }

  @Override
  public String toString() {
    return text;
  }
}
