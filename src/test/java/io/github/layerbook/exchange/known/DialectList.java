package io.github.layerbook.exchange.known;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Lists in Markdown what a dialect knows and what it does not, read off its table. */
final class DialectList {
  private DialectList() {}

  /** Returns the list of all dialects that come with Layerbook. */
  static String markdown() {
    return "# What Layerbook reads and writes\n\n"
        + "Made of the dialects' tables; `DialectListTest` holds it to them.\n\n"
        + Dialects.all().stream().map(DialectList::markdown).collect(Collectors.joining("\n"));
  }

  /** Returns the list of one dialect. */
  static String markdown(Dialect dialect) {
    List<String> lines = new ArrayList<>();
    lines.add("## " + dialect.name());
    lines.add("");
    lines.add("| %s | Layerbook | not expressible |".formatted(dialect.name()));
    lines.add("| --- | --- | --- |");
    for (Entry entry : dialect.entries()) {
      lines.add(
          "| `%s` | %s | %s |"
              .formatted(
                  entry.usage(),
                  entry.words().stream().map(DialectList::code).collect(Collectors.joining(", ")),
                  String.join("; ", entry.limits())));
    }
    addAbsent(dialect, lines);
    Set<String> missing = new TreeSet<>(words(Vocabulary.builtInTypes()));
    dialect.entries().forEach(entry -> missing.removeAll(entry.words()));
    Set<String> several = words(dialect.rewritten());
    several.retainAll(missing);
    missing.removeAll(several);
    addWords("Written by several: ", several, lines);
    addWords("Not in the table: ", missing, lines);
    return String.join("\n", lines) + "\n";
  }

  private static String code(String word) {
    return "`" + word + "`";
  }

  private static void addAbsent(Dialect dialect, List<String> lines) {
    Map<String, Set<String>> names = new TreeMap<>();
    dialect
        .absent()
        .forEach((name, why) -> names.computeIfAbsent(why, w -> new TreeSet<>()).add(name));
    if (!names.isEmpty()) {
      lines.add("");
      lines.add("Known, but no layers:");
      lines.add("");
    }
    names.forEach(
        (why, all) ->
            lines.add(
                "- "
                    + all.stream().map(DialectList::code).collect(Collectors.joining(", "))
                    + ": "
                    + why));
  }

  private static void addWords(String head, Set<String> words, List<String> lines) {
    if (!words.isEmpty()) {
      lines.add("");
      lines.add(head + words.stream().map(DialectList::code).collect(Collectors.joining(", ")));
    }
  }

  private static Set<String> words(List<Class<? extends Layer>> types) {
    Set<String> words = new TreeSet<>();
    for (Class<? extends Layer> type : types) {
      LayerForm.of(type).forEach(form -> words.add(form.words().get(0)));
    }
    return words;
  }
}
