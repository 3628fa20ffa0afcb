package io.github.layerbook.exchange.keras.file;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.Invocation;
import io.github.layerbook.exchange.keras.Keras;
import io.github.layerbook.exchange.keras.Steps;
import io.github.layerbook.exchange.keras.file.ConfigValues.Given;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.tracing.Applications;
import io.github.layerbook.exchange.tracing.Merges;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.activation.Identity;
import io.github.layerbook.layer.merge.Merge;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Applies layers by the dialect's table, and the few that are made of others. */
final class KnownLayers {
  private static final Set<String> ATTENTION = Set.of("Attention", "AdditiveAttention");

  /** Whose weights a layer's are; several calls of one layer share them. */
  private final IdentityHashMap<LayerConfig, Object> owners = new IdentityHashMap<>();

  /**
   * Returns what a layer makes of what it is called on; empty if its class is not known.
   *
   * @param steps whether it is for each step of a sequence
   */
  Optional<List<TracedTensor>> apply(LayerConfig layer, Given given, String path, boolean steps) {
    if (layer.isOperation() || layer.type().endsWith("OpLambda")) {
      return Operations.of(layer, given, path).applied().map(List::of);
    }
    List<TracedTensor> tensors = Resolved.tensors(given);
    if (tensors.isEmpty()) {
      throw new PythonException("is called without a tensor");
    }
    if (Keras.keepsShapes(layer.type()) && layer.config().hasNonNull("mean")) {
      return Optional.of(List.of(unchanged(tensors.get(0), path)));
    }
    Optional<List<Invocation>> cells = RecurrentCells.of(layer);
    if (cells.isPresent()) {
      return Optional.of(
          Applications.chained(Keras.dialect(), cells.get(), tensors, path, owner(layer)));
    }
    boolean foreign = !layer.module().isEmpty() && !layer.module().startsWith("keras");
    Optional<Entry> entry =
        foreign
            ? Optional.empty()
            : Keras.dialect().find(layer.type()).filter(each -> !each.isFunction());
    if (entry.isPresent() && steps) {
      Arguments arguments = ConfigValues.arguments(layer.type(), layer.config());
      Invocation each = new Invocation(layer.type(), arguments);
      return Optional.of(
          Applications.chained(
              Keras.dialect(),
              Steps.of(each, tensors.get(0).extents()),
              tensors,
              path,
              owner(layer)));
    } else if (entry.isPresent()) {
      Arguments arguments = ConfigValues.arguments(layer.type(), layer.config());
      return Optional.of(
          Applications.apply(
              entry.get(), arguments, options(entry.get(), given), tensors, path, owner(layer)));
    } else if (!foreign && ATTENTION.contains(layer.type())) {
      return Optional.of(new PlainAttention(layer.config(), path, owner(layer)).of(tensors));
    } else if (!foreign && Keras.keepsShapes(layer.type())) {
      return Optional.of(List.of(unchanged(tensors.get(0), path)));
    } else if (!foreign
        && layer.type().equals("LayerScale")
        && layer.config().has("projection_dim")) {
      return Optional.of(List.of(scaled(layer, tensors.get(0))));
    }
    return Optional.empty();
  }

  private Object owner(LayerConfig layer) {
    return owners.computeIfAbsent(layer, each -> new Object());
  }

  private static Arguments options(Entry entry, Given given) {
    Map<String, Object> options = new LinkedHashMap<>();
    entry
        .options()
        .forEach(
            option -> {
              Object value = given.named().get(option.name());
              if (value instanceof Boolean || value instanceof Number || value instanceof String) {
                options.put(option.name(), value);
              }
            });
    return Arguments.named(options);
  }

  private static TracedTensor unchanged(TracedTensor tensor, String path) {
    return tensor.with(
        tensor.extents(),
        tensor.placement(),
        tensor.graph().add(path, new Identity(), List.of(tensor.made()), null).get(0));
  }

  /** ConvNeXt's own layer: each channel times a learned number. */
  private TracedTensor scaled(LayerConfig layer, TracedTensor tensor) {
    List<Long> channels = List.of(layer.config().path("projection_dim").asLong());
    TracedTensor.Weight weight =
        new TracedTensor.Weight(owner(layer), ModelBuilder.name(layer), channels);
    return Merges.merged(
        Merge.Kind.MULTIPLY,
        tensor,
        TracedTensor.constant(channels, weight, Resolved.NO_METHODS),
        false);
  }
}
