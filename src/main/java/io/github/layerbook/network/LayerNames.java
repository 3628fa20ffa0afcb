package io.github.layerbook.network;

import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.layer.form.OptionException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The layers of a network by name: {@code fc1}, {@code layer1.0.conv1}, {@code conv*}, {@code
 * conv5.*}, {@code *,-fc}.
 *
 * <p>A name is the end of layers' paths, segment by segment, where {@code *} stands for any letters
 * of a segment, and a segment {@code *} for one or several segments. A name without {@code *} means
 * one layer: that of this path, else the only one whose path ends so. Commas join names; those
 * after a hyphen are left out of what the others mean, or of all layers if there are no others.
 * Layers are told by their places, from 0.
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
   * What names mean.
   *
   * @param named the layers that are named, in order; none if none is
   * @param leftOut the layers that are named after a hyphen
   */
  public record Selection(Set<Integer> named, Set<Integer> leftOut) {
    /** Returns the layers that are named or, if none is, all but those left out. */
    private List<Integer> places(int layers) {
      return (named.isEmpty() ? IntStream.range(0, layers).boxed() : named.stream())
          .filter(place -> !leftOut.contains(place))
          .toList();
    }
  }

  /**
   * Returns the layers that names mean, in order: at least one for each name.
   *
   * @throws OptionException naming the layer that is unknown and those nearest to it
   */
  public List<Integer> of(String names) {
    Selection selection = selection(names);
    if (selection.named().isEmpty() && selection.leftOut().isEmpty()) {
      throw unknown(names.strip());
    }
    return selection.places(nodes.size());
  }

  /**
   * Returns the layers that names mean, apart from those that they leave out.
   *
   * @throws OptionException naming the layer that is unknown and those nearest to it
   */
  public Selection selection(String names) {
    Set<Integer> named = new TreeSet<>();
    Set<Integer> leftOut = new TreeSet<>();
    for (String word : names.strip().split("[\\s,]*,[\\s,]*", 0)) {
      boolean without = word.startsWith("-");
      String name = without ? word.substring(1).strip() : word;
      List<Integer> found = word.isEmpty() ? List.of() : matching(name);
      if (found.isEmpty() && !word.isEmpty()) {
        throw unknown(name);
      }
      (without ? leftOut : named).addAll(found);
    }
    return new Selection(named, leftOut);
  }

  /** Returns the layer of a path, or else the only one whose path ends so; nothing if none is. */
  public Optional<Integer> find(String name) {
    List<Integer> found = ending(name);
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** Returns the layers of the block of a path and of the blocks in it; none if it is no block. */
  public List<Integer> block(String path) {
    return IntStream.range(0, nodes.size())
        .filter(place -> nodes.get(place).isIn(path))
        .boxed()
        .toList();
  }

  /**
   * Returns the layers that one name means; none if there is no such layer.
   *
   * @throws OptionException if it is the name of several layers and has no {@code *}
   */
  public List<Integer> matching(String name) {
    List<Integer> found = name.indexOf('*') < 0 ? ending(name) : like(name);
    if (found.size() > 1 && name.indexOf('*') < 0) {
      throw new OptionException(
          name,
          "%s is the name of %d layers: write one of %s, or *.%s for all"
              .formatted(name, found.size(), some(found), name));
    }
    return found;
  }

  /** The layer of a path, or else all whose paths end so. */
  private List<Integer> ending(String name) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      String path = nodes.get(i).path();
      if (path.equals(name)) {
        return List.of(i);
      } else if (endsWith(path, name)) {
        found.add(i);
      }
    }
    return found;
  }

  /** Returns whether a path ends with the names of another, in which {@code *} may stand. */
  public static boolean matches(String path, String end) {
    return end.indexOf('*') < 0 ? endsWith(path, end) : path.matches("(?:.*\\.)?" + regex(end));
  }

  /** Whether a path ends with the names of another. */
  static boolean endsWith(String path, String end) {
    int start = path.length() - end.length();
    return path.endsWith(end) && (start == 0 || path.charAt(start - 1) == '.');
  }

  private List<Integer> like(String name) {
    Pattern end = Pattern.compile("(?:.*\\.)?" + regex(name));
    String letters = name.substring(name.lastIndexOf('*') + 1);
    return IntStream.range(0, nodes.size())
        .filter(place -> nodes.get(place).path().endsWith(letters))
        .filter(place -> end.matcher(nodes.get(place).path()).matches())
        .boxed()
        .toList();
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
    Stream<BlockPath> blocks = nodes.stream().map(Node::blockPath).distinct();
    return blocks
        .flatMap(block -> IntStream.rangeClosed(1, block.depth()).mapToObj(block::at))
        .anyMatch(block -> endsWith(block.toString(), name));
  }

  private String first() {
    return IntStream.range(0, Math.min(LISTED, nodes.size()))
            .mapToObj(this::label)
            .collect(Collectors.joining(", "))
        + (nodes.size() > LISTED ? " …" : "");
  }
}
