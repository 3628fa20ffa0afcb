package io.github.layerbook.network;

import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.layer.form.OptionException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The layers of a network by name: {@code fc1}, {@code layer1.0.conv1}, {@code conv*}, {@code
 * conv5.*}.
 *
 * <p>A name is the end of layers' paths, segment by segment, where {@code *} stands for any letters
 * of a segment, and a segment {@code *} for one or several segments. A name without {@code *} means
 * one layer: that of this path, else the only one whose path ends so. Commas join names.
 *
 * @param network the network's name
 * @param nodes its nodes in order
 */
public record LayerNames(String network, List<Node> nodes) {
  private static final int LISTED = 8;

  /** Copies the nodes. */
  public LayerNames {
    nodes = List.copyOf(nodes);
  }

  /**
   * Returns the places of the layers that names mean, in order: at least one for each name.
   *
   * @throws OptionException naming the layer that is unknown and those nearest to it
   */
  public List<Integer> of(String names) {
    Set<Integer> all = new TreeSet<>();
    for (String name : names.split(",", -1)) {
      List<Integer> found = matching(name.strip());
      if (found.isEmpty()) {
        throw unknown(name.strip());
      }
      all.addAll(found);
    }
    return List.copyOf(all);
  }

  /**
   * Returns the places of the layers that one name means; none if there is no such layer.
   *
   * @throws OptionException if it is the name of several layers and has no {@code *}
   */
  public List<Integer> matching(String name) {
    Pattern end = Pattern.compile("(?:.*\\.)?" + regex(name));
    String letters = name.substring(name.lastIndexOf('*') + 1);
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      String path = nodes.get(i).path();
      if (path.equals(name)) {
        return List.of(i);
      } else if (path.endsWith(letters) && end.matcher(path).matches()) {
        found.add(i);
      }
    }
    if (found.size() > 1 && name.indexOf('*') < 0) {
      throw new OptionException(
          name,
          "%s is the name of %d layers: write one of %s, or *.%s for all"
              .formatted(name, found.size(), some(found), name));
    }
    return found;
  }

  private String some(List<Integer> found) {
    return found.stream()
        .limit(3)
        .map(place -> nodes.get(place).path())
        .collect(Collectors.joining(", "));
  }

  private static String regex(String name) {
    return Arrays.stream(name.split("\\.", -1))
        .map(segment -> segment.equals("*") ? ".+" : letters(segment))
        .collect(Collectors.joining("\\."));
  }

  private static String letters(String segment) {
    return Arrays.stream(segment.split("\\*", -1))
        .map(Pattern::quote)
        .collect(Collectors.joining("[^.]*"));
  }

  /** Returns the shortest name that only the node at a place has. */
  public String label(int place) {
    Node node = nodes.get(place);
    boolean unique = nodes.stream().filter(n -> n.name().equals(node.name())).count() == 1;
    return unique ? node.name() : node.path();
  }

  /** Makes the exception for a name that no layer has, with those nearest to it. */
  public OptionException unknown(String name) {
    String beginning = network + " has no layer \"" + name + "\"";
    if (isBlock(name)) {
      return new OptionException(
          name, "%s is a block, not a layer: write %s.* for its layers".formatted(name, name));
    }
    List<String> near = near(name);
    return new OptionException(
        name,
        near.isEmpty()
            ? beginning + "; its layers are " + first()
            : beginning + "; did you mean " + String.join(" or ", near) + "?");
  }

  /** The names that are nearest to one that no layer has; with a {@code *} more, if that helps. */
  private List<String> near(String name) {
    if (name.indexOf('*') > 0 && !matching("*" + name).isEmpty()) {
      return List.of("*" + name);
    }
    return NearestWords.to(
        name, nodes.stream().flatMap(node -> Stream.of(node.name(), node.path())).toList());
  }

  private boolean isBlock(String name) {
    String block = "." + name + ".";
    return !name.isEmpty()
        && nodes.stream().anyMatch(node -> ("." + node.block() + ".").contains(block));
  }

  private String first() {
    return IntStream.range(0, Math.min(LISTED, nodes.size()))
            .mapToObj(this::label)
            .collect(Collectors.joining(", "))
        + (nodes.size() > LISTED ? " …" : "");
  }
}
