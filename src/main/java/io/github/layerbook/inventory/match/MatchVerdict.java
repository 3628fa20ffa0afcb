package io.github.layerbook.inventory.match;

import io.github.layerbook.inventory.match.TensorMatch.Pair;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the agreement of a network and a file amounts to.
 *
 * @param kind in a word
 * @param sentences in words for the reader, the most telling first
 */
public record MatchVerdict(Kind kind, List<String> sentences) {
  /** Kinds of agreement. */
  public enum Kind {
    /** Every name and shape agrees. */
    EQUAL,
    /** Every name and shape agrees; the file's values are of another type than fp32. */
    EQUAL_BUT_DTYPE,
    /** Every name and shape agrees but counters of batches, which are no parameters. */
    EQUAL_BUT_COUNTERS,
    /** Only the last layer is of another number of outputs. */
    ONLY_THE_HEAD_DIFFERS,
    /** Weights have their axes in TensorFlow's order. */
    TRANSPOSED,
    /** Names agree and shapes do not. */
    SHAPES,
    /** The file lacks tensors. */
    MISSING,
    /** The file has tensors that the network lacks. */
    UNEXPECTED,
    /** Both sides have tensors that the other lacks. */
    MISSING_AND_UNEXPECTED,
    /** No name agrees, and in order every shape does. */
    RENAMED;

    /** Returns the kind in words: {@code only the head differs}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** The most extents, blocks and names listed. */
  private static final int TOLD = 6;

  private static final Set<String> SINGLE = Set.of("F32", "float32", "");

  /** Copies the list. */
  public MatchVerdict {
    sentences = List.copyOf(sentences);
  }

  static MatchVerdict of(TensorMatch match) {
    List<String> sentences = new ArrayList<>();
    Kind kind = kind(match, sentences);
    if (!match.takenOff().isEmpty()) {
      sentences.add(
          "%s's names begin with %s%s, which is taken off"
              .formatted(
                  match.sides().file(),
                  match.takenOff(),
                  match.takenOff().equals("module.") ? " (DataParallel)" : ""));
    }
    if (!match.putOn().isEmpty()) {
      sentences.add(
          "%s's names begin with %s, %s's do not"
              .formatted(match.sides().network(), match.putOn(), match.sides().file()));
    }
    for (NamedTensor tensor : match.byTying()) {
      sentences.add(
          "%s is not in %s: it is tied to one that is"
              .formatted(tensor.whole(), match.sides().file()));
    }
    return new MatchVerdict(kind, sentences);
  }

  private static Kind kind(TensorMatch match, List<String> sentences) {
    List<NamedTensor> missing =
        match.missing().stream().filter(tensor -> !tensor.isCounter()).toList();
    if (!missing.isEmpty() || !match.unexpected().isEmpty()) {
      return names(match, missing, sentences);
    } else if (!match.differing().isEmpty()) {
      return shapes(match, sentences);
    } else if (!match.missing().isEmpty()) {
      sentences.add(
          "num_batches_tracked is not in %s (as before PyTorch 0.4.1): it is a counter, no parameter"
              .formatted(match.sides().file()));
      return Kind.EQUAL_BUT_COUNTERS;
    }
    Set<String> types = new TreeSet<>();
    match.agreeing().stream()
        .map(Pair::file)
        .filter(tensor -> !tensor.isCounter())
        .forEach(tensor -> types.add(tensor.type()));
    types.removeAll(SINGLE);
    sentences.add("every name and shape agrees");
    if (types.isEmpty()) {
      return Kind.EQUAL;
    }
    sentences.add("%s holds %s".formatted(match.sides().file(), String.join(", ", types)));
    return Kind.EQUAL_BUT_DTYPE;
  }

  private static Kind names(TensorMatch match, List<NamedTensor> missing, List<String> sentences) {
    if (match.agreeing().isEmpty() && match.differing().isEmpty()) {
      Map<String, String> renaming = LayerOrder.renaming(match.network(), match.file());
      if (!renaming.isEmpty()) {
        sentences.add(
            "no name agrees, and in order every shape does: "
                + renaming.entrySet().stream()
                    .map(each -> each.getKey() + " = " + each.getValue())
                    .collect(Collectors.joining(", ")));
        return Kind.RENAMED;
      }
    }
    if (!missing.isEmpty()) {
      sentences.add(
          "%s lacks %s".formatted(match.sides().file(), blocks(missing, match.network())));
    }
    if (!match.unexpected().isEmpty()) {
      sentences.add(
          "%s lacks %s"
              .formatted(match.sides().network(), blocks(match.unexpected(), match.file())));
    }
    if (!match.differing().isEmpty()) {
      sentences.add("%,d others are of other shapes".formatted(match.differing().size()));
    }
    return missing.isEmpty()
        ? Kind.UNEXPECTED
        : match.unexpected().isEmpty() ? Kind.MISSING : Kind.MISSING_AND_UNEXPECTED;
  }

