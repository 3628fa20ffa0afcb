package io.github.layerbook.whatif;

import io.github.layerbook.layer.LayerForm;
import io.github.layerbook.layer.Nearest;
import io.github.layerbook.layer.OptionException;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Options of layers by name: {@code fc1.out}, {@code conv*.out}, {@code conv5.*.out}.
 *
 * <p>What stands before the last dot is the end of layers' paths, segment by segment, where {@code
 * *} stands for any letters of a segment; a name without {@code *} must mean one layer. With {@code
 * *}, layers without the option are passed over. A layer alone, such as {@code input}, means its
 * only required option.
 *
 * @param text the address as it is written
 */
public record Address(String text) {
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
    List<Integer> alone = layers(network, text);
    if (!alone.isEmpty()) {
      return alone.stream()
          .map(node -> new Target(node, onlyOption(network.applied().get(node))))
          .toList();
    }
    int dot = text.lastIndexOf('.');
    if (dot <= 0 || dot == text.length() - 1) {
      throw unknownLayer(network, text);
    }
    List<Integer> layers = layers(network, text.substring(0, dot));
    if (layers.isEmpty()) {
      throw unknownLayer(network, text.substring(0, dot));
    }
    return withOption(network, layers, text.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  private List<Target> withOption(Network network, List<Integer> layers, String option) {
    List<Target> targets = new ArrayList<>();
    Set<String> valid = new LinkedHashSet<>();
    for (int node : layers) {
      List<String> options = form(network.applied().get(node)).options();
      valid.addAll(options);
      if (options.contains(option)) {
        targets.add(new Target(node, option));
      }
    }
    if (targets.isEmpty()) {
      String layer = text.substring(0, text.lastIndexOf('.'));
      throw new OptionException(
          option,
          "%s has no option \"%s\"%s; it has %s"
              .formatted(
                  layer,
                  option,
                  suggestion(option, valid),
                  valid.isEmpty() ? "none" : String.join(", ", valid)));
    }
    return targets;
  }

  private String onlyOption(Applied applied) {
    LayerForm form = form(applied);
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
  private static List<Integer> layers(Network network, String pattern) {
    Pattern end = Pattern.compile("(?:.*\\.)?" + regex(pattern));
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < network.applied().size(); i++) {
      String path = network.applied().get(i).node().path();
      if (path.equals(pattern)) {
        return List.of(i);
      } else if (end.matcher(path).matches()) {
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

  private static String some(Network network, List<Integer> found) {
    return found.stream()
        .limit(3)
        .map(node -> network.applied().get(node).node().path())
        .collect(Collectors.joining(", "));
  }

  private static String regex(String pattern) {
    return Pattern.compile("\\*")
        .splitAsStream(pattern + " ")
        .map(part -> Pattern.quote(part.strip()))
        .collect(Collectors.joining("[^.]*"));
  }

  private static OptionException unknownLayer(Network network, String layer) {
    List<String> names = new ArrayList<>();
    for (Applied applied : network.applied()) {
      names.add(applied.label());
      names.add(applied.node().path());
    }
    String all =
        network.applied().stream().limit(8).map(Applied::label).collect(Collectors.joining(", "));
    return new OptionException(
        layer,
        "%s has no layer \"%s\"%s; its layers are %s%s"
            .formatted(
                network.name(),
                layer,
                suggestion(layer, names),
                all,
                network.applied().size() > 8 ? " …" : ""));
  }

  private static String suggestion(String word, java.util.Collection<String> valid) {
    List<String> near = Nearest.to(word, valid);
    return near.isEmpty() ? "" : ": is it " + String.join(" or ", near) + "?";
  }

  private static LayerForm form(Applied applied) {
    return LayerForm.of(applied.node().layer());
  }

  @Override
  public String toString() {
    return text;
  }
}
