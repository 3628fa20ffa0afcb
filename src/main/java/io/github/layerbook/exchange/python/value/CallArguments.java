package io.github.layerbook.exchange.python.value;

import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of a call.
 *
 * @param positional those without names
 * @param named those with names
 */
public record CallArguments(List<Object> positional, Map<String, Object> named) {
  /** Makes arguments without names. */
  public static CallArguments of(Object... positional) {
    return new CallArguments(List.of(positional), Map.of());
  }

  /** Returns an argument by place or name. */
  public Optional<Object> find(int index, String name) {
    return index < positional.size()
        ? Optional.of(positional.get(index))
        : Optional.ofNullable(named.get(name));
  }

  /** Returns an argument by place or name, or another value. */
  public Object get(int index, String name, Object otherwise) {
    return find(index, name).orElse(otherwise);
  }

  /**
   * Returns an argument by place or name.
   *
   * @throws PythonException if there is none
   */
  public Object get(int index, String name) {
    return find(index, name)
        .orElseThrow(() -> new PythonException("the argument `%s` is missing", name));
  }

  /** Returns an argument by place or by one of several names, or None. */
  public Object any(int index, String... names) {
    return Arrays.stream(names)
        .flatMap(name -> find(index, name).stream())
        .findFirst()
        .orElse(Singleton.NONE);
  }

  /** Returns an argument by name. */
  public Optional<Object> named(String name) {
    return Optional.ofNullable(named.get(name));
  }

  /** Returns this with another first argument. */
  public CallArguments after(Object first) {
    List<Object> more = new ArrayList<>(positional.size() + 1);
    more.add(first);
    more.addAll(positional);
    return new CallArguments(more, named);
  }

  /** Returns this without its first arguments. */
  public CallArguments from(int index) {
    return new CallArguments(
        positional.subList(Math.min(index, positional.size()), positional.size()), named);
  }

  /** Returns these arguments and then others, whose names win. */
  public CallArguments and(CallArguments others) {
    List<Object> all = new ArrayList<>(positional);
    all.addAll(others.positional);
    Map<String, Object> names = new LinkedHashMap<>(named);
    names.putAll(others.named);
    return new CallArguments(all, names);
  }
}
