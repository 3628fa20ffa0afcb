package io.github.layerbook.exchange.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The ONNX files among the tests' resources, and what was measured of them. */
final class OnnxFiles {
  private OnnxFiles() {}

  /** Returns all files by name. */
  static Map<String, byte[]> all() {
    return entries("files.zip");
  }

  /** Returns the files of an archive by name. */
  static Map<String, byte[]> entries(String archive) {
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(open(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** Returns what was measured, by file. */
  static JsonNode truth() {
    try (InputStream json = new GZIPInputStream(open("onnx.json.gz"))) {
      return new ObjectMapper().readTree(json).get("files");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes all files of another archive to a directory, and returns them by name. */
  static Map<String, Path> unpacked(String archive, Path directory) {
    Map<String, Path> files = new TreeMap<>();
    entries(archive).forEach((name, bytes) -> files.put(name, write(directory, name, bytes)));
    return files;
  }

  /** Returns what an archive says of its files, by file. */
  static Set<Map.Entry<String, JsonNode>> truth(Path directory) {
    try {
      return new ObjectMapper().readTree(directory.resolve("truth.json").toFile()).properties();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) {
    return Objects.requireNonNull(OnnxFiles.class.getResourceAsStream("/onnx/" + name), name);
  }

  /** Writes a file to a directory. */
  static Path write(Path directory, String name, byte[] bytes) {
    try {
      return Files.write(directory.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a list of numbers. */
  static List<Long> numbers(JsonNode list) {
    List<Long> numbers = new ArrayList<>();
    list.forEach(number -> numbers.add(number.asLong()));
    return numbers;
  }
}
