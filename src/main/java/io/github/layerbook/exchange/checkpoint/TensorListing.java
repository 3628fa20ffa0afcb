package io.github.layerbook.exchange.checkpoint;

import io.github.layerbook.exchange.form.Form;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.unit.WrittenFigure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tensors that a text lists by name, one a line: of {@code named_parameters()}, {@code
 * state_dict()} or {@code model.weights}, in fvcore's {@code parameter_count_table}, or in the
 * table of a loop that counts. They are an inventory; a count without a shape is kept as it is.
 */
public final class TensorListing {
  /** The form. */
  public static final Form FORM =
      Form.single(
          "tensor-list",
          "a listing of tensors",
          400_000,
          TensorListing::recognises,
          TensorListing::read);

  private static final int LONGEST_LINE = 2_000;

  private static final Pattern ROW =
      Pattern.compile(
          "[\\s|│┃('\"\\[<]*(?:[0-9]{1,6}(?:[:.)|]\\s+|\\s+))?(?:(?i:layer|name|parameters?|tf\\.Variable)\\b\\s*[:=]?\\s*)?['\"]?"
              + "(?<name>(?:[0-9]+\\.)*[A-Za-z_][\\w./-]*)(?::[0-9])?['\"]?"
              + "(?:[\\s|│┃,:;=>-]|(?i:shape|size|numel|params?|\\(float32(?:_ref)?))*(?<shape>torch\\.Size\\(\\[[0-9,"
              + " ]*]\\)|\\([0-9, ]*\\)|\\[[0-9,"
              + " ]*]|(?<count>[0-9]+x[0-9x]+|[0-9][0-9,]*(?:\\.[0-9]+)?(?: ?[KMGB](?!\\w))?))"
              + "(?<rest>.*)");

  /** Between the items of a dictionary on one line. */
  private static final Pattern NEXT = Pattern.compile("(?<=\\)), (?=\\(?')|(?<=OrderedDict\\(\\[)");

  private static final String TENSORS =
      "weights?|bias|biases|kernel|depthwise_kernel|pointwise_kernel|recurrent_kernel|embeddings|gamma|beta"
          + "|moving_mean|moving_variance|running_mean|running_var|num_batches_tracked|in_proj_weight"
          + "|in_proj_bias|(?:weight|bias)_[ih]h_l[0-9]+(?:_reverse)?|alpha|W|b";

  private static final Pattern NAMED = Pattern.compile("(?:.*[./])?(?:" + TENSORS + ")");

  /** Code that made the model says more than what it prints. */
  private static final Pattern CODE =
      Pattern.compile(
          "(?m)^\\s*(?:class \\w+|def \\w+|import |from \\w+ import)|\\bnn\\.[A-Z]\\w+\\(");

  private static final Pattern TOTAL =
      Pattern.compile("(?i).*\\b(?:total|trainable|number of param\\w*|params)\\b.*[0-9].*");

  private TensorListing() {}

  private static boolean recognises(String text) {
    boolean fvcore = text.contains(" or shape");
    return text.length() <= FORM.longest()
        && (fvcore || text.contains("eight") || text.contains("ernel"))
        && !CODE.matcher(text).find()
        && rows(text).values().stream().filter(row -> fvcore || row.isTensor()).count() >= 2;
  }

  /** What a line says of a name: a tensor's extents, or how many values there are below it. */
  private record Entry(int line, String name, boolean shaped, List<Long> extents, boolean rounded) {
    boolean isTensor() {
      return shaped || isNamed(name);
    }
  }

  private static ReadNetwork read(String text, ReadingOptions options) {
    Map<String, Entry> rows = rows(text);
    List<FileTensor> tensors = new ArrayList<>();
    boolean rounded = false;
    for (Entry row : leaves(rows)) {
      rounded |= row.rounded();
      tensors.add(
          new FileTensor(
              row.isTensor() ? row.name() : row.name() + ".weights",
              "",
              row.extents(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
    if (tensors.isEmpty()) {
      return ReadNetwork.failed("no line is a tensor: a line has a name and its shape");
    }
    List<String> notes = new ArrayList<>();
    if (rounded) {
      notes.add(
          "counts with a unit, such as 50.4 K, are rounded in the text, and so are sums of them");
    }
    String name = options.name().isEmpty() ? "model" : options.name();
    Inventory inventory = TensorList.inventory(name, FORM.title(), tensors);
    return ReadNetwork.of(inventory, notes, List.of())
        .stating(List.of(), others(text, rows), line -> TOTAL.matcher(line).matches());
  }

  /** The rows by name, each name once. */
  private static Map<String, Entry> rows(String text) {
    Map<String, Entry> rows = new LinkedHashMap<>();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      for (String item : NEXT.splitAsStream(line).toList()) {
        Matcher row = ROW.matcher(item.length() > LONGEST_LINE ? "" : item);
        if (row.matches() && !row.group("name").matches("(?i)total|model|trainable")) {
          entry(number, row).ifPresent(entry -> rows.putIfAbsent(entry.name(), entry));
        }
      }
    }
    return rows;
  }

  private static Optional<Entry> entry(int line, Matcher row) {
    String name = row.group("name").replace('/', '.');
    String count = row.group("count");
    boolean product = count != null && count.contains("x");
    boolean shaped = isNamed(name) || row.group("shape").startsWith("torch.Size") || product;
    if (product && !row.group().contains("float")) {
      return Optional.empty();
    } else if (count == null && !shaped) {
      return Optional.empty();
    } else if (count == null || product) {
      List<Long> extents = new ArrayList<>();
      Matcher extent = Pattern.compile("[0-9]{1,12}").matcher(row.group("shape"));
      while (extent.find()) {
        extents.add(Long.valueOf(extent.group()));
      }
      return Optional.of(new Entry(line, name, true, extents, false));
    }
    boolean named = isNamed(name);
    boolean inTable = row.group().contains("|") && name.matches("[\\w.]+");
    return named || inTable
        ? WrittenFigure.of(count)
            .map(WrittenFigure::value)
            .filter(value -> value.precision() - value.scale() <= 18)
            .map(value -> counted(line, name, value, count))
        : Optional.empty();
  }

  private static Entry counted(int line, String name, BigDecimal value, String written) {
    long count = value.setScale(0, RoundingMode.HALF_UP).longValue();
    return new Entry(line, name, false, List.of(count), !written.matches("[0-9,]+"));
  }

  private static boolean isNamed(String name) {
    return NAMED.matcher(name).matches();
  }

  /** Those below which no other is listed. */
  private static List<Entry> leaves(Map<String, Entry> rows) {
    Set<String> outer = new HashSet<>();
    for (String name : rows.keySet()) {
      for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
        outer.add(name.substring(0, dot));
      }
    }
    boolean tree = rows.values().stream().anyMatch(row -> !row.isTensor());
    return rows.values().stream()
        .filter(row -> row.isTensor() || (tree && !outer.contains(row.name())))
        .toList();
  }

  /** The lines of no row, each in its place. */
  private static String others(String text, Map<String, Entry> rows) {
    Set<Integer> lines = new HashSet<>();
    rows.values().forEach(row -> lines.add(row.line()));
    List<String> all = text.lines().toList();
    StringBuilder others = new StringBuilder();
    for (int i = 0; i < all.size(); i++) {
      others.append(lines.contains(i + 1) ? "" : all.get(i)).append('\n');
    }
    return others.toString();
  }
}
