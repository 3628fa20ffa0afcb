package io.github.layerbook.exchange.keras.summary;

import io.github.layerbook.claim.Claim;
import io.github.layerbook.exchange.fitting.NotStatedException;
import io.github.layerbook.exchange.form.Form;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.form.TextForm;
import io.github.layerbook.exchange.keras.summary.SummaryReader.Summary;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What Keras's {@code model.summary()} prints: of Keras 2 with cut or wrapped names, of Keras 3 in
 * boxes; with or without what each layer reads.
 */
public final class KerasSummary {
  /** The form. */
  public static final TextForm FORM =
      new Form(
          "keras-summary",
          "Keras's summary",
          400_000,
          KerasSummary::recognises,
          (text, options) ->
              SummaryLines.summaries(text).stream().map(each -> one(each, options)).toList());

  private static final int MOST_NAMED = 6;

  private static final Pattern HEADER =
      Pattern.compile("Layer\\s+\\(\\s*type\\s*\\)[^\\n]*Output\\s+S[^\\n]*Para");
  private static final Pattern ROW = Pattern.compile("\\w…?\\)?[\\s│|]+\\[?\\(\\s*None,");
  private static final Pattern PARAMETERS = Pattern.compile("params:|\\(\\w+\\)[\\s│|]+\\?[\\s│|]");
  private static final Pattern OTHERS =
      Pattern.compile("depth-idx|\\[-1, |[├└]─\\w|Kernel Shape|mult-adds");

  private KerasSummary() {}

  private static boolean recognises(String text) {
    boolean header = HEADER.matcher(text).find() || text.contains("Model: \"");
    boolean row = ROW.matcher(text).find();
    return (row || (header && text.contains("(") && PARAMETERS.matcher(text).find()))
        && !OTHERS.matcher(text).find();
  }

  private static ReadNetwork one(String text, ReadingOptions options) {
    Summary summary = SummaryReader.read(text);
    if (summary.rows().isEmpty()) {
      return ReadNetwork.failed(
          Totals.of(text).all().filter(all -> all == 0).isPresent()
              ? "this summary lists no layer: the model was printed before any was added"
              : "no row of a layer is in this summary: a row has a name, a class in brackets, an"
                  + " output shape and a number of parameters");
    } else if (summary.isUnbuilt()) {
      return ReadNetwork.failed(unbuilt(summary));
    }
    String name = options.nameOr(named(summary));
    Rows rows = Rows.of(summary.rows());
    Totals totals = Totals.of(text);
    if (summary.gap() > 0) {
      return listed(
              name,
              rows,
              totals,
              "line %d: rows are left out here; so those that stand here are listed"
                  .formatted(summary.gap()),
              "the rows that are left out, and how data flows between the others")
          .stating(List.of(), text, SummaryReader::isTotal);
    }
    try {
      Rebuilding rebuilding = new Rebuilding(rows, options.inputs());
      Network network = rebuilding.network(name);
      List<String> notes = new ArrayList<>(rebuilding.notes());
      totals.missing(rows).ifPresent(notes::add);
      Set<String> frozen = totals.frozen(rows, network, notes);
      if (rebuilding.hasOpaque() && frozen.isEmpty() && totals.keepsUntrained(network)) {
        return listed(
                name,
                rows,
                totals,
                "a model whose layers are not in the text keeps values that are not trained, and"
                    + " the text does not say which; so the rows are listed:"
                    + " summary(expand_nested=True) prints them all",
                "the layers of the models inside, and so multiply-adds")
            .stating(List.of(), text, SummaryReader::isTotal);
      }
      return new ReadNetwork(Optional.of(network), List.of(), notes, List.of())
          .stating(claims(rows, rebuilding), text, SummaryReader::isTotal)
          .frozen(frozen);
    } catch (NotStatedException e) {
      String unknown = "which layer %s is, and so multiply-adds".formatted(e.name());
      return listed(name, rows, totals, e.note(), unknown)
          .stating(List.of(), text, SummaryReader::isTotal);
    }
  }

  private static String named(Summary summary) {
    return summary.name().isEmpty() ? "model" : summary.name();
  }

  private static String unbuilt(Summary summary) {
    return "the model is not built yet, so no row states its parameters: %s; call model.build with the shape of a batch, or begin with Input(shape=…), and print the summary again"
        .formatted(
            summary.rows().stream()
                .limit(MOST_NAMED)
                .map(row -> "%s (%s)".formatted(row.name().text(), row.type().text()))
                .collect(Collectors.joining(", ")));
  }

  private static ReadNetwork listed(
      String name, Rows rows, Totals totals, String why, String unknown) {
    List<String> notes = new ArrayList<>(List.of(why));
    totals.missing(rows).ifPresent(notes::add);
    return ReadNetwork.of(
        Listing.of(name, rows, List.of(unknown), totals.untrained()), notes, List.of());
  }

  private static List<Claim> claims(Rows rows, Rebuilding rebuilding) {
    List<Claim> claims = new ArrayList<>();
    rebuilding
        .paths()
        .forEach(
            (index, path) -> {
              SummaryRow row = rows.all().get(index);
              if (row.isClosed() && row.outputs().size() == 1 && !row.output().isEmpty()) {
                claims.add(Claim.ofOutput(row.line(), row.text(), path, row.output()));
              }
              long count = row.parameters().orElse(0L);
              claims.add(Claim.ofCount(row.line(), row.text(), path, Quantity.PARAMETERS, count));
            });
    return claims;
  }
}
