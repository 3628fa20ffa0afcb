package io.github.layerbook.exchange.onnx.source;

import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.HeadNorm;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attention as language models have it, in ONNX's operators. A position of a causal one sees itself
 * and those before it.
 */
final class GroupedWriter {
  /** Distances beyond are all one class (Raffel et al. 2020). */
  private static final long FARTHEST = 128;

  private final StepWriter to;
  private final GroupedAttention layer;
  private final HeadsWriter parts;
  private final List<String> names;
  private final long width;
  private final long length;
  private final long keys;
  private final long keyFeatures;

  private GroupedWriter(StepWriter to, GroupedAttention layer, List<Shape> inputs) {
    this.to = to;
    this.layer = layer;
    Shape query = inputs.get(0);
    Shape key = inputs.get(inputs.size() - 1);
    this.width = query.channels().size().value();
    this.length = query.spatial().get(0).size().value();
    this.keys = key.spatial().get(0).size().value();
    this.keyFeatures = key.channels().size().value();
    long heads = layer.heads().value();
    long size = number(layer.headsize(), width / heads);
    this.parts = new HeadsWriter(to, heads, number(layer.keyheads(), heads), size, size);
    this.names = List.of(layer.names().split("\\+", -1));
  }

  private static long number(@Nullable Size size, long otherwise) {
    return size == null ? otherwise : size.value();
  }

  static String write(StepWriter to, Said said, List<String> inputs) {
    return new GroupedWriter(to, (GroupedAttention) said.layer(), said.inputs()).written(inputs);
  }

  private String written(List<String> inputs) {
    List<String> projected =
        names.size() <= 2
            ? fused(inputs.get(0))
            : apart(inputs.get(0), inputs.get(inputs.size() - 1));
    String queries =
        parts.queries(
            "queries",
            flat("q", projected.get(0), parts.heads()),
            length,
            split -> normalized("q", split, parts.heads()));
    String seen =
        parts.keys(
            "keys",
            flat("k", projected.get(1), parts.keyHeads()),
            keys,
            parts.size(),
            split -> normalized("k", split, parts.keyHeads()));
    String values = parts.keys("values", projected.get(2), keys, parts.size(), split -> split);
    String joined =
        parts.attended(
            turned("q", queries, length),
            turned("k", seen, keys),
            values,
            length,
            scores -> biased(scores, inputs.size() == 1),
            this::shares);
    if (layer.gated()) {
      joined = to.add("Mul", "opened", joined, to.add("Sigmoid", "gates", projected.get(3)));
    }
    if (names.size() % 2 == 0) {
      String last = names.get(names.size() - 1);
      joined =
          to.projected(last, joined, parts.heads() * parts.size(), width, layer.bias().ofOutput());
    }
    return to.add("Identity", "", joined);
  }

  private List<String> apart(String query, String key) {
    long wide = parts.heads() * parts.size();
    long narrow = parts.keyHeads() * parts.size();
    boolean bias = layer.bias().ofQueries();
    String queries =
        to.projected(names.get(0), query, width, layer.gated() ? 2 * wide : wide, bias);
    // Each head's gate stands behind its query.
    String heads =
        layer.gated()
            ? to.reshaped("q_gated", queries, 0L, length, parts.heads(), 2 * parts.size())
            : queries;
    List<String> all = new ArrayList<>();
    all.add(layer.gated() ? to.part("q_own", heads, 3, 0, parts.size()) : queries);
    all.add(to.projected(names.get(1), key, keyFeatures, narrow, layer.bias().ofKeys()));
    all.add(to.projected(names.get(2), key, keyFeatures, narrow, bias));
    if (layer.gated()) {
      String gates = to.part("q_gate", heads, 3, parts.size(), 2 * parts.size());
      all.add(to.reshaped("q_gates", gates, 0L, length, wide));
    }
    return all;
  }

  private List<String> fused(String input) {
    long wide = parts.heads() * parts.size();
    long narrow = parts.keyHeads() * parts.size();
    String all =
        to.projected(names.get(0), input, width, wide + 2 * narrow, layer.bias().ofQueries());
    return List.of(
        to.part("q_own", all, 2, 0, wide),
        to.part("k_own", all, 2, wide, wide + narrow),
        to.part("v_own", all, 2, wide + narrow, wide + 2 * narrow));
  }

  /** Vectors that are normalised over all their heads. */
  private String flat(String which, String vectors, long heads) {
    return layer.norm() == HeadNorm.ALL
        ? to.scaledByRoot(which + "_norm", vectors, heads * parts.size())
        : vectors;
  }

