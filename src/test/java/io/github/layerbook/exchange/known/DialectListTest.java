package io.github.layerbook.exchange.known;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The list in {@code src/docs} is that of the tables; {@code -Dlayerbook.docs=write} writes it. */
class DialectListTest {
  private static final Path LIST = Path.of("src/docs", "dialects.md");

  @Test
  void theListIsThatOfTheTables() throws IOException {
    if ("write".equals(System.getProperty("layerbook.docs"))) {
      Files.createDirectories(LIST.getParent());
      Files.writeString(LIST, DialectList.markdown());
    }
    assertEquals(DialectList.markdown(), Files.readString(LIST));
  }
}
