package io.github.layerbook.view.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.view.document.ExportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SheetFilesTest {
  private static final SheetFiles FILES =
      new SheetFiles(new TreeMap<>(Map.of("key.csv", "new", "students/a.html", "a")));

  @TempDir Path folder;

  private List<String> there() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Test
  void allFilesAreWrittenAndWritingThemAgainIsFine() throws IOException {
    FILES.write(folder.resolve("made/anew"), false);
    FILES.write(folder.resolve("made/anew"), false);
    assertEquals(List.of("made/anew/key.csv", "made/anew/students/a.html"), there());
  }

  @Test
  void nothingIsWrittenOverWithoutOverwrite() throws IOException {
    Files.writeString(folder.resolve("key.csv"), "old");
    ExportException refused = assertThrows(ExportException.class, () -> FILES.write(folder, false));
    assertTrue(String.valueOf(refused.getMessage()).contains("--overwrite"));
    assertEquals(List.of("key.csv"), there());
    assertEquals("old", Files.readString(folder.resolve("key.csv")));
    FILES.write(folder, true);
    assertEquals("new", Files.readString(folder.resolve("key.csv")));
    assertEquals(List.of("key.csv", "students/a.html"), there());
  }

  @Test
  void whereOneCannotBeWrittenNoneIs() throws IOException {
    Files.writeString(folder.resolve("key.csv"), "old");
    Files.writeString(folder.resolve("students"), "a file where the folder should be");
    assertThrows(ExportException.class, () -> FILES.write(folder, true));
    assertEquals("old", Files.readString(folder.resolve("key.csv")));
    assertEquals(List.of("key.csv", "students"), there());
  }

  @Test
  void aFolderInTheWayIsSaid() throws IOException {
    Files.createDirectories(folder.resolve("key.csv"));
    assertThrows(ExportException.class, () -> FILES.write(folder, true));
    assertEquals(List.of(), there());
  }
}
