package io.github.layerbook.exchange.checkpoint;

import io.github.layerbook.exchange.container.FileNames;
import io.github.layerbook.exchange.container.FileSeries;
import io.github.layerbook.exchange.form.FileForm;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.ReadNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The safetensors format: a length, a header in JSON, the values.
 *
 * <p>The header alone is read. It has to be as the format demands: names once, the values of all
 * tensors one behind the other without holes, up to the end of the file. A file that ends too early
 * is listed with a problem. See <a
 * href="https://huggingface.co/docs/safetensors">huggingface.co/docs/safetensors</a>.
 */
public final class Safetensors implements FileForm {
  @Override
  public String title() {
    return "a safetensors file";
  }

  @Override
  public boolean recognises(byte[] beginning, String name) {
    boolean zip = beginning.length > 1 && beginning[0] == 'P' && beginning[1] == 'K';
    boolean header =
        beginning.length > 9
            && beginning[8] == '{'
            && beginning[5] == 0
            && beginning[6] == 0
            && beginning[7] == 0;
    return header || (name.endsWith(".safetensors") && !zip);
  }

  @Override
  public ReadNetwork read(Path file, FileOptions options) throws IOException {
    SafetensorsHeader header = SafetensorsHeader.read(file);
    ModelFolder folder = ModelFolder.of(file);
    List<FileTensor> tensors = TensorOrder.natural(header.tensors());
    List<String> notes = new ArrayList<>();
    FileSeries.of(file).map(FileSeries::note).ifPresent(notes::add);
    notes.addAll(folder.notes(tensors));
    return ReadNetwork.of(
        TensorList.inventory(FileNames.stem(file), title(), tensors), notes, header.problems());
  }
}
