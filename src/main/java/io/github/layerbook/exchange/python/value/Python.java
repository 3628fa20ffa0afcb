package io.github.layerbook.exchange.python.value;

import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.python.syntax.PythonException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Python does with values, within a budget, and without anything outside the text. */
public final class Python {
  private final Library library;
  private final BuiltIns builtIns;
  private final StepBudget budget;
  private final Operators operators = new Operators(this);
  private final Comparisons comparisons = new Comparisons(this);
  private final Items items = new Items(this);
  private final Attributes attributes = new Attributes(this);
  private final Formats formats = new Formats(this);
  private final Map<String, Object> variables = new LinkedHashMap<>();
  private final Set<Problem> notes = new LinkedHashSet<>();
  private boolean quiet;

  /** Makes a Python that knows a library, and types with their methods. */
  public Python(Library library, BuiltIns builtIns, StepBudget budget) {
    this.library = library;
    this.builtIns = builtIns;
    this.budget = budget;
  }

  /** Returns what can be imported. */
  public Library library() {
    return library;
  }

  /** Returns the types that are not classes, and their methods. */
  BuiltIns builtIns() {
    return builtIns;
  }

  /** Returns what may be used up. */
  public StepBudget budget() {
    return budget;
  }

  /** Returns what computes. */
  public Operators operators() {
    return operators;
  }

  /** Returns what compares. */
  public Comparisons comparisons() {
    return comparisons;
  }

  /** Returns what goes through values, and finds what stands at an index. */
  public Items items() {
    return items;
  }

  /** Returns what finds and sets attributes. */
  public Attributes attributes() {
    return attributes;
  }

  /** Returns what writes values as text. */
  public Formats formats() {
    return formats;
  }

  /** Returns the variables of the text as a whole, in the order in which they were first set. */
  public Map<String, Object> variables() {
    return variables;
  }

  /** Calls a function, a class or whatever can be called. */
  public Object call(Object function, CallArguments arguments) {
    if (function instanceof Callable callable) {
      return callable.call(this, arguments);
    } else if (function instanceof Instance instance) {
      Object method = instance.type().find("__call__").orElse(null);
      if (method == null) {
        throw new PythonException("a %s cannot be called", instance.type().name());
      }
      return call(method, arguments.after(instance));
    }
    throw new PythonException("`%s` cannot be called", repr(function));
  }

  /** Calls a function, a class or whatever can be called, with arguments without names. */
  public Object call(Object function, Object... arguments) {
    return call(function, CallArguments.of(arguments));
  }

  /** Returns the values that a loop goes through. */
  public Iterable<Object> iterate(Object value) {
    return items.iterate(value);
  }

  /** Returns a value as {@code str} writes it. */
  public String text(Object value) {
    return formats.text(value);
  }

  /** Returns a value as {@code repr} writes it. */
  public String repr(Object value) {
    return formats.repr(value);
  }

  /** Returns what Python calls a value's type. */
  public String type(Object value) {
    return operators.type(value);
  }

  /** Returns whether a value counts as true. */
  public boolean truth(Object value) {
    return operators.truth(value);
  }

  /** Notes what was assumed about a line. */
  public void note(int line, String message) {
    if (!quiet) {
      notes.add(new Problem(line, message));
    }
  }

  /** Returns what was assumed. */
  public List<Problem> notes() {
    return List.copyOf(notes);
  }

  /** Returns whether what runs is not the reader's, so that its lines are not named. */
  public boolean isQuiet() {
    return quiet;
  }

  /** Says whether what runs is not the reader's, and returns what was said before. */
  public boolean hush(boolean newQuiet) {
    boolean before = quiet;
    quiet = newQuiet;
    return before;
  }
}
