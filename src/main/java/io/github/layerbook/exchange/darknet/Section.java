package io.github.layerbook.exchange.darknet;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.drawing.UnreadableException;
import io.github.layerbook.exchange.form.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A section of a {@code .cfg}: {@code [convolutional]} and the settings after it.
 *
 * @param line where it begins, from 1
 * @param name its name in small letters
 * @param settings its settings, each a text
 */
record Section(int line, String name, Map<String, String> settings) {
  private static final Pattern HEAD = Pattern.compile("\\s*\\[\\s*([A-Za-z_0-9]+)\\s*]\\s*");
  private static final Pattern SETTING = Pattern.compile("\\s*([A-Za-z_0-9]+)\\s*=\\s*(.*?)\\s*");

  /** Returns the sections of a text; lines that are neither heads nor settings are problems. */
  static List<Section> all(String text, List<Problem> problems) {
    List<Section> sections = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String content = line.replaceFirst("[#;].*", "");
      Matcher head = HEAD.matcher(content);
      Matcher setting = SETTING.matcher(content);
      if (head.matches()) {
        sections.add(
            new Section(number, head.group(1).toLowerCase(Locale.ROOT), new LinkedHashMap<>()));
      } else if (setting.matches() && !sections.isEmpty()) {
        sections.get(sections.size() - 1).settings.put(setting.group(1), setting.group(2));
      } else if (!content.isBlank()) {
        problems.add(
            new Problem(
                number,
                "`%s` is neither a section, [convolutional], nor a setting, filters=64"
                    .formatted(
                        content.strip().substring(0, Math.min(30, content.strip().length())))));
      }
    }
    return sections;
  }

  /** Returns whether a setting stands there. */
  boolean has(String setting) {
    return settings.containsKey(setting);
  }

  /** Returns a setting as a text. */
  String text(String setting, String otherwise) {
    return settings.getOrDefault(setting, otherwise);
  }

  /** Returns a setting as a whole number. */
  long number(String setting, long otherwise) {
    String value = settings.get(setting);
    return value == null ? otherwise : number(setting, value, line);
  }

  /** Returns a setting as whole numbers with commas between. */
  List<Long> numbers(String setting) {
    return Arrays.stream(text(setting, "").split(",", -1))
        .filter(part -> !part.isBlank())
        .map(part -> number(setting, part, line))
        .toList();
  }

  private static Long number(String setting, String value, int line) {
    String digits = value.strip();
    if (!digits.matches("[-+]?[0-9]{1,15}")) {
      throw new UnreadableException(line, "%s is a whole number, not “%s”", setting, digits);
    }
    return Long.valueOf(digits);
  }

  /** Returns the settings as arguments: numbers where they are numbers. */
  Arguments arguments() {
    Map<String, Object> named = new LinkedHashMap<>();
    settings.forEach((name, value) -> named.put(name, plain(value)));
    return Arguments.named(named);
  }

  private static Object plain(String value) {
    if (value.matches("[-+]?[0-9]{1,15}")) {
      return Long.valueOf(value);
    }
    return value.matches("[-+]?[0-9]{0,15}\\.[0-9]{1,15}") ? Double.valueOf(value) : value;
  }
}
