package io.github.layerbook.export;

import io.github.layerbook.exchange.djl.source.DjlSource;
import io.github.layerbook.exchange.json.NetworkJson;
import io.github.layerbook.exchange.keras.source.KerasSource;
import io.github.layerbook.exchange.onnx.source.OnnxSource;
import io.github.layerbook.exchange.pytorch.source.TorchSource;
import io.github.layerbook.network.Network;
import io.github.layerbook.view.document.DocumentForms;
import io.github.layerbook.view.document.ExportForm;
import io.github.layerbook.view.document.ExportForm.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The file formats that come with Layerbook; a file extension selects the first format that has it.
 */
final class ExportForms {
  private ExportForms() {}

  static List<ExportForm> all() {
    List<ExportForm> all = new ArrayList<>();
    all.add(ExportForm.of("pytorch", "PyTorch code", "py", network(TorchSource::of)));
    all.add(ExportForm.of("keras", "Keras code", "py", network(KerasSource::of)));
    all.add(ExportForm.of("djl", "DJL code", "java", network(DjlSource::of)));
    all.add(
        ExportForm.of(
            "notation", "Layerbook's notation", "txt layerbook", network(Network::toString)));
    all.add(ExportForm.of("json", "Layerbook's JSON", "json", network(NetworkJson::of)));
    all.add(
        ExportForm.of(
            "onnx",
            "an ONNX model with weights of zeros",
            "onnx",
            new Writer<>(Network.class, OnnxSource::of)));
    all.add(
        ExportForm.of(
            "onnx-graph",
            "an ONNX model without weights",
            "onnx",
            new Writer<>(Network.class, OnnxSource::withoutWeights)));
    all.addAll(DocumentForms.all());
    return List.copyOf(all);
  }

  private static Writer<Network> network(Function<Network, String> text) {
    return Writer.text(Network.class, text);
  }
}
