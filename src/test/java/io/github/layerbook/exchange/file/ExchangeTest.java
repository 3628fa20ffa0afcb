package io.github.layerbook.exchange.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.png | \\211PNG\\r\\n\\032\\n\\000\\000 | is a PNG picture",
        "a.jpg | \\377\\330\\377\\340\\000 | is a JPEG picture",
        "a.pt | <!DOCTYPE html><html> | is an HTML page: maybe an error page in the place of the model",
        "a.json | {\"a\": 1} | is JSON, but no model's that is known",
        "a.txt | Dear reader | is a text of no form that is known",
        "a.bin | \\001\\002\\003 | is not a model of a form that is known",
        "a.pdf | %PDF-1.7 | is a PDF document",
        "a.pt | version https://git-lfs.github.com/spec/v1 | is a pointer of Git LFS: fetch the file itself (git lfs pull)",
        "a.gz | \\037\\213\\010 | is compressed with gzip: unpack it first",
      })
  void aFileThatHoldsNoModelIsNamedForWhatItIs(String name, String content, String expected)
      throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, content.translateEscapes().getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(name + ": " + expected, refusal(file));
  }

  @Test
  void aFileOfCodeIsReadAsSuch() throws IOException {
    Path file = folder.resolve("net.py");
    Files.writeString(file, "net = nn.Sequential(nn.Linear(784, 10), nn.ReLU())");
    var network = Exchange.read(file, FileOptions.NONE.input(784L)).network().orElseThrow();
    assertEquals(7850, Report.of(network).total(Quantity.PARAMETERS).value());
    assertEquals("PyTorch code", Exchange.form(file).title());
  }

  @Test
  void whatIsNoFileWithContentIsRefused() throws IOException {
    assertTrue(refusal(folder.resolve("gone.pt")).contains("there is no such file in"));
    assertEquals(
        "empty.gguf: the file is empty", refusal(Files.createFile(folder.resolve("empty.gguf"))));
  }

  private static String refusal(Path file) {
    return String.valueOf(
        assertThrows(UnreadableFileException.class, () -> Exchange.read(file)).getMessage());
  }
}
