package io.github.layerbook.exchange.dl4j;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.builder.Chain;
import io.github.layerbook.exchange.builder.Chain.Call;
import io.github.layerbook.exchange.builder.JavaText;
import io.github.layerbook.exchange.drawing.Drawing;
import io.github.layerbook.exchange.drawing.UnreadableException;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Identity;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.BatchNormalization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Draws the layers of a configuration, in a row or as a graph. */
final class LayerDrawing {
  private final Drawing drawing;
  private final Map<String, Object> variables;
  private final ReadingOptions options;
  private final Map<String, Made> named = new HashMap<>();
  private final Map<String, @Nullable Object> standard = new LinkedHashMap<>();
  private Optional<Made> last = Optional.empty();
  private int layers;

  LayerDrawing(Drawing drawing, Map<String, Object> variables, ReadingOptions options) {
    this.drawing = drawing;
    this.variables = variables;
    this.options = options;
  }

  void draw(List<Call> calls) {
    inputs(calls);
    for (Call call : calls) {
      if (call.name().equals("activation") || call.name().equals("convolutionMode")) {
        standard.put(call.name(), plain(call.arguments().get(0)));
      } else if (Dl4jCode.ADDING.contains(call.name())) {
        add(call);
      }
    }
  }

  /** What the input type says, or the first layer's nIn. */
  private void inputs(List<Call> calls) {
    List<String> names = new ArrayList<>();
    List<List<Long>> types = new ArrayList<>();
    for (Call call : calls) {
      if (call.name().equals("addInputs")) {
        call.arguments().stream()
            .filter(String.class::isInstance)
            .forEach(name -> names.add((String) name));
      } else if (call.name().equals("setInputType")
          || call.name().equals("setInputTypes")
          || call.name().equals("inputType")) {
        for (Object type : call.arguments()) {
          InputType.extents(JavaText.value(type, variables), variables, drawing)
              .ifPresent(types::add);
        }
      }
    }
    if (!options.inputs().isEmpty()) {
      types.clear();
      types.addAll(options.inputs());
    } else if (types.isEmpty()) {
      firstSize(calls).ifPresent(size -> types.add(List.of(size)));
    }
    if (types.isEmpty()) {
      throw new UnreadableException(
          0,
          "the text does not state the input's size: write .setInputType(InputType.convolutional(28,"
              + " 28, 1)), or give it, such as --input 1x28x28");
    }
    for (int i = 0; i < types.size(); i++) {
      String name =
          i < names.size() ? names.get(i) : types.size() == 1 ? "input" : "input" + (i + 1);
      Made made = drawing.input(Drawing.name(name), types.get(i), AxisOrder.CHW);
      named.put(name, made);
      last = Optional.of(made);
    }
  }

  /** A first dense layer tells how many values it reads. */
  private Optional<Long> firstSize(List<Call> calls) {
    for (Call call : calls) {
      if (Dl4jCode.ADDING.contains(call.name())) {
        return layer(call)
            .filter(chain -> chain.head().contains("Dense") || chain.head().contains("Output"))
            .flatMap(chain -> chain.call("nIn"))
            .flatMap(in -> JavaText.number(in.arguments().get(0), variables));
      }
    }
    return Optional.empty();
  }

  private Optional<Chain> layer(Call call) {
    return call.arguments().stream()
        .map(argument -> JavaText.value(argument, variables))
        .filter(value -> value instanceof Chain chain && chain.made())
        .map(Chain.class::cast)
        .findFirst();
  }

  private void add(Call call) {
    Chain chain =
        layer(call)
            .orElseThrow(
                () ->
                    new UnreadableException(call.line(), "what is added is not made in this text"));
    Object first = call.arguments().get(0);
    String given = first instanceof String text ? text : name(chain);
    String name = given.isEmpty() ? "layer" + layers : given;
    layers++;
    List<Made> inputs = inputs(call);
    String type = type(chain);
    Made made =
        type.endsWith("Vertex")
            ? drawing.add(call.line(), Drawing.name(name), vertex(chain, type), inputs).get(0)
            : layer(call, chain, type, Drawing.name(name), inputs.get(0));
    named.put(name, made);
    last = Optional.of(made);
  }

  /** The names after the layer are its inputs; without, it reads the one before. */
  private List<Made> inputs(Call call) {
    List<Made> inputs = new ArrayList<>();
    for (Object argument : call.arguments().subList(1, call.arguments().size())) {
      if (argument instanceof String name) {
        Made made = named.get(name);
        if (made == null) {
          throw new UnreadableException(
              call.line(), "it reads \"%s\", which nothing before it makes", name);
        }
        inputs.add(made);
      }
    }
    return inputs.isEmpty() ? List.of(last.orElseThrow()) : inputs;
  }

