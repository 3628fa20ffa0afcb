package io.github.layerbook.exchange.keras.summary;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Prints rows of a model as the versions of Keras do. */
enum PrintedSummary {
  /** Keras 2 before 2.7: what does not fit is cut. */
  CUT {
    @Override
    List<String> cells(String text, int width) {
      return List.of(text.substring(0, Math.min(text.length(), width - 1)));
    }
  },
  /** Keras 2.7 to 2.15: what does not fit goes on in the next line. */
  WRAPPED {
    @Override
    List<String> cells(String text, int width) {
      List<String> lines = new ArrayList<>();
      String rest = " " + text;
      while (rest.length() > width - 2) {
        lines.add(rest.substring(0, width - 2));
        rest = " " + rest.substring(width - 2);
      }
      lines.add(rest);
      return lines;
    }
  },
  /** Keras 3: in boxes; words that do not fit end in an ellipsis. */
  BOXED {
    @Override
    List<String> cells(String text, int width) {
      List<String> lines = new ArrayList<>();
      StringBuilder line = new StringBuilder();
      for (String word : text.split(" ", -1)) {
        String shown = word.length() > width ? word.substring(0, width - 1) + "…" : word;
        if (line.length() > 0 && line.length() + 1 + shown.length() > width) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(line.length() > 0 ? " " : "").append(shown);
      }
      lines.add(line.toString());
      return lines;
    }
  };

  /** The lines of a cell. */
  abstract List<String> cells(String text, int width);

  /** Prints a model. */
  String print(String name, JsonNode network, boolean connected) {
    int[] widths =
        this == BOXED
            ? connected ? new int[] {20, 17, 11, 18} : new int[] {32, 26, 13}
            : connected ? new int[] {32, 21, 12, 33} : new int[] {29, 26, 10};
    StringBuilder text = new StringBuilder("Model: \"" + name + "\"\n");
    String rule = this == BOXED ? "├──┼──┼──┤\n" : "_".repeat(98) + "\n";
    text.append(rule);
    List<String> heads = new ArrayList<>(List.of("Layer (type)", "Output Shape", "Param #"));
    if (connected) {
      heads.add("Connected to");
    }
    line(text, heads.stream().map(List::of).toList(), widths, "┃");
    text.append(this == BOXED ? "┡━━╇━━╇━━┩\n" : "=".repeat(98) + "\n");
    for (JsonNode row : network.get("rows")) {
      line(text, cells(row, widths), widths, "│");
      text.append(this == WRAPPED ? " ".repeat(98) + "\n" : rule);
    }
    long all = network.get("parameters").asLong();
    long untrained = network.get("nonTrainable").asLong();
    return text.append("Total params: %,d\n".formatted(all))
        .append("Trainable params: %,d\n".formatted(all - untrained))
        .append("Non-trainable params: %,d\n".formatted(untrained))
        .toString();
  }

  private List<List<String>> cells(JsonNode row, int[] widths) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(cells(row.get(0).asText() + " (" + row.get(1).asText() + ")", widths[0]));
    boolean list = row.get(1).asText().equals("InputLayer") && this != BOXED;
    String shape =
        StreamSupport.stream(row.get(2).spliterator(), false)
            .map(PrintedSummary::shape)
            .collect(Collectors.joining(", "));
    cells.add(cells(list || row.get(2).size() > 1 ? "[" + shape + "]" : shape, widths[1]));
    String count = row.get(3).asText();
    cells.add(List.of(this == BOXED ? "%,d".formatted(row.get(3).asLong()) : count));
    if (widths.length > 3) {
      cells.add(links(row.get(4), widths[3]));
    }
    return cells;
  }

  private List<String> links(JsonNode links, int width) {
    List<String> names = new ArrayList<>();
    for (JsonNode link : links) {
      names.add(
          "%s[%d][%d]".formatted(link.get(0).asText(), link.get(1).asInt(), link.get(2).asInt()));
    }
    return switch (this) {
      case CUT ->
          names.isEmpty()
              ? List.of("")
              : names.stream().flatMap(n -> cells(n, width).stream()).toList();
      case WRAPPED -> {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
          String begin = i == 0 ? "['" : " '";
          String end = i + 1 == names.size() ? "']" : "',";
          lines.addAll(cells(begin + names.get(i) + end, width));
        }
        yield lines.isEmpty() ? List.of("[]") : lines;
      }
      case BOXED -> cells(names.isEmpty() ? "-" : String.join(", ", names), width);
    };
  }

  private static String shape(JsonNode extents) {
    List<String> all = new ArrayList<>();
    extents.forEach(extent -> all.add(extent.isNull() ? "None" : extent.asText()));
    return "(" + String.join(", ", all) + (all.size() == 1 ? ",)" : ")");
  }

  private void line(StringBuilder text, List<List<String>> cells, int[] widths, String bar) {
    int lines = cells.stream().mapToInt(List::size).max().orElse(1);
    for (int i = 0; i < lines; i++) {
      text.append(this == BOXED ? bar + " " : "");
      for (int c = 0; c < cells.size(); c++) {
        String cell = i < cells.get(c).size() ? cells.get(c).get(i) : "";
        text.append(cell).append(" ".repeat(Math.max(0, widths[c] - cell.length())));
        text.append(this == BOXED ? " " + bar + " " : "");
      }
      text.append("\n");
    }
  }
}
