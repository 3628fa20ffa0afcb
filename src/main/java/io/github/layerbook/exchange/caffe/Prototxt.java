package io.github.layerbook.exchange.caffe;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.drawing.Drawing;
import io.github.layerbook.exchange.drawing.UnreadableException;
import io.github.layerbook.exchange.form.Form;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.normalization.BatchNormalization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Draws the layers of Caffe's network files from blob to blob: {@code deploy.prototxt} and {@code
 * train_val.prototxt}, of the new form with {@code layer} and of the old one with {@code layers}.
 */
public final class Prototxt {
  /** The form. */
  public static final Form FORM =
      Form.single(
          "caffe",
          "a Caffe prototxt",
          Integer.MAX_VALUE,
          Prototxt::recognises,
          (text, options) -> new Prototxt(text, options).read());

  private static final Pattern LAYER = Pattern.compile("(?m)(?:^|[\\s}])layers?\\s*:?\\s*\\{");
  private static final Pattern FIELD =
      Pattern.compile("\\b(?:bottom|top|type|num_output|kernel_size)\\s*:");

  private final ReadingOptions options;
  private final Drawing drawing = new Drawing();
  private final Message file;
  private final List<LayerMessage> layers;
  private final Map<String, Made> blobs = new HashMap<>();
  private final Set<String> blocks;
  private int inputs;

  private Prototxt(String text, ReadingOptions options) {
    this.options = options;
    List<Problem> problems = new ArrayList<>();
    file = TextFormat.read(text, problems);
    problems.forEach(drawing::problem);
    layers = LayerMessage.trained(file);
    blocks = blocks();
  }

  private static boolean recognises(String text) {
    return LAYER.matcher(text).find() && FIELD.matcher(text).find();
  }

  private ReadNetwork read() {
    drawing.attempt(
        () -> {
          declared();
          for (int i = 0; i < layers.size(); i++) {
            i += add(layers.get(i), i + 1 < layers.size() ? layers.get(i + 1) : null);
          }
        });
    String own = file.text("name").orElse("net");
    return drawing.read(options.nameOr(Drawing.name(own)));
  }

  /** Inputs that stand before the layers: {@code input: "data" input_dim: 1 …}. */
  private void declared() {
    List<String> names = file.texts("input");
    List<Long> dims = file.numbers("input_dim");
    List<Message> shapes = file.messages("input_shape");
    for (int i = 0; i < names.size(); i++) {
      List<Long> shape =
          i < shapes.size()
              ? shapes.get(i).numbers("dim")
              : dims.subList(Math.min(4 * i, dims.size()), Math.min(4 * i + 4, dims.size()));
      input(1, names.get(i), InputShape.unbatched(shape), List.of(names.get(i)));
    }
  }

  /** Adds an input; the caller's shape has precedence. */
  private void input(int line, String name, Optional<List<Long>> shape, List<String> tops) {
    Optional<List<Long>> given =
        inputs < options.inputs().size()
            ? Optional.of(options.inputs().get(inputs))
            : Optional.empty();
    List<Long> extents =
        given
            .or(() -> shape)
            .orElseThrow(
                () ->
                    new UnreadableException(
                        line,
                        "the text does not state the input's size: give it, such as --input"
                            + " 3x227x227"));
    inputs++;
    Made made = drawing.input(path(name), extents, AxisOrder.CHW);
    if (!tops.isEmpty()) {
      blobs.put(tops.get(0), made);
    }
  }

  /** Adds a layer, and returns how many after it are in it. */
  private int add(LayerMessage layer, @Nullable LayerMessage next) {
    // A layer in Python that reads nothing loads data.
    if (layer.isData() || (layer.bottoms().isEmpty() && layer.type().equals("Python"))) {
      if (layer.tops().stream().anyMatch(this::isRead)) {
        Optional<List<Long>> shape = InputShape.of(layer, drawing);
        input(layer.line(), layer.name(), shape, layer.tops());
      }
      return 0;
    }
    String absent = Caffe.dialect().absent().get(layer.type());
    if (absent != null) {
      drawing.note("%s is left out: %s".formatted(layer.name(), absent));
      return 0;
    }
    List<Made> bottoms = layer.bottoms().stream().map(bottom -> blob(layer, bottom)).toList();
    if (next != null && layer.isScaledBy(next)) {
      keep(next.tops(), normalized(layer, next, bottoms));
      return 1;
    }
    keep(layer.tops(), applied(layer, bottoms));
    return 0;
  }

  private void keep(List<String> tops, List<Made> outputs) {
    for (int i = 0; i < tops.size() && !outputs.isEmpty(); i++) {
      blobs.put(tops.get(i), outputs.get(Math.min(i, outputs.size() - 1)));
    }
  }

  private boolean isRead(String blob) {
    return layers.stream()
        .anyMatch(
            layer ->
                layer.bottoms().contains(blob)
                    && !Caffe.dialect().absent().containsKey(layer.type()));
  }

  private Made blob(LayerMessage layer, String bottom) {
    Made made = blobs.get(bottom);
    if (made == null) {
      throw new UnreadableException(
          layer.line(), "%s reads %s, which no layer before it makes", layer.name(), bottom);
    }
    return made;
  }

  /** Batch norm in Caffe's two layers: statistics, then a scale and shift. */
  private List<Made> normalized(LayerMessage layer, LayerMessage scale, List<Made> bottoms) {
    boolean shift = scale.parameters().named().get("bias_term") instanceof Boolean flag && flag;
    return drawing.add(
        layer.line(),
        path(layer.name()),
        new BatchNormalization(true, shift, true, true, null, null),
        bottoms);
  }

  private List<Made> applied(LayerMessage layer, List<Made> bottoms) {
    if (bottoms.isEmpty()) {
      throw new UnreadableException(
          layer.line(), layer.name() + " reads nothing: it has no bottom");
    }
    Optional<List<Made>> special = new SizedLayers(drawing).add(layer, path(layer.name()), bottoms);
    if (special.isPresent()) {
      return special.get();
    }
    Map<String, @Nullable Object> called = new LinkedHashMap<>();
    if (layer.tops().equals(layer.bottoms())) {
      called.put("in_place", true);
    }
    Layer made =
        Drawing.layer(
            layer.line(),
            Caffe.dialect(),
            layer.type(),
            layer.parameters(),
            Arguments.named(called),
            bottoms);
    return drawing.add(layer.line(), path(layer.name()), made, bottoms);
  }

  /** Names before a slash are blocks, unless a layer has one of them: {@code inception_3a/1x1}. */
  private Set<String> blocks() {
    Set<String> names = new HashSet<>();
    layers.forEach(layer -> names.add(layer.name()));
    Set<String> all = new HashSet<>();
    for (String name : names) {
      for (int at = name.indexOf('/'); at > 0; at = name.indexOf('/', at + 1)) {
        if (!names.contains(name.substring(0, at))) {
          all.add(name.substring(0, at));
        }
      }
    }
    return all;
  }

  private String path(String name) {
    int slash = name.lastIndexOf('/');
    boolean block = slash > 0 && blocks.contains(name.substring(0, slash));
    return block
        ? path(name.substring(0, slash)) + "." + Drawing.name(name.substring(slash + 1))
        : Drawing.name(name);
  }
}