  /** Names the outermost blocks of which nothing is on the other side. */
  private static String blocks(List<NamedTensor> tensors, List<NamedTensor> all) {
    Set<String> absent = new TreeSet<>();
    tensors.forEach(tensor -> absent.add(tensor.whole()));
    Set<String> present = new HashSet<>();
    all.stream()
        .map(NamedTensor::whole)
        .filter(name -> !absent.contains(name))
        .forEach(name -> blocksOf(name).forEach(present::add));
    Map<String, Integer> blocks = new LinkedHashMap<>();
    for (NamedTensor tensor : tensors) {
      blocks.merge(outermost(tensor.whole(), present), 1, Integer::sum);
    }
    String told =
        blocks.entrySet().stream()
            .limit(TOLD)
            .map(
                each ->
                    absent.contains(each.getKey())
                        ? each.getKey()
                        : "%s (%d tensors)".formatted(each.getKey(), each.getValue()))
            .collect(Collectors.joining(", "));
    int others = blocks.size() - TOLD;
    return others > 0 ? told + " and %,d more".formatted(others) : told;
  }

  private static String outermost(String name, Set<String> present) {
    return blocksOf(name).filter(block -> !present.contains(block)).findFirst().orElse(name);
  }

  /** The blocks that a name stands in, from the outermost. */
  private static Stream<String> blocksOf(String name) {
    return IntStream.range(1, name.length())
        .filter(at -> name.charAt(at) == '.')
        .mapToObj(at -> name.substring(0, at));
  }

  private static Kind shapes(TensorMatch match, List<String> sentences) {
    List<Pair> differing = match.differing();
    if (isHead(match)) {
      Pair first = differing.get(0);
      sentences.add(
          "%s's head, %s, has %,d outputs, %s's %,d"
              .formatted(
                  match.sides().file(),
                  first.network().layer(),
                  first.file().shape().get(0),
                  match.sides().network(),
                  first.network().shape().get(0)));
      return Kind.ONLY_THE_HEAD_DIFFERS;
    } else if (differing.stream().allMatch(Pair::isTransposed)) {
      sentences.add(
          "%s's linear weights are [in, out] and its convolutions [height, width, in, out], as TensorFlow has them"
              .formatted(match.sides().file()));
      return Kind.TRANSPOSED;
    }
    Set<String> extents = new LinkedHashSet<>();
    for (Pair pair : differing) {
      List<Long> ours = pair.network().shape();
      List<Long> theirs = pair.file().shape();
      for (int i = 0; ours.size() == theirs.size() && i < ours.size(); i++) {
        if (!ours.get(i).equals(theirs.get(i))) {
          extents.add("%,d in place of %,d".formatted(theirs.get(i), ours.get(i)));
        }
      }
    }
    sentences.add(
        "%,d of %,d shapes differ%s"
            .formatted(
                differing.size(),
                match.network().size(),
                extents.isEmpty() || extents.size() > TOLD
                    ? ""
                    : ": %s has %s".formatted(match.sides().file(), String.join(", ", extents))));
    return Kind.SHAPES;
  }

  /** Whether all that differs is the number of outputs of the last layer with parameters. */
  private static boolean isHead(TensorMatch match) {
    String last =
        match.network().stream()
            .filter(tensor -> !tensor.buffer())
            .map(NamedTensor::layer)
            .reduce("", (before, after) -> after);
    return match.differing().stream()
        .allMatch(
            pair ->
                pair.network().layer().equals(last)
                    && pair.network().shape().size() == pair.file().shape().size()
                    && !pair.network().shape().isEmpty()
                    && tail(pair.network().shape()).equals(tail(pair.file().shape())));
  }

  private static List<Long> tail(List<Long> shape) {
    return shape.subList(1, shape.size());
  }
}
