package io.github.layerbook.exchange.caffe;

import io.github.layerbook.exchange.drawing.Drawing;
import io.github.layerbook.exchange.form.ReadingOptions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a layer of data tells of its blob's shape. */
final class InputShape {
  private InputShape() {}

  /** Returns the extents without the batch; empty where the layer does not say. */
  static Optional<List<Long>> of(LayerMessage layer, Drawing drawing) {
    Message message = layer.message();
    for (String parameter : List.of("input_param", "dummy_data_param")) {
      List<Message> shapes = message.message(parameter).messages("shape");
      if (!shapes.isEmpty()) {
        return unbatched(shapes.get(0).numbers("dim"));
      }
    }
    for (String parameter : List.of("memory_data_param", "dummy_data_param")) {
      Optional<List<Long>> stated =
          numbers(message.message(parameter), "channels", "height", "width");
      if (stated.isPresent()) {
        return stated;
      }
    }
    return conventional(message, drawing);
  }

  /** Returns extents without the first one, the batch. */
  static Optional<List<Long>> unbatched(List<Long> extents) {
    return extents.size() < 2
        ? Optional.empty()
        : Optional.of(List.copyOf(extents.subList(1, extents.size())));
  }

  private static Optional<List<Long>> numbers(Message message, String... names) {
    List<Long> all =
        List.of(names).stream().flatMap(name -> message.numbers(name).stream().limit(1)).toList();
    return all.size() == names.length ? Optional.of(all) : Optional.empty();
  }

  /** Images are cut to a size and have colours; some data sets are known by name. */
  private static Optional<List<Long>> conventional(Message message, Drawing drawing) {
    Message transform = message.message("transform_param");
    List<Long> crop = transform.numbers("crop_size");
    if (crop.isEmpty()) {
      crop = message.message("data_param").numbers("crop_size");
    }
    if (crop.isEmpty()) {
      crop = message.message("image_data_param").numbers("new_height");
    }
    String source =
        (message.message("data_param").text("source").orElse("")
                + message.message("image_data_param").text("source").orElse(""))
            .toLowerCase(Locale.ROOT);
    Optional<List<Long>> known =
        source.contains("mnist")
            ? Optional.of(List.of(1L, 28L, 28L))
            : source.contains("cifar") ? Optional.of(List.of(3L, 32L, 32L)) : Optional.empty();
    if (!crop.isEmpty()) {
      long channels = known.map(shape -> shape.get(0)).orElse(3L);
      drawing.note(
          "the input is %dx%dx%d: images are cut to %d, %s"
              .formatted(
                  channels,
                  crop.get(0),
                  crop.get(0),
                  crop.get(0),
                  channels == 1 ? "grey" : "in colour, as the text does not say"));
      return Optional.of(List.of(channels, crop.get(0), crop.get(0)));
    }
    known.ifPresent(
        shape ->
            drawing.note(
                "the input is %s, as the data set's name says: give another with --input"
                    .formatted(ReadingOptions.text(shape))));
    return known;
  }
}
