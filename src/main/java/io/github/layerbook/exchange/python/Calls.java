package io.github.layerbook.exchange.python;

import io.github.layerbook.exchange.python.syntax.Expression.Parameter;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.syntax.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls functions, makes classes and their instances. */
final class Calls {
  /** Where a class's body collects the fields that it declares, for dataclasses. */
  static final String FIELDS = "__annotations__";

  private final Interpreter interpreter;

  Calls(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /** Calls a value. */
  Object call(Object function, CallArguments arguments) {
    if (function instanceof Callable callable) {
      return callable.call(interpreter, arguments);
    } else if (function instanceof Instance instance) {
      Object method =
          instance
              .type()
              .find("__call__")
              .orElseThrow(
                  () ->
                      new PythonException(
                          "a %s cannot be called".formatted(instance.type().name())));
      return call(method, arguments.after(instance));
    }
    throw new PythonException(
        "`%s` cannot be called".formatted(interpreter.operators().repr(function)));
  }

  /** Calls a value from a scope, whose {@code super()} it may be. */
  Object call(Object function, CallArguments arguments, Scope scope) {
    if (function instanceof Builtin builtin && builtin.name().equals("locals")) {
      return new LinkedHashMap<Object, Object>(scope.variables);
    } else if (function instanceof Builtin builtin && builtin.name().equals("super")) {
      return !arguments.positional().isEmpty()
              && arguments.positional().get(0) instanceof PythonClass owner
          ? new SuperValue(owner, arguments.get(1, "self"))
          : superOf(scope);
    }
    return call(function, arguments);
  }

  /** Returns {@code super()} of the method that runs. */
  Object superOf(Scope scope) {
    @Nullable Scope method = scope.method();
    if (method == null) {
      return new SuperValue(null, Singleton.NONE);
    }
    FunctionValue function = Objects.requireNonNull(method.function);
    Object receiver = method.receiver == null ? Singleton.NONE : method.receiver;
    return new SuperValue(function.owner(), receiver);
  }

  /** Makes a function of a scope; its defaults are computed now. */
  FunctionValue define(
      String name,
      List<Parameter> parameters,
      List<Statement> body,
      boolean generator,
      Scope scope) {
    Map<String, Object> defaults = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      parameter
          .fallback()
          .ifPresent(
              fallback ->
                  defaults.put(parameter.name(), interpreter.evaluator().value(fallback, scope)));
    }
    return new FunctionValue(
        name, parameters, defaults, body, generator, scope, null, interpreter.isQuiet());
  }

  /** Calls a function of the text. */
  Object function(FunctionValue function, CallArguments arguments) {
    interpreter.budget().enter();
    int outer = interpreter.hush(function.quiet() ? 1 : 0);
    try {
      Scope scope = new Scope(function.closure());
      scope.function = function;
      scope.receiver = arguments.positional().isEmpty() ? null : arguments.positional().get(0);
      bind(function, arguments, scope);
      if (function.generator()) {
        List<Object> yielded = new ArrayList<>();
        scope.yielded = yielded;
        interpreter.execute(function.body(), scope);
        return yielded;
      }
      interpreter.execute(function.body(), scope);
      return scope.returned;
    } finally {
      interpreter.hush(outer);
      interpreter.budget().leave();
    }
  }

  private static void bind(FunctionValue function, CallArguments arguments, Scope scope) {
    Map<String, Object> named = new LinkedHashMap<>(arguments.named());
    List<Object> positional = arguments.positional();
    int next = 0;
    boolean namesOnly = false;
    for (Parameter parameter : function.parameters()) {
      String name = parameter.name();
      if (parameter.stars() == 1) {
        if (!name.isEmpty()) {
          scope.variables.put(
              name,
              TupleValue.of(
                  positional.subList(Math.min(next, positional.size()), positional.size())));
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
        Object value = given != null ? given : function.defaults().get(name);
        if (value == null) {
          throw new PythonException("%s needs the argument `%s`".formatted(title(function), name));
        }
        scope.variables.put(name, value);
      }
    }
    if (next < positional.size()) {
      throw new PythonException(
          "%s takes fewer arguments than %d".formatted(title(function), positional.size()));
    } else if (!named.isEmpty()) {
      throw new PythonException(
          "%s has no argument `%s`".formatted(title(function), named.keySet().iterator().next()));
    }
  }

  private static String title(FunctionValue function) {
    @Nullable PythonClass owner = function.owner();
    return owner == null
        ? function.name()
        : function.name().equals("__init__") ? owner.name() : owner.name() + "." + function.name();
  }

  /** Makes a class of a body's variables. Bases that are not known count as none. */
  PythonClass define(String name, List<Object> bases, Map<String, Object> body) {
    List<PythonClass> classes = new ArrayList<>();
    for (Object base : bases) {
      if (base instanceof PythonClass known) {
        classes.add(known);
      } else if (base instanceof TupleValue) {
        throw new PythonException("a tuple is no class to extend");
      }
    }
    PythonClass made = new PythonClass(name, classes);
    if (classes.isEmpty() && bases.stream().anyMatch(base -> base instanceof Unknown)) {
      made.with(
          "__unknown__",
          bases.stream().filter(base -> base instanceof Unknown).findFirst().orElseThrow());
    }
    body.forEach((member, value) -> made.with(member, owned(value, made)));
    return made;
  }

  private static Object owned(Object value, PythonClass owner) {
    if (value instanceof FunctionValue function) {
      return function.in(owner);
    } else if (value instanceof Descriptor descriptor
        && descriptor.function() instanceof FunctionValue function) {
      return new Descriptor(descriptor.kind(), function.in(owner));
    }
    return value;
  }

  /** Makes an instance of a class. */
  Object instance(PythonClass type, CallArguments arguments) {
    Optional<Object> maker = type.find("__new__");
    if (maker.isPresent() && maker.get() instanceof Builtin builtin) {
      return builtin.call(interpreter, arguments.after(type));
    }
    Instance instance = new Instance(type);
    Optional<Object> init = type.find("__init__");
    if (init.isPresent()) {
      interpreter.call(init.get(), arguments.after(instance));
    }
    return instance;
  }
}
