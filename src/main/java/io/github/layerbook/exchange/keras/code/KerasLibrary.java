package io.github.layerbook.exchange.keras.code;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.Builtin;
import io.github.layerbook.exchange.python.value.Library;
import io.github.layerbook.exchange.python.value.ModuleValue;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code keras} and {@code tensorflow} as code imports them. */
public final class KerasLibrary implements Library {
  private static final List<String> ZEROS = List.of("zeros", "ones");

  private final Layers layers;
  private final Functions functions;
  private final Modelling modelling;
  private final LowLevel lowLevel;
  private final Applications applications;

  /** Makes the library of a dialect's classes. */
  public KerasLibrary(Dialect dialect) {
    layers = new Layers(dialect);
    functions = new Functions(layers);
    modelling = new Modelling(layers);
    lowLevel = new LowLevel(layers, modelling);
    applications = new Applications(modelling);
  }

  /** Adds an input to a graph, channels last and without the batch, and returns its tensor. */
  public static TracedTensor input(Graph graph, String name, List<Long> extents) {
    return ModelInputs.input(graph, name, extents);
  }

  Applications applications() {
    return applications;
  }

  Modelling modelling() {
    return modelling;
  }

  @Override
  public Optional<Object> module(String name) {
    String plain = name.replaceFirst("^tensorflow\\.(compat\\.v1\\.)?(python\\.)?keras", "keras");
    if (plain.equals("keras") || plain.equals("keras.models") || plain.equals("keras.engine")) {
      return of(plain, this::keras);
    } else if (plain.matches("keras\\.layers(\\.[a-z_0-9]+)*")) {
      return of("keras.layers", this::layer);
    } else if (plain.equals("keras.applications") || plain.startsWith("keras.applications.")) {
      return of(plain, applications::find);
    } else if (plain.equals("keras.activations")) {
      return of(plain, functions::activation);
    } else if (plain.equals("keras.backend") || plain.equals("keras.ops")) {
      return of(plain, functions::find);
    }
    return switch (name) {
      case "tensorflow", "tensorflow.compat.v1" -> of(name, this::tensorflow);
      case "tensorflow.nn", "tensorflow.compat.v1.nn" ->
          of(name, member -> lowLevel.ofNetworks(member).or(() -> functions.find(member)));
      case "tensorflow.math", "tensorflow.image" -> of(name, functions::find);
      case "tensorflow.random", "keras.random", "tensorflow.keras.random" -> of(name, this::random);
      default -> Optional.empty();
    };
  }

  private static Optional<Object> of(
      String name, java.util.function.Function<String, Optional<Object>> members) {
    return Optional.of(new ModuleValue(name, members));
  }

  @Override
  public Optional<Object> customary(String name) {
    return switch (name) {
      case "keras", "models", "tfk" -> module("keras");
      case "layers", "tfkl", "L", "kl" -> module("keras.layers");
      case "tf", "tensorflow" -> module("tensorflow");
      case "K", "backend" -> module("keras.backend");
      case "applications" -> module("keras.applications");
      default -> keras(name).or(() -> layer(name)).or(() -> applications.find(name));
    };
  }

  private Optional<Object> keras(String name) {
    return switch (name) {
      case "Model", "Functional" -> Optional.of(modelling.model);
      case "Sequential" -> Optional.of(modelling.sequential);
      case "Input" -> Optional.of(Builtin.function(name, modelling.inputs()::input));
      case "InputLayer" -> Optional.of(modelling.inputLayer);
      default -> Optional.empty();
    };
  }

  private Optional<Object> layer(String name) {
    return switch (name) {
      case "Input" -> Optional.of(Builtin.function(name, modelling.inputs()::input));
      case "InputLayer" -> Optional.of(modelling.inputLayer);
      case "Layer" -> Optional.of(layers.layer);
      default -> layers.find(name).or(() -> functions.ofLayers(name));
    };
  }

  private Optional<Object> tensorflow(String name) {
    if (ZEROS.contains(name)) {
      return random(name);
    }
    return name.equals("Module")
        ? Optional.empty()
        : lowLevel.find(name).or(() -> functions.find(name));
  }

  private Optional<Object> random(String name) {
    return Optional.of(
        Builtin.function(
            name,
            (in, a) -> {
              Object shape = a.get(0, "shape", Singleton.NONE);
              return Operators.isSequence(shape)
                  ? made(in, shape)
                  : new Unknown("tf." + name + "()", true);
            }));
  }

  private static Object made(Python in, Object shape) {
    List<Long> extents = new ArrayList<>();
    for (Object extent : in.iterate(shape)) {
      boolean isBatch =
          extents.isEmpty() && (extent == Singleton.NONE || extent instanceof Unknown);
      extents.add(isBatch ? TracedTensor.BATCH : Operators.whole(extent, "an extent"));
    }
    return TracedTensor.constant(extents, null, new TensorMethods());
  }
}
