package io.github.layerbook.exchange.djl.source;

import io.github.layerbook.exchange.Argument;
import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Declared;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Rewriting;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.exchange.djl.Djl;
import io.github.layerbook.exchange.djl.Lambdas;
import io.github.layerbook.exchange.djl.source.Block.Leaf;
import io.github.layerbook.exchange.djl.source.Block.Parallel;
import io.github.layerbook.exchange.djl.source.Block.Sequence;
import io.github.layerbook.exchange.rewriting.Expansions;
import io.github.layerbook.exchange.rewriting.Padded;
import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.exchange.source.Sayings;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.activation.Identity;
import io.github.layerbook.layer.activation.StochasticDepth;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.convolution.SeparableConvolution;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.pooling.AdaptivePool;
import io.github.layerbook.layer.shape.Crop;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.layer.shape.Slice;
import io.github.layerbook.network.Network;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes networks as DJL's blocks, in Java.
 *
 * <pre>{@code
 * import io.github.layerbook.exchange.djl.source.DjlSource;
 * DjlSource.of(Zoo.network("lenet5")).lines().filter(line -> line.contains("Conv2d.builder")).count()   // 3
 * }</pre>
 */
public final class DjlSource {
  private static final String INDENT = "    ";
  private static final String MERGES = "NDArrays";

  private static final String HEAD =
      """
      import ai.djl.ndarray.NDArray;
      import ai.djl.ndarray.NDArrays;
      import ai.djl.ndarray.NDList;
      import ai.djl.ndarray.types.Shape;
      import ai.djl.nn.Activation;
      import ai.djl.nn.Blocks;
      import ai.djl.nn.LambdaBlock;
      import ai.djl.nn.ParallelBlock;
      import ai.djl.nn.SequentialBlock;
      import ai.djl.nn.convolutional.*;
      import ai.djl.nn.core.*;
      import ai.djl.nn.norm.*;
      import ai.djl.nn.pooling.Pool;
      import java.util.List;

      """;

  private static final Dialect DIALECT =
      Djl.dialect()
          .with(merges())
          .rewriting(
              List.of(
                  Rewriting.of(Activation.class, without("inplace")),
                  Rewriting.of(Merge.class, without("inplace")),
                  Rewriting.of(Crop.class, DjlSource::slices),
                  Rewriting.of(Convolution.class, Padded::inNumbers),
                  Rewriting.of(Convolution.class, Padded::before),
                  Rewriting.of(DepthwiseConvolution.class, Expansions::depthwise),
                  Rewriting.of(SeparableConvolution.class, Expansions::separable),
                  Rewriting.of(AdaptivePool.class, Expansions::adaptive),
                  Rewriting.of(Dropout.class, without("inplace")),
                  Rewriting.of(StochasticDepth.class, writing -> List.of(new Identity())),
                  Rewriting.of(BatchNormalization.class, without("counter")),
                  Rewriting.of(FullyConnected.class, DjlSource::fullyConnected)));

  private DjlSource() {}

  /** Returns what is written in: DJL's dialect, and how it says what it has not. */
  public static Dialect dialect() {
    return DIALECT;
  }

  /**
   * Returns the code of a network.
   *
   * @throws NotExpressibleException naming all layers that DJL has no block for, or a layer whose
   *     inputs do not lie within each other's branches
   */
  public static String of(Network network) {
    Sayings sayings = Sayings.of(adapted(network), DIALECT, false);
    Sequence blocks = Nesting.of(sayings);
    List<Size> extents =
        sayings.inputs().get(0).layer().on(List.of()).output().sizes(AxisOrder.CHW);
    String shape = extents.stream().map(s -> ", " + s.value()).collect(Collectors.joining());
    StringBuilder text = new StringBuilder(HEAD);
    text.append("Shape input = new Shape(1%s);\n".formatted(shape));
    text.append("SequentialBlock net = new SequentialBlock()");
    blocks.blocks().forEach(block -> text.append("\n").append(added(block, INDENT)));
    return text.append(";\n").toString();
  }

  /** Returns the layers of a network as DJL has them. */
  static Network adapted(Network network) {
    return Pooled.network(Chunks.network(network));
  }

  private static List<Declared> merges() {
    List<Declared> entries = new ArrayList<>();
    Map.of(Merge.Kind.ADD, "add", Merge.Kind.MULTIPLY, "mul")
        .forEach(
            (kind, name) ->
                entries.add(
                    EntryBuilder.of(Merge.class, MERGES, name)
                        .fixed("kind", kind)
                        .fixed("inplace", false)));
    entries.add(EntryBuilder.of(Concatenate.class, MERGES, "concat").signature("axis:dim"));
    return entries;
  }

  /** DJL's blocks make a new array, and count no batches. */
  private static Function<Writing, List<Layer>> without(String option) {
    return writing ->
        writing.flag(option) ? List.of(Expansions.with(writing.layer(), option, false)) : List.of();
  }

  /** What is cut off stands outside of a range along each axis. */
  private static List<Layer> slices(Writing writing) {
    Padding amount = ((Crop) writing.layer()).amount();
    Shape input = writing.inputs().get(0);
    int axes = input.spatial().size();
    List<Layer> slices = new ArrayList<>();
    for (int axis = 0; axis < axes; axis++) {
      Size before = amount.before().along(axis, axes);
      Size after = amount.after().along(axis, axes);
      if (!before.is(0) || !after.is(0)) {
        Size to = Size.of(input.spatial().get(axis).size().value() - after.value());
        slices.add(new Slice(axis + 2, before, to, Size.of(1)));
      }
    }
    return slices;
  }

