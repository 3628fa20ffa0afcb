package io.github.layerbook.exchange.dl4j;

import io.github.layerbook.exchange.form.Form;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.InventoryLayer;
import io.github.layerbook.inventory.StoredTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Deeplearning4j's {@code summary()} prints: the layers with the shapes of their parameters,
 * running statistics among them; strides and the input are not in it.
 */
public final class Dl4jSummary {
  /** The form. */
  public static final Form FORM =
      Form.single(
          "dl4j-summary",
          "a DL4J summary",
          Integer.MAX_VALUE,
          Dl4jSummary::recognises,
          Dl4jSummary::read);

  private static final Pattern HEAD =
      Pattern.compile(
          "(?m)^\\s*(?:LayerName \\(LayerType\\)|VertexName"
              + " \\(VertexType\\)|Idx\\s+).*(?:ParamsShape|TotalParams).*$");
  private static final Pattern ROW =
      Pattern.compile(
          "^\\s*(\\S[^()]*?)\\s+\\(([A-Za-z_]\\w*)\\)\\s+(-|[\\d,]+),(-|\\d+)\\s+([\\d,]+|-)\\s+(.*)$");
  private static final Pattern TENSOR = Pattern.compile("([\\w.]+):\\{([\\d,\\s]*)}");
  private static final Pattern TOTAL =
      Pattern.compile("(?i)^\\s*(total|trainable|frozen) parameters:\\s*([\\d,]+)\\s*$");
  private static final Set<String> STATISTICS = Set.of("mean", "var");

  private Dl4jSummary() {}

  private static boolean recognises(String text) {
    return HEAD.matcher(text).find() && text.lines().anyMatch(line -> ROW.matcher(line).matches());
  }

  private static ReadNetwork read(String text, ReadingOptions options) {
    List<InventoryLayer> layers = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    long statistics = 0;
    long counted = 0;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      Matcher row = ROW.matcher(line.length() > 2_000 ? "" : line);
      Matcher total = TOTAL.matcher(line);
      try {
        if (row.matches()) {
          InventoryLayer layer = layer(row);
          layers.add(layer);
          statistics += layer.count(StoredTensor.Role.BUFFER);
          long values = layer.parameters() + layer.count(StoredTensor.Role.BUFFER);
          counted += values;
          long stated = figure(row.group(5));
          if (values != stated) {
            problems.add(
                new Problem(
                    number,
                    "%s says %,d parameters; the shapes of its tensors give %,d"
                        .formatted(layer.path(), stated, values)));
          }
        } else if (total.matches() && total.group(1).equalsIgnoreCase("total")) {
          long stated = figure(total.group(2));
          notes.add(
              stated == counted
                  ? "the total, %,d, is that of the rows".formatted(stated)
                  : "the total says %,d; the rows give %,d".formatted(stated, counted));
        }
      } catch (NumberFormatException | ArithmeticException e) {
        problems.add(new Problem(number, "a number is too large"));
      }
    }
    if (statistics > 0) {
      notes.add(
          "DL4J counts the running statistics of batch norm, %,d values, as parameters; here they are buffers"
              .formatted(statistics));
    }
    if (layers.isEmpty()) {
      problems.add(new Problem(0, "the summary has no rows that are understood"));
      return ReadNetwork.failed(notes, problems);
    }
    Inventory inventory =
        new Inventory(
            options.nameOr("net"),
            FORM.title(),
            layers,
            List.of("strides and padding", "the input, and the shapes of outputs"));
    return ReadNetwork.of(inventory, notes, problems);
  }

  private static InventoryLayer layer(Matcher row) {
    List<StoredTensor> tensors = new ArrayList<>();
    Matcher tensor = TENSOR.matcher(row.group(6));
    while (tensor.find()) {
      List<Long> shape = new ArrayList<>();
      for (String extent : tensor.group(2).split(",", -1)) {
        if (!extent.isBlank()) {
          shape.add(Long.parseLong(extent.strip()));
        }
      }
      StoredTensor stored = StoredTensor.trained(tensor.group(1), shape);
      tensors.add(
          STATISTICS.contains(tensor.group(1)) ? stored.as(StoredTensor.Role.BUFFER) : stored);
    }
    long stated = figure(row.group(5));
    if (tensors.isEmpty() && stated > 0) {
      tensors.add(StoredTensor.trained("parameters", List.of(stated)));
    }
    return new InventoryLayer(
        row.group(1).replaceAll("\\.\\.\\.$", "…"), row.group(2), Optional.empty(), tensors);
  }

  private static long figure(String written) {
    return written.equals("-") ? 0 : Long.parseLong(written.replace(",", ""));
  }
}
