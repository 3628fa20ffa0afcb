package io.github.layerbook.exchange.slim;

import io.github.layerbook.exchange.python.value.Builtin;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.HostValue;
import io.github.layerbook.exchange.python.value.Python;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Slim's {@code arg_scope}: arguments that functions have within the body of a {@code with}. */
final class ArgumentScopes {
  private final Deque<Map<String, Map<String, Object>>> open = new ArrayDeque<>();

  /** One scope: arguments by name, by the name of the function. */
  private final class Scope implements HostValue {
    private final Map<String, Map<String, Object>> arguments;

    Scope(Map<String, Map<String, Object>> arguments) {
      this.arguments = arguments;
    }

    @Override
    public String type() {
      return "arg_scope";
    }

    @Override
    public void enter() {
      open.push(arguments);
    }

    @Override
    public void exit() {
      open.poll();
    }
  }

  /** {@code arg_scope([slim.conv2d], padding='SAME')}, or a scope that was made before. */
  Object scope(Python in, CallArguments arguments) {
    Object first = arguments.get(0, "list_ops_or_scope");
    if (first instanceof Scope scope) {
      return scope;
    }
    Map<String, Map<String, Object>> all = new HashMap<>(current());
    if (first instanceof Builtin || !(first instanceof HostValue)) {
      Iterable<Object> functions =
          first instanceof Builtin ? java.util.List.of(first) : in.iterate(first);
      for (Object function : functions) {
        if (function instanceof Builtin builtin) {
          Map<String, Object> named =
              new LinkedHashMap<>(all.getOrDefault(builtin.name(), Map.of()));
          named.putAll(arguments.named());
          all.put(builtin.name(), named);
        }
      }
    }
    return new Scope(all);
  }

  private Map<String, Map<String, Object>> current() {
    Map<String, Map<String, Object>> current = open.peek();
    return current == null ? Map.of() : current;
  }

  /** Returns arguments with those that the open scopes give a function. */
  CallArguments with(String function, CallArguments arguments) {
    Map<String, Object> named = new LinkedHashMap<>(current().getOrDefault(function, Map.of()));
    named.putAll(arguments.named());
    return new CallArguments(arguments.positional(), named);
  }
}
