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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
  private final Calls calls;
  private final Operators operators;
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
    attributes = new Attributes(this);
    calls = new Calls(this);
    evaluator = new Evaluator(this);
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
    return operators.iterate(value);
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
      return run(statement, scope);
    } catch (PythonException e) {
      throw quiet > 0 ? e : e.at(statement.line());
    }
  }

  /** Returns an error with a line, unless the line is not the reader's. */
  PythonException at(PythonException e, int line) {
    return quiet > 0 ? e : e.at(line);
  }

  private End run(Statement statement, Scope scope) {
    if (statement instanceof Statement.Evaluate evaluate) {
      Object value = evaluator.value(evaluate.value(), scope);
      if (scope == globals && value != Singleton.NONE) {
        values.add(value);
      }
    } else if (statement instanceof Statement.Assign assign) {
      Object value = evaluator.value(assign.value(), scope);
      assign.targets().forEach(target -> evaluator.assign(target, value, scope));
    } else if (statement instanceof Statement.Augment augment) {
      evaluator.augment(augment, scope);
    } else if (statement instanceof Statement.Declare declare) {
      declare(declare, scope);
    } else if (statement instanceof Statement.Return returns) {
      scope.returned =
          returns.value().map(value -> evaluator.value(value, scope)).orElse(Singleton.NONE);
      return End.RETURN;
    } else if (statement instanceof Statement.Simple simple) {
      return switch (simple.word()) {
        case "break" -> End.BREAK;
        case "continue" -> End.CONTINUE;
        default -> End.NORMAL;
      };
    } else if (statement instanceof Statement.Define define) {
      define(define, scope);
    } else if (statement instanceof Statement.ClassDefinition definition) {
      define(definition, scope);
    } else if (statement instanceof Statement.Delete delete) {
      delete.targets().forEach(target -> evaluator.delete(target, scope));
    } else if (statement instanceof Statement.Scoping scoping) {
      scope.declareElsewhere(scoping.names());
    } else if (statement instanceof Statement.Import imports) {
      imports(imports, scope);
    } else if (statement instanceof Statement.ImportFrom imports) {
      imports(imports, scope);
    } else if (statement instanceof Statement.Assert claim) {
      check(claim, scope);
    } else if (statement instanceof Statement.Raise raise) {
      String what = raise.value().map(value -> message(value, scope)).orElse("an error");
      throw PythonException.raised(quiet > 0 ? 0 : raise.line(), "the code raises " + what);
    } else if (statement instanceof Statement.Broken broken) {
      throw new PythonException(broken.problem());
    } else {
      return control(statement, scope);
    }
    return End.NORMAL;
  }

  private End control(Statement statement, Scope scope) {
    if (statement instanceof Statement.If test) {
      boolean holds = evaluator.holds(test.condition(), scope);
      return execute(holds ? test.then() : test.otherwise(), scope);
    } else if (statement instanceof Statement.For loop) {
      return loop(loop, scope);
    } else if (statement instanceof Statement.While loop) {
      while (evaluator.holds(loop.condition(), scope)) {
        budget.step();
        End end = execute(loop.body(), scope);
        if (end == End.RETURN) {
          return end;
        } else if (end == End.BREAK) {
          return End.NORMAL;
        }
      }
      return execute(loop.otherwise(), scope);
    } else if (statement instanceof Statement.With with) {
      Object entered = evaluator.value(with.value(), scope);
      with.target().ifPresent(target -> evaluator.assign(target, entered, scope));
      return within(entered, with.body(), scope);
    } else if (statement instanceof Statement.Try attempt) {
      return attempt(attempt, scope);
    }
    throw new PythonException("this statement is not understood");
  }

  private End within(Object entered, List<Statement> body, Scope scope) {
    if (!(entered instanceof HostValue context)) {
      return execute(body, scope);
    }
    context.enter();
    try {
      return execute(body, scope);
    } finally {
      context.exit();
    }
  }

  private End loop(Statement.For loop, Scope scope) {
    Object values = evaluator.value(loop.values(), scope);
    if (values instanceof Unknown unknown) {
      if (!scope.isGlobal()) {
        throw unknown.needed();
      }
      note(loop.line(), "`%s` is not in the text; the loop is skipped".formatted(unknown.what()));
      return End.NORMAL;
    }
    for (Object value : operators.iterate(values)) {
      budget.step();
      evaluator.assign(loop.target(), value, scope);
      End end = execute(loop.body(), scope);
      if (end == End.RETURN) {
        return end;
      } else if (end == End.BREAK) {
        return End.NORMAL;
      }
    }
    return execute(loop.otherwise(), scope);
  }

  private End attempt(Statement.Try attempt, Scope scope) {
    End end;
    try {
      end = execute(attempt.body(), scope);
      if (end == End.NORMAL) {
        end = execute(attempt.otherwise(), scope);
      }
    } catch (PythonException e) {
      if (!e.isRaised() || attempt.handler().isEmpty()) {
        throw e;
      }
      end = execute(attempt.handler(), scope);
    }
    End last = execute(attempt.ultimately(), scope);
    return last == End.NORMAL ? end : last;
  }

  private void check(Statement.Assert claim, Scope scope) {
    if (!evaluator.mayHold(claim.condition(), scope)) {
      throw PythonException.raised(
          quiet > 0 ? 0 : claim.line(),
          "the code asserts what does not hold"
              + claim.message().map(text -> ": " + message(text, scope)).orElse(""));
    }
  }

  private String message(Expression value, Scope scope) {
    Object made = evaluator.value(value, scope);
    return made instanceof Unknown unknown ? unknown.what() : operators.text(made);
  }

  private void declare(Statement.Declare declare, Scope scope) {
    if (declare.value().isPresent()) {
      evaluator.assign(declare.target(), evaluator.value(declare.value().get(), scope), scope);
    }
    if (declare.target() instanceof Expression.Name name
        && scope.variables.get(Calls.FIELDS) instanceof List<?> fields) {
      List<Object> more = new ArrayList<>(fields);
      more.add(name.name());
      scope.variables.put(Calls.FIELDS, more);
    }
  }

  private void define(Statement.Define define, Scope scope) {
    Object function =
        calls.define(define.name(), define.parameters(), define.body(), define.generator(), scope);
    scope.set(define.name(), decorated(function, define.decorators(), scope));
  }

  /** A decorator that is not known is left out. */
  private Object decorated(Object value, List<Expression> decorators, Scope scope) {
    Object result = value;
    for (int i = decorators.size() - 1; i >= 0; i--) {
      String name = decorators.get(i) instanceof Expression.Attribute a ? a.name() : "";
      if (name.equals("setter") || name.equals("deleter")) {
        @Nullable Object property = scope.find(nameOf(decorators.get(i)));
        result = property == null ? result : property;
        continue;
      }
      Object decorator = evaluator.value(decorators.get(i), scope);
      Object made =
          decorator instanceof Unknown
              ? decorator
              : calls.call(decorator, CallArguments.of(result));
      result = made instanceof Unknown || made == Singleton.NONE ? result : made;
    }
    return result;
  }

  private static String nameOf(Expression decorator) {
    return decorator instanceof Expression.Attribute a && a.of() instanceof Expression.Name name
        ? name.name()
        : "";
  }

  private void define(Statement.ClassDefinition definition, Scope scope) {
    CallArguments bases = evaluator.arguments(definition.bases(), scope);
    Scope body = new Scope(scope);
    body.variables.put(Calls.FIELDS, List.of());
    execute(definition.body(), body);
    Object made = calls.define(definition.name(), bases.positional(), body.variables);
    scope.set(definition.name(), decorated(made, definition.decorators(), scope));
  }

  private void imports(Statement.Import imports, Scope scope) {
    int dot = imports.module().indexOf('.');
    String root = dot < 0 ? imports.module() : imports.module().substring(0, dot);
    if (imports.as().isEmpty()) {
      scope.set(root, module(root));
    } else {
      scope.set(imports.as(), module(imports.module()));
    }
  }

  private Object module(String name) {
    Optional<Object> known = library.module(name);
    return known.orElseGet(() -> new Unknown(name, true));
  }

  private void imports(Statement.ImportFrom imports, Scope scope) {
    Object module = module(imports.module());
    for (Statement.Alias alias : imports.names()) {
      if (!alias.name().equals("*")) {
        scope.set(alias.as(), attributes.get(module, alias.name()));
      }
    }
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
