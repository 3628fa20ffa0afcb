package io.github.layerbook.exchange.python;

import io.github.layerbook.exchange.python.library.StandardLibrary;
import io.github.layerbook.exchange.python.syntax.Expression;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.syntax.Statement;
import io.github.layerbook.exchange.python.value.Descriptor;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.PythonClass;
import io.github.layerbook.exchange.python.value.TupleValue;
import io.github.layerbook.exchange.python.value.Unknown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a text defines: functions, classes, and names that it imports. */
final class Definitions {
  private final Python in;
  private final Execution execution;

  Definitions(Python in, Execution execution) {
    this.in = in;
    this.execution = execution;
  }

  /** Makes a function of a scope; its defaults are computed now. */
  FunctionValue function(Statement.Define define, Scope scope) {
    Map<String, Object> defaults = new LinkedHashMap<>();
    for (Expression.Parameter parameter : define.parameters()) {
      parameter
          .fallback()
          .ifPresent(
              value -> defaults.put(parameter.name(), execution.evaluator().value(value, scope)));
    }
    return new FunctionValue(define, defaults, scope, null, in.isQuiet(), execution);
  }

  /** A decorator that is not known is left out. */
  Object decorated(Object value, List<Expression> decorators, Scope scope) {
    Object result = value;
    for (int i = decorators.size() - 1; i >= 0; i--) {
      String name = decorators.get(i) instanceof Expression.Attribute a ? a.name() : "";
      if (name.equals("setter") || name.equals("deleter")) {
        @Nullable Object property = scope.find(nameOf(decorators.get(i)));
        result = property == null ? result : property;
        continue;
      }
      Object decorator = execution.evaluator().value(decorators.get(i), scope);
      Object made = decorator instanceof Unknown ? decorator : in.call(decorator, result);
      result = made instanceof Unknown || made == Singleton.NONE ? result : made;
    }
    return result;
  }

  private static String nameOf(Expression decorator) {
    return decorator instanceof Expression.Attribute a && a.of() instanceof Expression.Name name
        ? name.name()
        : "";
  }

  PythonClass type(Statement.ClassDefinition definition, Scope scope) {
    List<Object> bases =
        execution.evaluator().brackets().arguments(definition.bases(), scope).positional();
    Scope body = new Scope(scope);
    body.variables.put(StandardLibrary.FIELDS, List.of());
    execution.run(definition.body(), body);
    if (bases.stream().anyMatch(TupleValue.class::isInstance)) {
      throw new PythonException("a tuple is not a class to extend");
    }
    List<PythonClass> known = all(bases, PythonClass.class).toList();
    PythonClass made = new PythonClass(definition.name(), known);
    if (known.isEmpty()) {
      // Bases that are not known count as none.
      all(bases, Unknown.class).findFirst().ifPresent(base -> made.with("__unknown__", base));
    }
    body.variables.forEach((member, value) -> made.with(member, owned(value, made)));
    return made;
  }

  private static <T> Stream<T> all(List<Object> values, Class<T> type) {
    return values.stream().filter(type::isInstance).map(type::cast);
  }

  private static Object owned(Object value, PythonClass owner) {
    if (value instanceof FunctionValue function) {
      return function.in(owner);
    }
    return value instanceof Descriptor descriptor
        ? new Descriptor(descriptor.kind(), owned(descriptor.function(), owner))
        : value;
  }

  void imports(Statement.Import imports, Scope scope) {
    int dot = imports.module().indexOf('.');
    String root = dot < 0 ? imports.module() : imports.module().substring(0, dot);
    if (imports.as().isEmpty()) {
      scope.set(root, module(root));
    } else {
      scope.set(imports.as(), module(imports.module()));
    }
  }

  private Object module(String name) {
    Optional<Object> known = in.library().module(name);
    return known.orElseGet(() -> new Unknown(name, true));
  }

  void imports(Statement.ImportFrom imports, Scope scope) {
    Object module = module(imports.module());
    for (Statement.Alias alias : imports.names()) {
      if (!alias.name().equals("*")) {
        scope.set(alias.as(), in.attributes().get(module, alias.name()));
      }
    }
  }
}
