package io.github.layerbook.exchange.python;

import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.python.syntax.Expression;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.syntax.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs statements of Python on values, within a budget, and without anything outside the text.
 *
 * <p>A statement of the text as a whole that fails becomes a {@link Problem}, and the next one
 * runs.
 */
public final class Interpreter {
  private final Library library;
  private final StepBudget budget;
  private final Scope globals = new Scope();
  private final Evaluator evaluator;
  private final Execution execution;
  private final Calls calls;
  private final Operators operators;
  private final Comparisons comparisons;
  private final Items items;
  private final Attributes attributes;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> lost = new ArrayList<>();
  private final Set<Problem> notes = new LinkedHashSet<>();
  private final List<Object> values = new ArrayList<>();
  private int quiet;

  /** How a list of statements ended. */
  enum End {
    NORMAL,
    BREAK,
    CONTINUE,
    RETURN
  }

  /** Makes an interpreter that knows a library. */
  public Interpreter(Library library, StepBudget budget) {
    this.library = new StandardLibrary().or(library);
    this.budget = budget;
    operators = new Operators(this);
    comparisons = new Comparisons(this);
    items = new Items(this);
    attributes = new Attributes(this);
    calls = new Calls(this);
    evaluator = new Evaluator(this);
    execution = new Execution(this);
    globals.variables.put("__name__", "__main__");
  }

  /** Runs the statements of a text, each as far as it goes. */
  public void run(List<Statement> statements) {
    for (Statement statement : statements) {
      try {
        execute(statement, globals);
      } catch (PythonException e) {
        Problem problem = e.problem();
        problems.add(problem);
        if (new Changes(globals.variables).in(statement, e.line())) {
          lost.add(problem);
        }
      } catch (StackOverflowError e) {
        problems.add(new Problem(statement.line(), "it is nested too deeply"));
      }
      if (budget.isSpent()) {
        return;
      }
    }
  }

  /** Runs statements that are not the reader's: they have no lines to name. */
  public void prepare(List<Statement> statements, Map<String, Object> into) {
    quiet++;
    Scope scope = new Scope();
    execute(statements, scope);
    into.putAll(scope.variables);
    quiet--;
  }

  /**
   * Returns the value of an expression in the text's variables.
   *
   * @throws PythonException if it has none
   */
  public Object evaluate(Expression expression) {
    try {
      return evaluator.value(expression, globals);
    } catch (StackOverflowError e) {
      throw new PythonException("it is nested too deeply").at(expression.line());
    }
  }

  /** Returns the variables of the text as a whole, in the order in which they were first set. */
  public Map<String, Object> variables() {
    return globals.variables;
  }

  /** Returns the values of expressions that stood alone, in order. */
  public List<Object> values() {
    return values;
  }

  /** Keeps the value of an expression that stands alone in the text. */
  void keep(Object value, Scope scope) {
    if (scope == globals && value != Singleton.NONE) {
      values.add(value);
    }
  }

  /** Returns what failed. */
  public List<Problem> problems() {
    return problems;
  }

  /** Returns what failed and would have changed an object of the text. */
  public List<Problem> lost() {
    return lost;
  }

  /** Returns what was assumed. */
  public List<Problem> notes() {
    return List.copyOf(notes);
  }

  /** Notes what was assumed about a line. */
  public void note(int line, String message) {
    Problem note = new Problem(line, message);
    if (quiet == 0) {
      notes.add(note);
    }
  }

  /** Returns what can be imported. */
  public Library library() {
    return library;
  }

  /** Returns what may be used up. */
  public StepBudget budget() {
    return budget;
  }

  /** Returns what calls functions and classes. */
  Calls calls() {
    return calls;
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

  Evaluator evaluator() {
    return evaluator;
  }

  /** Calls a function, a class or whatever can be called. */
  public Object call(Object function, CallArguments arguments) {
    return calls.call(function, arguments);
  }

  /** Returns the values that a loop goes through. */
  public Iterable<Object> iterate(Object value) {
    return items.iterate(value);
  }

  End execute(List<Statement> statements, Scope scope) {
    for (Statement statement : statements) {
      End end = execute(statement, scope);
      if (end != End.NORMAL) {
        return end;
      }
    }
    return End.NORMAL;
  }

  private End execute(Statement statement, Scope scope) {
    budget.step();
    try {
      return execution.run(statement, scope);
    } catch (PythonException e) {
      throw quiet > 0 ? e : e.at(statement.line());
    }
  }

  /** Returns an error with a line, unless the line is not the reader's. */
  PythonException at(PythonException e, int line) {
    return quiet > 0 ? e : e.at(line);
  }

  /** Returns whether what runs is not the reader's. */
  boolean isQuiet() {
    return quiet > 0;
  }

  /** Says whether what runs is the reader's, 0, and returns what was said before. */
  int hush(int newQuiet) {
    int before = quiet;
    quiet = newQuiet;
    return before;
  }

  /** Returns the names of the arguments that a function of the text takes, and must be given. */
  public List<String> required(Object function) {
    if (function instanceof BoundMethod method) {
      List<String> all = required(method.function());
      return all.isEmpty() ? all : all.subList(1, all.size());
    } else if (function instanceof FunctionValue value) {
      return value.parameters().stream()
          .filter(each -> each.stars() == 0 && each.fallback().isEmpty())
          .map(Expression.Parameter::name)
          .toList();
    }
    return List.of("input");
  }

  /** Returns whether a value is a function of the text. */
  public boolean isFunction(Object value) {
    return value instanceof FunctionValue;
  }
}
