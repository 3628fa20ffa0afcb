package io.github.layerbook.exchange.onnx.source;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.layer.recurrent.Recurrent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A recurrent layer in ONNX's operator, which has the steps first. */
final class RecurrentWriter {
  private RecurrentWriter() {}

  /** ONNX's have the steps first, then the batch, and an axis of directions. */
  static String write(StepWriter to, Said said, List<String> tensors) {
    Recurrent layer = (Recurrent) said.layer();
    Map<String, @Nullable Object> arguments = OperatorWriter.values(said, said.invocation());
    List<String> inputs = new ArrayList<>();
    inputs.add(to.moved("steps_first", tensors.get(0), 1L, 0L, 2L));
    for (String name : List.of("W", "R", "B")) {
      Object extents = arguments.remove(name);
      if (extents != null) {
        String own = name.equals("B") ? "bias" : name.equals("W") ? "weight" : name;
        Long[] sizes = Protos.numbers(extents).toArray(Long[]::new);
        inputs.add(
            name.equals("B") && layer.singlebias() ? half(to, sizes) : to.weight(own, sizes));
      }
    }
    NodeProto.Builder node = to.node(layer.kind().name(), "steps", inputs);
    String last = node.getOutput(0) + "_last";
    if (!layer.sequence()) {
      node.setOutput(0, "").addOutput(last);
    }
    arguments.forEach(
        (name, value) -> {
          if (name.equals("activations")) {
            node.addAttribute(Protos.texts(name, (List<?>) value));
          } else if (value != null) {
            node.addAttribute(Protos.attribute(name, value));
          }
        });
    to.add(node);
    return layer.sequence()
        ? to.reshaped("", to.moved("batch_first", node.getOutput(0), 2L, 0L, 1L, 3L), 0L, 0L, -1L)
        : to.reshaped("", to.moved("batch_first", last, 1L, 0L, 2L), 0L, -1L);
  }

  /** One bias for each gate: ONNX's second is zero. */
  private static String half(StepWriter to, Long[] sizes) {
    String bias = to.weight("bias", sizes[0], sizes[1] / 2);
    String zeros =
        to.add("ConstantOfShape", "zeros", to.numbers("zeros_sizes", sizes[0], sizes[1] / 2));
    return to.joined("biases", 1, List.of(bias, zeros));
  }
}
