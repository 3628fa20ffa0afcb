package io.github.layerbook.view.sheet;

import io.github.layerbook.view.document.ExportException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files of an assignment.
 *
 * @param files what each holds, by its path from the assignment's folder, with slashes
 */
public record SheetFiles(Map<String, String> files) {
  /** Copies the files, in their order. */
  public SheetFiles {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  /**
   * Writes all of them below a folder, which is made where there is none, or none.
   *
   * @throws ExportException if a file is there and holds something else, unless it may be written
   *     over; or if one cannot be written
   */
  public void write(Path folder, boolean overwrite) {
    try {
      refuse(folder, overwrite);
      Files.createDirectories(folder);
      Path staged = Files.createTempDirectory(folder, ".sheets");
      try {
        stage(staged);
        move(staged, folder);
      } finally {
        delete(staged);
      }
    } catch (AccessDeniedException e) {
      throw new ExportException("%s cannot be written: permission denied.".formatted(folder));
    } catch (IOException e) {
      throw new ExportException(
          "%s is not a folder that can be written: choose another --folder.".formatted(folder));
    }
  }

  private void refuse(Path folder, boolean overwrite) throws IOException {
    List<Path> there = new ArrayList<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (Files.isDirectory(path)) {
        throw new ExportException("%s is a folder: choose another --folder.".formatted(path));
      } else if (Files.exists(path) && !holds(path, file.getValue())) {
        there.add(path);
      }
    }
    if (!overwrite && !there.isEmpty()) {
      throw new ExportException(
          "%s is there already and holds something else%s: add --overwrite, or choose another --folder."
              .formatted(
                  there.get(0),
                  there.size() == 1 ? "" : ", and so do %,d more".formatted(there.size() - 1)));
    }
  }

  private static boolean holds(Path path, String text) throws IOException {
    return Arrays.equals(Files.readAllBytes(path), text.getBytes(StandardCharsets.UTF_8));
  }

  private void stage(Path staged) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = staged.resolve("new").resolve(file.getKey());
      Files.createDirectories(parent(path));
      Files.writeString(path, file.getValue());
    }
  }

  /** Moves what is staged to its place; takes all back if one cannot be moved. */
  private void move(Path staged, Path folder) throws IOException {
    List<String> moved = new ArrayList<>();
    try {
      for (String file : files.keySet()) {
        Path path = folder.resolve(file);
        Files.createDirectories(parent(path));
        if (Files.exists(path)) {
          Path old = staged.resolve("old").resolve(file);
          Files.createDirectories(parent(old));
          Files.copy(path, old);
        }
        Files.move(staged.resolve("new").resolve(file), path, StandardCopyOption.REPLACE_EXISTING);
        moved.add(file);
      }
    } catch (IOException e) {
      for (String file : moved) {
        takeBack(staged.resolve("old").resolve(file), folder.resolve(file));
      }
      throw e;
    }
  }

  private static void takeBack(Path old, Path path) throws IOException {
    if (Files.exists(old)) {
      Files.move(old, path, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.deleteIfExists(path);
    }
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.deleteIfExists(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
