package io.github.layerbook.exchange.python;

import io.github.layerbook.exchange.python.syntax.Expression.Parameter;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Statement;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Callable;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.PythonClass;
import io.github.layerbook.exchange.python.value.TupleValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function of the text.
 *
 * @param definition its text; the values of one that yields are computed at once
 * @param defaults values of parameters that are not given
 * @param closure the variables around it
 * @param owner the class that it stands in
 * @param quiet whether it is not the reader's, so that its lines are not named
 * @param execution what runs it
 */
record FunctionValue(
    Statement.Define definition,
    Map<String, Object> defaults,
    Scope closure,
    @Nullable PythonClass owner,
    boolean quiet,
    Execution execution)
    implements Callable {
  @Override
  public Object call(Python in, CallArguments arguments) {
    in.budget().enter();
    boolean outer = in.hush(quiet);
    try {
      Scope scope = new Scope(closure);
      scope.function = this;
      scope.receiver = arguments.positional().stream().findFirst().orElse(null);
      bind(arguments, scope);
      List<Object> yielded = new ArrayList<>();
      scope.yielded = definition.generator() ? yielded : null;
      execution.run(definition.body(), scope);
      return definition.generator() ? yielded : scope.returned;
    } finally {
      in.hush(outer);
      in.budget().leave();
    }
  }

  private void bind(CallArguments arguments, Scope scope) {
    Map<String, Object> named = new LinkedHashMap<>(arguments.named());
    List<Object> positional = arguments.positional();
    int next = 0;
    boolean namesOnly = false;
    for (Parameter parameter : parameters()) {
      String name = parameter.name();
      if (parameter.stars() == 1) {
        if (!name.isEmpty()) {
          scope.variables.put(name, TupleValue.of(arguments.from(next).positional()));
          next = positional.size();
        }
        namesOnly = true;
      } else if (parameter.stars() == 2) {
        scope.variables.put(name, new LinkedHashMap<Object, Object>(named));
        named.clear();
      } else if (!namesOnly && next < positional.size()) {
        scope.variables.put(name, positional.get(next++));
      } else {
        Object given = named.remove(name);
        Object value = given != null ? given : defaults.get(name);
        if (value == null) {
          throw new PythonException("%s needs the argument `%s`", title(), name);
        }
        scope.variables.put(name, value);
      }
    }
    if (next < positional.size()) {
      throw new PythonException("%s takes fewer arguments than %d", title(), positional.size());
    } else if (!named.isEmpty()) {
      String unknown = named.keySet().iterator().next();
      throw new PythonException("%s has no argument `%s`", title(), unknown);
    }
  }

  private String title() {
    return owner == null
        ? name()
        : name().equals("__init__") ? owner.name() : owner.name() + "." + name();
  }

  @Override
  public String name() {
    return definition.name();
  }

  @Override
  public boolean isMethod() {
    return true;
  }

  /** Returns what it takes. */
  List<Parameter> parameters() {
    return definition.parameters();
  }

  FunctionValue in(PythonClass newOwner) {
    return owner != null
        ? this
        : new FunctionValue(definition, defaults, closure, newOwner, quiet, execution);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return "<function " + name() + ">";
  }
}