  private static List<Layer> fullyConnected(Writing writing) {
    FullyConnected layer = (FullyConnected) writing.layer();
    Linear linear = new Linear(layer.out(), layer.bias(), null);
    return writing.inputs().get(0).hasChannels() ? List.of(new Flatten(), linear) : List.of(linear);
  }

  private static String added(Block block, String indent) {
    return indent + ".add(" + block(block, indent) + ")";
  }

  private static String block(Block block, String indent) {
    if (block instanceof Leaf leaf) {
      return leaf(leaf.said());
    } else if (block instanceof Sequence sequence) {
      return sequence(sequence, indent);
    }
    Parallel parallel = (Parallel) block;
    String deeper = indent + INDENT + INDENT;
    return "new ParallelBlock(\n%s%s,\n%sList.of(\n%s))"
        .formatted(
            deeper,
            joined(parallel.joined()),
            deeper,
            parallel.branches().stream()
                .map(
                    branch -> deeper + INDENT + INDENT + sequence(branch, deeper + INDENT + INDENT))
                .collect(Collectors.joining(",\n")));
  }

  private static String sequence(Sequence sequence, String indent) {
    List<Block> blocks = sequence.blocks();
    if (blocks.isEmpty()) {
      return "Blocks.identityBlock()";
    } else if (blocks.size() == 1) {
      return block(blocks.get(0), indent);
    }
    StringBuilder text = new StringBuilder("new SequentialBlock()");
    blocks.forEach(block -> text.append("\n").append(added(block, indent + INDENT)));
    return text.toString();
  }

  /** What a {@code ParallelBlock} makes of its branches' results. */
  private static String joined(Said said) {
    String arrays = "list.stream().map(NDList::singletonOrThrow)";
    return said.layer() instanceof Concatenate
        ? "list -> new NDList(NDArrays.concat(new NDList(%s.toList()), %s))"
            .formatted(arrays, given(said).get("axis"))
        : "list -> new NDList(NDArrays.%s(%s.toArray(NDArray[]::new)))"
            .formatted(said.invocation().name(), arrays);
  }

  private static String leaf(Said said) {
    Entry entry = said.entry();
    if (entry.module().equals(MERGES)) {
      throw new NotExpressibleException("%s joins what is one value", said.node().path());
    }
    if (entry.module().equals(Lambdas.ARRAYS)) {
      List<Long> extents =
          said.inputs().get(0).sizes(AxisOrder.CHW).stream().map(Size::value).toList();
      Arguments arguments = said.invocation().arguments();
      return "LambdaBlock.singleton(array -> %s)"
          .formatted(Lambdas.written(entry, arguments, extents));
    }
    return entry.name().endsWith("Block")
        ? method(entry, given(said))
        : builder(entry, given(said));
  }

  private static Map<String, @Nullable Object> given(Said said) {
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    List<? extends @Nullable Object> values = said.invocation().arguments().positional();
    for (int i = 0; i < values.size(); i++) {
      given.put(said.entry().arguments().get(i).name(), values.get(i));
    }
    given.putAll(said.invocation().arguments().named());
    return given;
  }

  /** A block that a method makes, whose arguments stand in order up to the last that is given. */
  private static String method(Entry entry, Map<String, @Nullable Object> given) {
    List<String> arguments = new ArrayList<>();
    Object kernel = given.get("kernelShape");
    int axes = axes(entry);
    int last = 0;
    for (Argument argument : entry.arguments()) {
      Object value = given.getOrDefault(argument.name(), argument.value());
      last = given.containsKey(argument.name()) ? arguments.size() + 1 : last;
      arguments.add(
          switch (argument.name()) {
            case "stride" -> shape(value == null ? kernel : value, axes);
            case "kernelShape", "padding" -> shape(value, axes);
            default -> String.valueOf(value);
          });
    }
    String holder =
        entry.name().contains("Pool")
            ? "Pool"
            : entry.name().matches("(batchFlatten|identity)Block") ? "Blocks" : "Activation";
    return "%s.%s(%s)"
        .formatted(holder, entry.name(), String.join(", ", arguments.subList(0, last)));
  }

  private static String builder(Entry entry, Map<String, @Nullable Object> given) {
    StringBuilder text = new StringBuilder(entry.name()).append(".builder()");
    int axes = axes(entry);
    given.forEach(
        (name, value) -> {
          boolean required =
              entry.arguments().stream()
                  .anyMatch(each -> each.name().equals(name) && each.required());
          boolean number = name.matches("units|filters|groups|numEmbeddings|embeddingSize");
          String written =
              value instanceof Boolean || number
                  ? String.valueOf(value)
                  : value instanceof Double decimal ? decimal + "f" : shape(value, axes);
          text.append(".%s%s(%s)".formatted(prefix(name, required), capital(name), written));
        });
    return text.append(".build()").toString();
  }

  /** The axes that windows slide along: two of {@code maxPool2dBlock}. */
  private static int axes(Entry entry) {
    String digits = entry.name().replaceAll("\\D", "");
    return digits.isEmpty() ? 1 : Integer.parseInt(digits);
  }

  /** A table's rows may follow from its vocabulary, and are no requirement. */
  private static String prefix(String name, boolean required) {
    return required && !name.equals("numEmbeddings") ? "set" : "opt";
  }

  private static String capital(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** {@code new Shape(3, 3)}; one number stands for each axis. */
  private static String shape(@Nullable Object value, int axes) {
    List<?> extents = value instanceof List<?> list ? list : Collections.nCopies(axes, value);
    return extents.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", ", "new Shape(", ")"));
  }
}
