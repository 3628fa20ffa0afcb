package io.github.layerbook.exchange.python;

import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.python.library.StandardLibrary;
import io.github.layerbook.exchange.python.syntax.Expression;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Statement;
import io.github.layerbook.exchange.python.value.BoundMethod;
import io.github.layerbook.exchange.python.value.Library;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.PythonClass;
import io.github.layerbook.exchange.python.value.StepBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs statements of Python on values, within a budget, and without anything outside the text.
 *
 * <p>A statement of the text as a whole that fails becomes a {@link Problem}, and the next one
 * runs.
 */
public final class Interpreter {
  private static final String TOO_DEEP = "it is nested too deeply";

  private final Python in;
  private final Scope globals;
  private final Execution execution;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> lost = new ArrayList<>();

  /** Makes an interpreter that knows a library. */
  public Interpreter(Library library, StepBudget budget) {
    StandardLibrary standard = new StandardLibrary();
    in = new Python(standard.or(library), standard, budget);
    globals = new Scope(in.variables());
    execution = new Execution(in);
    in.variables().put("__name__", "__main__");
  }

  /** Runs the statements of a text, each as far as it goes. */
  public void run(List<Statement> statements) {
    for (Statement statement : statements) {
      try {
        execution.run(List.of(statement), globals);
      } catch (PythonException e) {
        problems.add(e.problem());
        if (new Changes(in.variables()).in(statement, e.line())) {
          lost.add(e.problem());
        }
      } catch (StackOverflowError e) {
        problems.add(new Problem(statement.line(), TOO_DEEP));
      }
      if (in.budget().isSpent()) {
        return;
      }
    }
  }

  /** Runs statements that are not the reader's: they have no lines to name. */
  public void prepare(List<Statement> statements, Map<String, Object> into) {
    boolean before = in.hush(true);
    execution.run(statements, new Scope(into));
    in.hush(before);
  }

  /**
   * Returns the value of an expression in the text's variables.
   *
   * @throws PythonException if it has none
   */
  public Object evaluate(Expression expression) {
    try {
      return execution.evaluator().value(expression, globals);
    } catch (StackOverflowError e) {
      throw new PythonException(TOO_DEEP).at(expression.line());
    }
  }

  /** Returns what is done with values. */
  public Python python() {
    return in;
  }

  /** Returns the variables of the text as a whole, in the order in which they were first set. */
  public Map<String, Object> variables() {
    return in.variables();
  }

  /** Returns the values of expressions that stood alone, in order. */
  public List<Object> values() {
    return execution.values();
  }

  /** Returns what failed. */
  public List<Problem> problems() {
    return problems;
  }

  /** Returns what failed and would have changed an object of the text. */
  public List<Problem> lost() {
    return lost;
  }

  /** Returns the names of the arguments that a function or class of the text must be given. */
  public static List<String> required(Object function) {
    if (function instanceof BoundMethod method) {
      return withoutSelf(required(method.function()));
    } else if (function instanceof PythonClass type) {
      return withoutSelf(type.find("__init__").map(Interpreter::required).orElse(List.of()));
    } else if (function instanceof FunctionValue value) {
      return value.parameters().stream()
          .filter(each -> each.stars() == 0 && each.fallback().isEmpty())
          .map(Expression.Parameter::name)
          .toList();
    }
    return List.of("input");
  }

  private static List<String> withoutSelf(List<String> names) {
    return names.isEmpty() ? names : names.subList(1, names.size());
  }

  /** Returns whether a value is a function of the text. */
  public static boolean isFunction(Object value) {
    return value instanceof FunctionValue;
  }
}
