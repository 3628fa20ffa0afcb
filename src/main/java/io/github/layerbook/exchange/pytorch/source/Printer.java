package io.github.layerbook.exchange.pytorch.source;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.pytorch.OwnModules;
import io.github.layerbook.exchange.source.Classes;
import io.github.layerbook.exchange.source.Classes.Made;
import io.github.layerbook.exchange.source.Names;
import io.github.layerbook.exchange.source.Part;
import io.github.layerbook.exchange.source.Part.Group;
import io.github.layerbook.exchange.source.Part.Leaf;
import io.github.layerbook.exchange.source.Part.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Prints classes and the modules that they make. */
final class Printer {
  private static final String INDENT = "    ";

  private final Classes classes;
  private final StringBuilder text = new StringBuilder();
  private final TreeSet<String> renamed = new TreeSet<>();
  private boolean ordered;

  Printer(Classes classes) {
    this.classes = classes;
  }

  /** Returns whether an {@code OrderedDict} was needed. */
  boolean isOrdered() {
    return ordered;
  }

  /** Returns the names that Python does not take, with those in their place. */
  List<String> renamed() {
    return List.copyOf(renamed);
  }

  /** Returns what was printed. */
  String text() {
    return text.toString();
  }

  /** Prints a class. */
  void type(Classes.Type type, String name) {
    Map<String, String> fields = fields(type.model().parts(), false);
    text.append("class ").append(name).append("(nn.Module):\n");
    if (!type.model().parts().parts().isEmpty()) {
      List<String> arguments = new ArrayList<>(List.of("self"));
      arguments.addAll(type.arguments());
      text.append(INDENT + "def __init__(").append(String.join(", ", arguments)).append("):\n");
      text.append(INDENT + INDENT + "super().__init__()\n");
      type.model()
          .parts()
          .parts()
          .forEach(
              (part, inner) ->
                  text.append(INDENT + INDENT + "self.")
                      .append(fields.get(part))
                      .append(" = ")
                      .append(expression(inner, part + ".", type.parameters(), 2))
                      .append('\n'));
      type.model().ties().forEach(tie -> line(type, tie));
      text.append(type.model().lines().isEmpty() ? "\n\n" : "\n");
    }
    if (type.model().lines().isEmpty()) {
      return;
    }
    text.append(INDENT + "def forward(self");
    type.model().arguments().forEach(argument -> text.append(", ").append(argument));
    text.append("):\n");
    Group parts = type.model().parts();
    Loops.lines(type.model().lines(), path -> listed(parts, path))
        .forEach(line -> line(type, line));
    text.append("\n\n");
  }

  private void line(Classes.Type type, String line) {
    String code = Names.replaced(line, path -> reached(type.model().parts(), path));
    text.append(INDENT + INDENT).append(code).append('\n');
  }

  /**
   * How a part is reached from its module: {@code .conv1}, {@code .block["conv1"]}, {@code
   * .layers[0].conv1}.
   */
  private String reached(Group parts, String path) {
    StringBuilder reached = new StringBuilder();
    Group group = parts;
    boolean quoted = false;
    boolean listed = false;
    for (String name : path.split("\\.", -1)) {
      String field = Objects.requireNonNull(fields(group, quoted || listed).get(name));
      boolean number = listed && Character.isDigit(field.charAt(0));
      int index = new ArrayList<>(group.parts().keySet()).indexOf(name);
      reached.append(quoted ? "[\"" + field + "\"]" : number ? "[" + index + "]" : "." + field);
      Part part = group.parts().get(name);
      listed = isListed(part);
      quoted = part instanceof Group && !listed;
      group =
          part instanceof Group inner
              ? inner
              : part instanceof Module module ? module.parts() : new Group();
    }
    return reached.toString();
  }

  /** Whether a part is a {@code Sequential} or a {@code ModuleList}. */
  private boolean isListed(@Nullable Part part) {
    return part instanceof Group group
        ? isNumbered(group)
        : part instanceof Module module && classes.made(module) == null;
  }

  /** How many elements the list at a path has; 0 if there is none. */
  private static int listed(Group parts, String path) {
    Part part = parts;
    for (String name : path.split("\\.", -1)) {
      part = part instanceof Group group ? group.parts().get(name) : null;
    }
    return part instanceof Group group && isNumbered(group) ? group.parts().size() : 0;
  }

  private Map<String, String> fields(Group group, boolean quoted) {
    Map<String, String> fields = Fields.of(group.parts().keySet(), quoted);
    fields.forEach(
        (name, field) -> {
          if (!Names.bare(name).equals(field)) {
            renamed.add(Names.bare(name) + " is " + field);
          }
        });
    return fields;
  }

  /** Returns what makes a part, on several lines at an indent. */
  String expression(Part part, String path, Map<String, String> parameters, int indent) {
    if (part instanceof Leaf leaf) {
      return leaf(leaf, path, parameters);
    } else if (part instanceof Group group && isNumbered(group)) {
      return group(group, path, parameters, indent, "nn.ModuleList([", "", "])");
    } else if (part instanceof Group group) {
      return group(group, path, parameters, indent, "nn.ModuleDict({", ": ", "})");
    }
    Module module = (Module) part;
    Made made = classes.made(module);
    if (made != null) {
      List<String> values = new ArrayList<>();
      made.values()
          .forEach(
              (name, value) ->
                  values.add(parameters.getOrDefault(path + name, Arguments.literal(value))));
      return made.type().name() + "(" + String.join(", ", values) + ")";
    } else if (isNumbered(module.parts())) {
      return group(module.parts(), path, parameters, indent, "nn.Sequential(", "", ")");
    }
    ordered = true;
    return group(
        module.parts(), path, parameters, indent, "nn.Sequential(OrderedDict([", ", ", "]))");
  }

  private static boolean isNumbered(Group group) {
    return Names.areNumbers(group.parts().keySet());
  }

  private String group(
      Group group,
      String path,
      Map<String, String> parameters,
      int indent,
      String begin,
      String separator,
      String end) {
    List<String> items = new ArrayList<>();
    Map<String, String> fields = fields(group, true);
    group
        .parts()
        .forEach(
            (name, inner) -> {
              String value = expression(inner, path + name + ".", parameters, indent + 1);
              items.add(
                  switch (separator) {
                    case "" -> value;
                    case ", " -> "(\"%s\", %s)".formatted(fields.get(name), value);
                    default -> "\"%s\"%s%s".formatted(fields.get(name), separator, value);
                  });
            });
    List<String> elements = Loops.elements(items);
    if (elements.size() == 1 && elements.get(0).startsWith("*[")) {
      String only = elements.get(0);
      return begin.endsWith("[") ? begin + only.substring(2) + ")" : begin + only + end;
    }
    StringBuilder all = new StringBuilder(begin).append('\n');
    elements.forEach(
        element -> all.append(INDENT.repeat(indent + 1)).append(element).append(",\n"));
    return all.append(INDENT.repeat(indent)).append(end).toString();
  }

  private static String leaf(Leaf leaf, String path, Map<String, String> parameters) {
    List<String> given = Classes.written(path, leaf, parameters, Arguments::literal);
    if (leaf.entry().module().equals(OwnModules.PARAMETERS)) {
      String extents = given.get(0).replaceFirst("^\\((.+?),?\\)$", "$1");
      return "nn.Parameter(torch.zeros(%s))".formatted(extents);
    }
    String module = leaf.entry().module().equals("torch.nn") ? "nn." : "";
    return "%s%s(%s)".formatted(module, leaf.entry().name(), String.join(", ", given));
  }
}
