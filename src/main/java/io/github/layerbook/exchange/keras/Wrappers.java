package io.github.layerbook.exchange.keras;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Arrangement.Operand;
import io.github.layerbook.exchange.Arrangement.Result;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.Invocation;
import io.github.layerbook.exchange.Naming;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.Reading;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.exchange.rewriting.Expansions;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.recurrent.Recurrent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keras's layers that wrap others: {@code Bidirectional} and {@code TimeDistributed}. */
final class Wrappers {
  private static final String NOT_WRAPPED = "a wrapper of a layer that Layerbook cannot wrap";

  private Wrappers() {}

  static List<Entry> entries() {
    return List.of(bidirectional(), timeDistributed());
  }

  private static Invocation wrapped(Call call) {
    if (call.value("layer") instanceof Invocation layer) {
      return layer;
    }
    throw new DialectException(call.name() + " needs a layer");
  }

  private static boolean isUnknown(Call call) {
    return Keras.dialect().find(wrapped(call).name()).isEmpty();
  }

  private static Entry wrapped(Invocation layer) {
    return Keras.dialect().require(layer.name());
  }

  private static Entry bidirectional() {
    return EntryBuilder.of(
            List.of(Recurrent.class),
            Wrappers::both,
            Wrappers::write,
            Keras.LAYERS,
            "Bidirectional")
        .tolerating(Keras.TOLERATED)
        .signature("layer merge_mode=concat weights=None backward_layer=None")
        .limit(NOT_WRAPPED, call -> !Recurrents.NAMES.containsValue(wrapped(call).name()))
        .arranged(Wrappers::eachDirection)
        .namedBy(
            call -> {
              String name = wrapped(call).name();
              return (tensor, layer) ->
                  Recurrents.named(
                      tensor,
                      (tensor.name().endsWith("_reverse") ? "backward_" : "forward_")
                          + Tensors.snake(name)
                          + "/"
                          + Recurrents.cell(name));
            })
        .entry();
  }

  private static Layer both(Call call) {
    Invocation inner = wrapped(call);
    Layer layer = wrapped(inner).layer(inner.arguments());
    return Expansions.with(layer, "bidirectional", true, "merge", merge(call));
  }

  private static Recurrent.Merge merge(Call call) {
    String mode = call.isNone("merge_mode") ? "none" : call.text("merge_mode");
    for (Recurrent.Merge merge : Recurrent.Merge.values()) {
      if (name(merge).equals(mode)) {
        return merge;
      }
    }
    throw new DialectException("merge_mode is concat, sum, mul, ave or None, not " + mode);
  }

  private static String name(Recurrent.Merge merge) {
    return merge.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, @Nullable Object> write(Writing writing) {
    Recurrent layer = (Recurrent) writing.layer();
    if (!layer.bidirectional()) {
      throw new NotExpressibleException("it has one direction");
    }
    Layer single = Expansions.with(layer, "bidirectional", false, "merge", Recurrent.Merge.CONCAT);
    Entry inner = Keras.dialect().require(String.valueOf(Recurrents.NAMES.get(layer.kind())));
    Map<String, @Nullable Object> arguments = new HashMap<>();
    arguments.put("layer", inner.write(single, writing.inputs()));
    arguments.put("merge_mode", layer.merge() == Recurrent.Merge.NONE ? null : name(layer.merge()));
    return arguments;
  }

  /**
   * Keras returns all states of one direction, then all of the other; Layerbook, as PyTorch, those
   * of both directions in one tensor each.
   */
  private static Arrangement eachDirection(Call call) {
    int sequences = merge(call) == Recurrent.Merge.NONE ? 2 : 1;
    return Arrangement.channelsLast(call.inputs(), 1)
        .mapped(
            results -> {
              List<Result> states =
                  results.stream()
                      .skip(sequences)
                      .map(result -> new Result(result.output(), Recurrents.STATE))
                      .toList();
              return Tensors.join(Tensors.join(results.subList(0, sequences), states), states);
            });
  }

  /** Time steps are examples: the wrapped layer has a batch of all of them. */
  private static Entry timeDistributed() {
    return EntryBuilder.of(
            List.of(),
            call -> inner(call).layer(),
            writing -> Map.of(),
            Keras.LAYERS,
            "TimeDistributed")
        .tolerating(Keras.TOLERATED)
        .signature("layer")
        .limit(NOT_WRAPPED, Wrappers::isUnknown)
        .arranged(Wrappers::eachStep)
        .followed(call -> call.knowsInputs() ? inner(call).activation() : null)
        .namedBy(
            call -> {
              Invocation inner = wrapped(call);
              Naming own = wrapped(inner).naming(inner.arguments());
              return (tensor, layer) ->
                  Tensors.prefixed(Tensors.snake(inner.name()) + "/", own.of(tensor, layer));
            })
        .entry();
  }

  private static Reading inner(Call call) {
    Invocation inner = wrapped(call);
    if (!call.knowsInputs()) {
      return new Reading(
          wrapped(inner).layer(inner.arguments()),
          null,
          new Arrangement(List.of(), List.of(), outputs -> List.of(), false),
          Naming.OURS);
    } else if (call.rank() < 2) {
      throw new DialectException("there are no steps among the axes of %s", call.input(0));
    }
    List<Long> input = call.input(0);
    List<Long> each = new ArrayList<>(input.subList(1, input.size()));
    each.set(0, Math.multiplyExact(input.get(0), input.get(1)));
    return wrapped(inner).read(inner.arguments(), Arguments.NONE, List.of(each));
  }

  /** The steps are a second axis of the batch. */
  private static Arrangement eachStep(Call call) {
    Arrangement plain = inner(call).arrangement();
    List<Operand> operands =
        plain.operands().stream()
            .map(each -> new Operand(each.input(), each.shape(), later(each.placement())))
            .toList();
    return new Arrangement(
        operands,
        call.input(0).subList(0, 2),
        outputs ->
            plain.results().of(outputs).stream()
                .map(result -> new Result(result.output(), later(result.placement())))
                .toList(),
        plain.anyOrder());
  }

  private static Placement later(Placement placement) {
    return new Placement(
        placement.axes().stream()
            .map(axis -> axis == Placement.NONE ? axis : Integer.valueOf(axis + 1))
            .toList());
  }
}
