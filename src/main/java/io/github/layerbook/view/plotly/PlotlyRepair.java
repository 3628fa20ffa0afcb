package io.github.layerbook.view.plotly;

import io.github.layerbook.view.display.JsonTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.unbescape.html.HtmlEscape;

/**
 * Fixes what jsplot 0.44 prints so that plotly.js 4 shows what the author of the figure meant.
 *
 * <ul>
 *   <li>Titles become objects with a text, since plain texts are no longer shown; their fonts move
 *       into them.
 *   <li>Texts that the templates escape as if they were HTML are unescaped. Data are not: the
 *       templates print them as they are.
 *   <li>Texts that spell numbers or truth values become these; numbers that are none become null.
 *   <li>The fixed width goes, so that the chart fits the page.
 * </ul>
 */
final class PlotlyRepair {

  /** Lists that the templates print unescaped. */
  private static final Set<String> DATA =
      words("x y z open high low close labels values text ticktext ids color size");

  /** Lists of names: these stay texts, even where a name reads like a number. */
  private static final Set<String> NAMES = words("text labels ticktext ids color");

  /** Settings that are texts, even where one reads like a number. */
  private static final Set<String> TEXTS =
      words(
          "name title family tickprefix ticksuffix tickformat hovertext hovertemplate legendgroup");

  /** Types of traces whose positions, where jsplot prints texts, are names of categories. */
  private static final Set<String> CATEGORICAL = words("bar heatmap box violin");

  private static final Map<String, String> RENAMED =
      Map.of("showExponent", "showexponent", "showspike", "showspikes");

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?");

  /** Beyond this a double has no unit digit and stays unchanged. */
  private static final double EXACT = 1L << 53;

  private PlotlyRepair() {}

  private static Set<String> words(String words) {
    return Set.of(words.split(" ", -1));
  }

  /** A trace, repaired. */
  static Map<String, Object> trace(Map<String, Object> trace) {
    Map<String, Object> repaired = repaired(trace);
    repaired.values().removeIf(""::equals);
    if (CATEGORICAL.contains(JsonTree.text(trace, "type"))) {
      keepCategories(trace, repaired);
    }
    return repaired;
  }

  /** A layout, repaired, with the theme underneath. */
  static Map<String, Object> layout(Map<String, Object> layout) {
    Map<String, Object> repaired = repaired(layout);
    repaired.remove("width");
    repaired.put("autosize", true);
    repaired.put("template", PlotlyTheme.TEMPLATE);
    return repaired;
  }

  /**
   * A configuration, repaired.
   *
   * <p>Whoever shows a chart follows the width of the page by himself. Plotly's extension of
   * JupyterLab (7.1) does so too, by a call that forgets the layout's height: with {@code
   * responsive}, which then looks for the height of the page's element, the chart would collapse to
   * a line as soon as the window changes.
   */
  static Map<String, Object> config(Map<String, Object> config) {
    Map<String, Object> repaired = repaired(config);
    repaired.remove("responsive");
    PlotlyTheme.CONFIG.forEach(repaired::putIfAbsent);
    return repaired;
  }

  private static Map<String, Object> repaired(Map<String, Object> part) {
    Map<String, Object> repaired = new LinkedHashMap<>();
    part.forEach(
        (key, value) -> {
          Object fixed = fixed(key, value);
          if (fixed != null) {
            repaired.put(RENAMED.getOrDefault(key, key), fixed);
          }
        });
    mendTitle(repaired);
    return repaired;
  }

  @SuppressWarnings("unchecked") // JSON trees have only texts as keys.
  private static @Nullable Object fixed(String key, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return repaired((Map<String, Object>) map);
    }
    if (value instanceof List<?> list) {
      return DATA.contains(key) ? data(key, list) : list.stream().map(v -> fixed(key, v)).toList();
    }
    if (value instanceof String text) {
      String unescaped = HtmlEscape.unescapeHtml(text);
      return TEXTS.contains(key) ? unescaped : scalar(unescaped);
    }
    return value instanceof Double number ? plain(number) : value;
  }

  /** Data are numbers if all of them are; a list in which one is a word is one of categories. */
  private static List<@Nullable Object> data(String key, List<?> list) {
    boolean numeric =
        !NAMES.contains(key)
            && list.stream().allMatch(v -> !(v instanceof String s) || isNumber(s) || isMissing(s));
    return list.stream().<@Nullable Object>map(v -> datum(key, v, numeric)).toList();
  }

  private static @Nullable Object datum(String key, @Nullable Object value, boolean numeric) {
    if (value instanceof List<?> row) {
      return data(key, row);
    }
    if (value instanceof String text && numeric) {
      return isMissing(text) ? null : plain(Double.parseDouble(text));
    }
    return value instanceof Double number ? plain(number) : value;
  }

  /** The bars of years or of channel counts stay categories, as jsplot means them. */
  private static void keepCategories(Map<String, Object> printed, Map<String, Object> repaired) {
    for (String axis : List.of("x", "y")) {
      List<@Nullable Object> values = JsonTree.list(printed, axis);
      if (!values.isEmpty() && values.stream().allMatch(String.class::isInstance)) {
        repaired.put(axis, values);
      }
    }
  }

  private static Object scalar(String text) {
    return switch (text) {
      case "true", "True" -> true;
      case "false", "False" -> false;
      default -> isNumber(text) ? orText(plain(Double.parseDouble(text)), text) : text;
    };
  }

  private static Object orText(@Nullable Object number, String text) {
    return number == null ? text : number;
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  private static boolean isMissing(String text) {
    return text.isEmpty() || text.equals("NaN") || text.equals("null");
  }

  /** A number as JSON has it: whole numbers without a fraction, nothing for what is no number. */
  private static @Nullable Object plain(double number) {
    if (!Double.isFinite(number)) {
      return null;
    }
    if (number == Math.rint(number) && Math.abs(number) < EXACT) {
      return (long) number;
    }
    return number;
  }

  private static void mendTitle(Map<String, Object> part) {
    Object font = part.remove("titlefont");
    if (part.get("title") instanceof String text) {
      Map<String, Object> title = new LinkedHashMap<>();
      title.put("text", text);
      if (font != null) {
        title.put("font", font);
      }
      part.put("title", title);
    }
  }
}
