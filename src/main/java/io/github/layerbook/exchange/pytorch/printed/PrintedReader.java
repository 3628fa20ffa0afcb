package io.github.layerbook.exchange.pytorch.printed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Reads the tree of modules of a printed model. */
final class PrintedReader {
  private static final String TYPE = "(?<type>[A-Za-z_][\\w.]*)";
  private static final Pattern CHILD =
      Pattern.compile(
          "\\((?<name>[^()\\s]+)\\): (?:(?<times>[0-9]{1,6}) x )?" + TYPE + "\\((?<rest>.*)$");
  private static final Pattern PARAMETER =
      Pattern.compile(
          "\\((?<name>[^()\\s]+)\\): (?:Parameter|Object) (?:containing|of type): "
              + "\\[torch\\.\\S+ (?:tensor )?of size (?<size>[0-9x]+).*");

  /** A list of one parameter is printed on one line. */
  private static final Pattern LIST =
      Pattern.compile("(\\([^()\\s]+\\): ParameterList\\()\\s*(\\([0-9]+\\): Parameter .*]).*");

  private static final Pattern ROOT =
      Pattern.compile("(?:.*?(?<![\\w.(]))?" + TYPE + "\\((?<rest>.*)$");
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,6})-([0-9]{1,6})");
  private static final int DEEPEST = 60;
  private static final int LONGEST_LINE = 2_000;

  private final Deque<Draft> open = new ArrayDeque<>();
  private final List<PrintedModule> roots = new ArrayList<>();
  private int end;

  private static final class Draft {
    final int line;
    final List<String> names;
    final String type;
    final StringBuilder arguments = new StringBuilder();
    final List<PrintedModule> children = new ArrayList<>();

    Draft(int line, List<String> names, String type) {
      this.line = line;
      this.names = names;
      this.type = type;
    }

    PrintedModule made() {
      return new PrintedModule(line, names, type, arguments.toString().strip(), children);
    }
  }

  /**
   * What a text prints.
   *
   * @param roots the modules that stand in no other
   * @param end the last line of a tree, from 1
   * @param closed whether every bracket is closed
   */
  record Printed(List<PrintedModule> roots, int end, boolean closed) {
    /** Returns this without modules that a module before them has printed: of named_modules(). */
    Printed once() {
      List<PrintedModule> kept = new ArrayList<>();
      Set<String> printed = new HashSet<>();
      for (PrintedModule root : roots) {
        if (!printed.contains(root.text())) {
          kept.add(root);
          if (!root.children().isEmpty()) {
            root.texts(printed);
          }
        }
      }
      return new Printed(kept, end, closed);
    }

    /** Returns each model that the text prints; one where its roots are the parts of one. */
    List<Printed> models() {
      boolean several = roots.size() > 1 && roots.stream().allMatch(PrintedModule::isModel);
      return several
          ? roots.stream().map(root -> new Printed(List.of(root), end, closed)).toList()
          : List.of(this);
    }
  }

  private PrintedReader() {}

  static Printed read(String text) {
    PrintedReader reader = new PrintedReader();
    int number = 0;
    for (String line : (Iterable<String>) Annotations.removed(text).lines()::iterator) {
      number++;
      if (line.length() <= LONGEST_LINE) {
        reader.line(number, line.strip());
      }
    }
    boolean closed = reader.open.isEmpty();
    while (!reader.open.isEmpty()) {
      reader.close();
    }
    return new Printed(List.copyOf(reader.roots), reader.end, closed);
  }

  private void line(int number, String line) {
    Matcher list = LIST.matcher(line);
    if (list.matches()) {
      line(number, list.group(1));
      line(number, list.group(2));
      line(number, ")");
      return;
    }
    Matcher child = CHILD.matcher(line);
    Matcher parameter = PARAMETER.matcher(line);
    if (child.matches()) {
      end = number;
      begin(
          new Draft(number, names(child.group("name"), child.group("times")), type(child)),
          child.group("rest"));
    } else if (parameter.matches()) {
      end = number;
      Draft draft = new Draft(number, List.of(parameter.group("name")), "Parameter");
      begin(draft, parameter.group("size").replace("x", ", ") + ")");
    } else if (line.startsWith(")") && !open.isEmpty()) {
      end = number;
      close();
    } else if (open.isEmpty()) {
      root(number, line);
    } else if (!line.isEmpty()) {
      open.getFirst()
          .arguments
          .append(open.getFirst().arguments.length() > 0 ? ", " : "")
          .append(line);
    }
  }

  private void root(int number, String line) {
    Matcher root = ROOT.matcher(line);
    boolean opens = line.endsWith("(") && root.matches();
    boolean alone =
        line.endsWith(")") && root.matches() && Own.isKnown(type(root)) && !line.contains("print(");
    if (opens || alone) {
      end = number;
      begin(new Draft(number, List.of(""), type(root)), root.group("rest"));
    }
  }

  private static String type(Matcher matcher) {
    String type = matcher.group("type");
    return type.substring(type.lastIndexOf('.') + 1);
  }

  /** The names of what a line may repeat: {@code (0-9): 10 x Block(}. */
  private static List<String> names(String name, String times) {
    Matcher range = RANGE.matcher(name);
    if (times == null || !range.matches()) {
      return List.of(name);
    }
    long from = Long.parseLong(range.group(1));
    long to = Math.min(Long.parseLong(range.group(2)), from + 10_000);
    return LongStream.rangeClosed(from, to).mapToObj(String::valueOf).toList();
  }

  private void begin(Draft draft, String rest) {
    if (open.size() >= DEEPEST) {
      return;
    }
    open.push(draft);
    int depth = 1;
    int at = 0;
    while (at < rest.length() && depth > 0) {
      char c = rest.charAt(at++);
      depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
    }
    if (depth == 0) {
      draft.arguments.append(rest, 0, at - 1);
      close();
    } else {
      draft.arguments.append(rest);
    }
  }

  private void close() {
    PrintedModule made = open.pop().made();
    if (open.isEmpty()) {
      roots.add(made);
    } else {
      open.getFirst().children.add(made);
    }
  }
}
