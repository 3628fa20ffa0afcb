package io.github.layerbook.exchange.caffe;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.caffe.Message.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A layer of a prototxt.
 *
 * @param message its fields
 * @param name its name
 * @param type its type as written
 * @param bottoms the blobs that it reads
 * @param tops the blobs that it makes
 */
record LayerMessage(
    Message message, String name, String type, List<String> bottoms, List<String> tops) {
  private static final List<String> DATA =
      Dialect.names(
          "input data imagedata image_data memorydata memory_data hdf5data hdf5_data dummydata"
              + " dummy_data windowdata window_data annotateddata");

  /** Messages of a layer that hold its own fields end so. */
  private static final String PARAMETERS = "_param";

  private static final Set<String> OTHER_PARAMETERS =
      Set.of("transform_param", "loss_param", "data_param", "input_param", "blobs_lr");

  /** Returns the layers that a network has in training, in order. */
  static List<LayerMessage> trained(Message file) {
    List<LayerMessage> all = new ArrayList<>();
    for (Field field : file.fields()) {
      boolean layer = field.name().equals("layer") || field.name().equals("layers");
      if (layer && field.value() instanceof Message message && isTrained(message)) {
        all.add(of(message, all.size()));
      }
    }
    return all;
  }

  private static LayerMessage of(Message message, int index) {
    String type = message.text("type").orElse("");
    return new LayerMessage(
        message,
        message.text("name").orElse("layer" + (index + 1)),
        type,
        message.texts("bottom"),
        message.texts("top"));
  }

  private static boolean isTrained(Message layer) {
    List<String> phases = phases(layer, "include");
    return (phases.isEmpty() || phases.contains("TRAIN"))
        && !phases(layer, "exclude").contains("TRAIN");
  }

  private static List<String> phases(Message layer, String rule) {
    return layer.messages(rule).stream().flatMap(each -> each.texts("phase").stream()).toList();
  }

  /** Returns the line where it begins. */
  int line() {
    return message.line();
  }

  /** Returns whether it reads data, and no blob. */
  boolean isData() {
    return DATA.contains(type.toLowerCase(Locale.ROOT));
  }

  /** Returns whether the next layer is the scale of this batch norm. */
  boolean isScaledBy(LayerMessage next) {
    return type.equals("BatchNorm")
        && next.type.equals("Scale")
        && next.bottoms.size() == 1
        && next.bottoms.equals(tops);
  }

  /** Returns the fields of its parameters; a field that stands several times is a list. */
  Arguments parameters() {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    for (Field outer : message.fields()) {
      if (outer.name().endsWith(PARAMETERS)
          && !OTHER_PARAMETERS.contains(outer.name())
          && outer.value() instanceof Message inner) {
        for (Field field : inner.fields()) {
          List<Object> values = inner.all(field.name()).stream().map(LayerMessage::plain).toList();
          named.put(field.name(), values.size() == 1 ? values.get(0) : values);
        }
      }
    }
    return Arguments.named(named);
  }

  private static Object plain(Object value) {
    return value instanceof Message.Word word ? word.name() : value;
  }
}
