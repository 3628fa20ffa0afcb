package io.github.layerbook.notebook.offer;

import io.github.layerbook.notebook.Session;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files and folders below the notebook's folder, one level at a time; hidden ones are not. */
public record FilePaths() implements Candidates {
  private static final int MOST = 1000;

  @Override
  public Offer of(Session session, Written written) {
    int name = written.begun().lastIndexOf('/') + 1;
    return Offer.of(written.begun().substring(name), in(written.begun().substring(0, name)))
        .movedBy(name);
  }

  private static List<String> in(String folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(folder))) {
      Stream<Path> all = StreamSupport.stream(files.spliterator(), false).limit(MOST);
      return all.map(file -> file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
          .filter(file -> !file.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException | InvalidPathException notThere) {
      return List.of();
    }
  }
}