  private String name(Chain chain) {
    return chain
        .call("name")
        .flatMap(call -> call.arguments().stream().findFirst())
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .orElse("");
  }

  private static String type(Chain chain) {
    String head = chain.head().replaceAll("\\.Builder$", "");
    return head.substring(head.lastIndexOf('.') + 1);
  }

  private Layer vertex(Chain chain, String type) {
    String operation =
        chain.arguments().stream()
            .filter(Chain.class::isInstance)
            .map(argument -> ((Chain) argument).last())
            .findFirst()
            .orElse("Add");
    return switch (type) {
      case "MergeVertex" -> new Concatenate(1);
      case "ElementWiseVertex" ->
          Merge.of(
              switch (operation) {
                case "Product" -> Merge.Kind.MULTIPLY;
                case "Subtract" -> Merge.Kind.SUBTRACT;
                case "Average" -> Merge.Kind.AVERAGE;
                case "Max" -> Merge.Kind.MAXIMUM;
                default -> Merge.Kind.ADD;
              });
      default ->
          throw new UnreadableException(chain.line(), "there is no layer for DL4J's " + type);
    };
  }

  private Made layer(Call call, Chain chain, String type, String path, Made input) {
    Map<String, @Nullable Object> arguments =
        new LinkedHashMap<>(
            Dl4j.built(type, chain.arguments().stream().map(this::plain).toList()).named());
    Object activation = standard.get("activation");
    for (Call setting : chain.calls()) {
      if (setting.arguments().isEmpty()) {
        continue;
      }
      Object value =
          setting.arguments().size() == 1
              ? plain(setting.arguments().get(0))
              : setting.arguments().stream().map(this::plain).toList();
      activation = setting.name().equals("activation") ? value : activation;
      arguments.put(setting.name(), value);
    }
    if (type.equals("ActivationLayer")) {
      Object own = chain.arguments().isEmpty() ? activation : plain(chain.arguments().get(0));
      return activated(call, path, own, input);
    }
    boolean pools = arguments.containsKey("poolingType");
    arguments.putIfAbsent("convolutionMode", standard.get("convolutionMode"));
    // What the table does not have says nothing of the layer; a variable's nIn the input tells.
    Optional<Entry> entry = Dl4j.dialect().find(type);
    arguments
        .entrySet()
        .removeIf(
            each ->
                each.getValue() == null || entry.filter(e -> !e.takes(each.getKey())).isPresent());
    Arguments known = Arguments.named(arguments);
    Layer layer =
        Drawing.layer(call.line(), Dl4j.dialect(), type, known, Arguments.NONE, List.of(input));
    Made made = layer instanceof Identity ? input : drawing.add(call.line(), path, layer, input);
    if (layer instanceof BatchNormalization) {
      drawing.note("DL4J counts the running statistics of batch norm as parameters too");
    }
    boolean activates = !pools && hasActivation(type);
    return activates && activation != null ? activated(call, path, activation, made) : made;
  }

  private static boolean hasActivation(String type) {
    return type.contains("onvolution")
        || type.equals("DenseLayer")
        || type.endsWith("OutputLayer")
        || type.equals("LossLayer");
  }

  private Made activated(Call call, String path, @Nullable Object word, Made made) {
    String name = String.valueOf(word).toUpperCase(java.util.Locale.ROOT);
    if (Dl4j.dialect().find(name).isEmpty()) {
      drawing.note("the activation %s is not known, and left out".formatted(word));
      return made;
    }
    Layer layer =
        Drawing.layer(
            call.line(), Dl4j.dialect(), name, Arguments.NONE, Arguments.NONE, List.of(made));
    return layer instanceof Identity
        ? made
        : drawing.add(call.line(), path + "_" + LayerForm.of(layer).words().get(0), layer, made);
  }

  private @Nullable Object plain(Object argument) {
    Object value = JavaText.value(argument, variables);
    if (value instanceof Chain chain) {
      return chain.isName() || chain.head().equals("function") ? chain.last() : constructed(chain);
    } else if (value instanceof List<?> list) {
      return list.stream().map(each -> plain((Object) each)).toList();
    }
    return value;
  }

  /** {@code new ActivationReLU()} and the like. */
  private static String constructed(Chain chain) {
    return chain.last().replaceFirst("^Activation", "");
  }
}