  /** Vectors of heads, {@code [batch, positions, heads, features]}, each normalised. */
  private String normalized(String which, String split, long heads) {
    long size = parts.size();
    String name = which + "_layernorm";
    return switch (layer.norm()) {
      case NONE, ALL -> split;
      case RMS -> to.scaledByRoot(which + "_norm", split, size);
      case UNIT -> to.divided(which + "_norm", split, split);
      case LAYER ->
          to.add(
              to.node(
                      "LayerNormalization",
                      name,
                      List.of(
                          split,
                          to.weight(name + ".weight", size),
                          to.weight(name + ".bias", size)))
                  .addAttribute(Protos.attribute("axis", -1L)));
      case OWN ->
          scaled(which, to.centred(which, split), to.weight(which + "_norm.weight", heads, size));
      case EACH -> {
        List<String> each = new ArrayList<>();
        for (long head = 0; head < heads; head++) {
          each.add(to.weight(name + ".norms." + head + ".weight", size));
        }
        yield scaled(which, to.centred(which, split), to.joined(name + "_all", 0, each));
      }
    };
  }

  /** Each feature of each head by its own scale. */
  private String scaled(String which, String vectors, String scales) {
    boolean ofQueries = which.equals("q");
    Long[] extents =
        !parts.isGrouped()
            ? new Long[] {parts.heads(), parts.size()}
            : new Long[] {
              parts.keyHeads(), ofQueries ? parts.heads() / parts.keyHeads() : 1L, parts.size()
            };
    String placed = to.reshaped(which + "_scales", scales, extents);
    return to.add("Mul", which + "_scaled", vectors, placed);
  }

  private String turned(String name, String vectors, long positions) {
    long features = number(layer.rotary(), 0);
    return features == 0
        ? vectors
        : HeadsWriter.turned(
            to, name, vectors, parts.positions() + 1L, positions, features, parts.size());
  }

  /** Scores with biases by distance, and masks. */
  private String biased(String scores, boolean ofItself) {
    long window = number(layer.window(), 0);
    long buckets = number(layer.buckets(), 0);
    boolean causal = layer.causal() && ofItself;
    if (buckets == 0 && window == 0 && !causal) {
      return scores;
    }
    String distances = parts.distances(length, keys);
    String all = buckets == 0 ? scores : to.add("Add", "biased", scores, biases(distances));
    return causal || window > 0 ? parts.masked(all, distances, causal, window) : all;
  }

  /** A bias for each head and class of distance. */
  private String biases(String distances) {
    long buckets = number(layer.buckets(), 0);
    List<Long> classes = new ArrayList<>();
    for (long distance = -(keys - 1); distance < length; distance++) {
      classes.add(bucket(distance, buckets));
    }
    String shifted = to.add("Add", "shifted", distances, to.decimal("shift", keys - 1.0));
    String places =
        to.add(
            to.node("Cast", "places", List.of(shifted)).addAttribute(Protos.attribute("to", 7L)));
    String which =
        to.add("Gather", "classes", to.numbers("bucket", classes.toArray(Long[]::new)), places);
    String table = to.weight("relative_attention_bias.weight", buckets, parts.heads());
    String each = to.moved("each_bias", to.add("Gather", "bias", table, which), 2L, 0L, 1L);
    return to.reshaped("biases", each, parts.ofHeads(length, keys));
  }

  /** Near ones by themselves, far ones by their logarithm (Raffel et al. 2020, section 2.1). */
  private long bucket(long distance, long buckets) {
    boolean both = !layer.causal();
    long all = both ? buckets / 2 : buckets;
    long far = both ? Math.abs(distance) : Math.max(distance, 0);
    long near = Math.max(1, all / 2);
    double logarithm = Math.log((double) far / near) / Math.log((double) FARTHEST / near);
    long own = far < near ? far : near + (long) (logarithm * (all - near));
    return Math.min(own, all - 1) + (both && distance < 0 ? all : 0);
  }

  /** The weights of scores; with a sink of each head, which takes its share. */
  private String shares(String scores) {
    if (!layer.sinks()) {
      return parts.softmax(scores);
    }
    long axis = parts.positions() + 1L;
    String sinks =
        to.reshaped("sinks_apart", to.weight("sinks", parts.heads()), parts.ofHeads(1, 1));
    String extents = to.add("Shape", "scores_shape", scores);
    String all = to.part("scores_queries", extents, 0, 0, axis);
    String one = to.joined("sinks_shape", 0, List.of(all, to.numbers("sink_one", 1L)));
    String sink = to.add("Expand", "sink", sinks, one);
    String together = to.joined("with_sinks", axis, List.of(scores, sink));
    return to.part("without_sinks", parts.softmax(together), axis, 0, keys);
  }
}
