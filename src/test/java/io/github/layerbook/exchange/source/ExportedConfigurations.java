package io.github.layerbook.exchange.source;

import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.huggingface.HuggingFace;
import io.github.layerbook.exchange.pytorch.source.TorchSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the code of Hugging Face configurations beside them: {@code
 * src/test/python/compare_with_transformers.py} makes the configurations and runs the code.
 */
public final class ExportedConfigurations {
  private ExportedConfigurations() {}

  /** Writes {@code NAME.py} for each {@code NAME.json} of a directory; of so many tokens. */
  public static void main(String[] arguments) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(arguments[0]))) {
      files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    ReadingOptions tokens = ReadingOptions.NONE.input(Long.valueOf(arguments[1]));
    for (Path file : files) {
      ReadNetwork read = HuggingFace.form().read(Files.readString(file), tokens);
      if (read.network().isEmpty()) {
        System.err.println(file.getFileName() + ": " + read.problems());
        continue;
      }
      try {
        String code = TorchSource.of(read.network().get());
        Files.writeString(Path.of(file.toString().replaceFirst("json$", "py")), code);
      } catch (NotExpressibleException e) {
        System.err.println(file.getFileName() + ": " + e.reason());
      }
    }
  }
}
