package io.github.layerbook.zoo;

import io.github.layerbook.zoo.ZooEntry.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Families whose networks stand in a resource, written in the notation. */
public final class WrittenNetworks {
  private static final String BAR = " \\| ";

  private WrittenNetworks() {}

  /**
   * Returns the networks of a resource beside a class. A line of the name, the title, the family,
   * the paper's key and the origin, with bars between them, stands before each.
   */
  public static List<ZooEntry> of(Class<?> room, String file) {
    List<ZooEntry> entries = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    List<String> lines = lines(room, file);
    for (int i = lines.size() - 1; i >= 0; i--) {
      String[] head = lines.get(i).split(BAR, -1);
      if (head.length == 5) {
        Published published = Published.of(head[2], head[3], Origin.valueOf(head[4]));
        entries.add(0, published.written(head[0], head[1], text.toString()));
        text.setLength(0);
      } else {
        text.insert(0, lines.get(i) + "\n");
      }
    }
    return entries;
  }

  /** Returns the parts, with bars between them, of each line of a resource beside a class. */
  public static List<String[]> table(Class<?> room, String file) {
    return lines(room, file).stream().map(line -> line.split(BAR, -1)).toList();
  }

  /** The lines but for comments, which # begins. */
  private static List<String> lines(Class<?> room, String file) {
    try (InputStream in = Objects.requireNonNull(room.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
