package io.github.layerbook.exchange.pytorch.summary;

import io.github.layerbook.claim.Claim;
import io.github.layerbook.exchange.fitting.NotStatedException;
import io.github.layerbook.exchange.form.Form;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.form.TextForm;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.InventoryLayer;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables that tools print of PyTorch models. */
public final class TorchSummary {
  /** torchinfo's. */
  public static final TextForm TORCHINFO =
      form("torchinfo", "torchinfo's table", "\\(type:depth-idx\\)|\\(type \\(var_name|[├└]─\\w");

  /** torchsummary's, and pytorch-model-summary's. */
  public static final TextForm TORCHSUMMARY =
      form("torchsummary", "torchsummary's table", "(?m)^\\h*+\\w+-\\d+ +\\[-?\\d");

  /** Lightning's. */
  public static final TextForm LIGHTNING =
      form(
          "lightning",
          "Lightning's table",
          "(?m)^\\h*+(?:\\|\\h*+)?Name\\h++\\|\\h*+Type\\h++\\|\\h*+Params");

  private static final Pattern INPUT_SIZE =
      Pattern.compile("Input size \\(MB\\): ([0-9]+\\.[0-9]{2})");
  private static final Pattern ROUNDED = Pattern.compile("[0-9] [KMB]\\b");
  private static final String UNWIRED =
      "the rows do not say how the modules are wired: they are taken to run one after the other";

  private TorchSummary() {}

  private static TextForm form(String word, String title, String sign) {
    return Form.single(
        word, title, 400_000, Pattern.compile(sign).asPredicate(), TorchSummary::read);
  }

  private static ReadNetwork read(String text, ReadingOptions options) {
    List<TableRow> rows = TableReader.read(text);
    if (rows.isEmpty()) {
      return ReadNetwork.failed(
          "no row of a module is in this table: a row has a class, an output shape and a number of"
              + " parameters");
    }
    String name = options.nameOr(named(rows));
    List<TableRow> layers = rows.stream().filter(row -> !row.container()).toList();
    TableChain chain = new TableChain(layers, input -> agrees(text, rows, input));
    try {
      requireLeavesAlone(rows);
      Network network = chain.network(name, options.inputs());
      List<String> notes = new ArrayList<>(chain.notes());
      notes.add(UNWIRED);
      return new ReadNetwork(Optional.of(network), List.of(), notes, List.of())
          .stating(claims(chain), text, TableReader::isTotal)
          .frozen(frozen(chain));
    } catch (NotStatedException e) {
      return listed(name, text, rows, e).stating(List.of(), text, TableReader::isTotal);
    }
  }

  private static String named(List<TableRow> rows) {
    TableRow first = rows.get(0);
    return first.container() ? first.type() : "model";
  }

  /** A module that holds parameters beside those of its rows is no chain of these. */
  private static void requireLeavesAlone(List<TableRow> rows) {
    for (TableRow row : rows) {
      if (row.container() && row.parameters().orElse(0L) > 0) {
        throw row.notStated("it keeps %,d parameters itself".formatted(row.parameters().get()));
      }
    }
    if (rows.stream().allMatch(row -> row.output().isEmpty())) {
      throw rows.get(0).notStated("no row states its output");
    }
  }

  /** Whether an input is as large as the text states; MB are 10⁶ or 2²⁰ bytes. */
  private static boolean agrees(String text, List<TableRow> rows, List<Long> input) {
    Matcher size = INPUT_SIZE.matcher(text);
    if (!size.find()) {
      return true;
    }
    double stated = Double.parseDouble(size.group(1));
    List<Long> output = rows.get(0).output();
    long batch = output.isEmpty() ? 1 : Math.abs(output.get(0));
    double values = input.stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b);
    double bytes = 4 * batch * values;
    return Math.abs(bytes / 1e6 - stated) <= 0.00501
        || Math.abs(bytes / (1 << 20) - stated) <= 0.00501;
  }

  private static ReadNetwork listed(
      String name, String text, List<TableRow> rows, NotStatedException untold) {
    List<String> notes = new ArrayList<>();
    notes.add(untold.note());
    if (rows.stream().allMatch(row -> row.output().isEmpty()) && ROUNDED.matcher(text).find()) {
      notes.add(
          "counts with a unit, such as 50.4 K, are rounded in the text, and so are sums of them");
    }
    List<InventoryLayer> layers = new ArrayList<>();
    for (TableRow row : rows) {
      boolean holds = row.parameters().orElse(0L) > 0;
      if (!row.again() && (holds || !row.container())) {
        layers.add(
            new InventoryLayer(
                row.path(),
                row.type(),
                row.output().isEmpty() ? Optional.empty() : Optional.of(row.each()),
                TableTensors.of(row)));
      }
    }
    return ReadNetwork.of(
        new Inventory(
            name,
            "a table of modules",
            layers,
            List.of("how the modules are wired, and so multiply-adds and memory")),
        notes,
        List.of());
  }

  private static Set<String> frozen(TableChain chain) {
    Set<String> frozen = new HashSet<>();
    chain
        .paths()
        .forEach(
            (row, path) -> {
              if (row.frozen() && row.parameters().orElse(0L) > 0) {
                frozen.add(path);
              }
            });
    return frozen;
  }

  private static List<Claim> claims(TableChain chain) {
    List<Claim> claims = new ArrayList<>();
    chain
        .paths()
        .forEach(
            (row, path) -> {
              if (!row.each().isEmpty()) {
                claims.add(Claim.ofOutput(row.line(), row.text(), path, row.each()));
              }
              if (!row.again() && row.parameters().isPresent()) {
                claims.add(
                    Claim.ofCount(
                        row.line(), row.text(), path, Quantity.PARAMETERS, row.parameters().get()));
              }
            });
    return claims;
  }
}
