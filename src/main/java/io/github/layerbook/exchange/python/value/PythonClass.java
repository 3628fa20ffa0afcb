package io.github.layerbook.exchange.python.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A class: one of the text, or one of a library, whose methods are {@link Builtin}s. */
public final class PythonClass implements Callable {
  private final String name;
  private final List<PythonClass> bases;
  private final List<PythonClass> order;
  private final Map<String, Object> members = new LinkedHashMap<>();

  /**
   * Makes a class.
   *
   * @param name its name
   * @param bases the classes that it extends
   */
  public PythonClass(String name, List<PythonClass> bases) {
    this.name = name;
    this.bases = List.copyOf(bases);
    order = linear();
  }

  /** Depth first, where what several classes extend comes last: Python's order in usual cases. */
  private List<PythonClass> linear() {
    List<PythonClass> all = new ArrayList<>();
    all.add(this);
    bases.forEach(base -> all.addAll(base.order));
    Set<PythonClass> last = new LinkedHashSet<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      last.add(all.get(i));
    }
    List<PythonClass> result = new ArrayList<>(last);
    Collections.reverse(result);
    return result;
  }

  /** Adds a method or a value. */
  public PythonClass with(String member, Object value) {
    members.put(member, value);
    return this;
  }

  /** Adds a method whose first argument is the instance. */
  public PythonClass method(String member, Callable body) {
    return with(member, Builtin.method(member, body));
  }

  @Override
  public String name() {
    return name;
  }

  /** Returns the classes that it extends. */
  public List<PythonClass> bases() {
    return bases;
  }

  /** Returns its own members. */
  public Map<String, Object> members() {
    return members;
  }

  /** Returns a member, its own or inherited. */
  public Optional<Object> find(String member) {
    return findAfter(-1, member);
  }

  /** Returns a member of the classes that come after one in the order of inheritance. */
  public Optional<Object> findAfter(PythonClass before, String member) {
    return findAfter(order.indexOf(before), member);
  }

  private Optional<Object> findAfter(int index, String member) {
    for (int i = index + 1; i < order.size(); i++) {
      Object value = order.get(i).members.get(member);
      if (value != null) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** Returns whether it is another class or extends it. */
  public boolean isA(PythonClass other) {
    return order.contains(other);
  }

  /** Makes an instance. */
  @Override
  public Object call(Python in, CallArguments arguments) {
    Object maker = find("__new__").orElse(null);
    if (maker instanceof Builtin builtin) {
      return builtin.call(in, arguments.after(this));
    }
    Instance instance = new Instance(this);
    find("__init__").ifPresent(init -> in.call(init, arguments.after(instance)));
    return instance;
  }

  @Override
  public String toString() {
    return "<class '" + name + "'>";
  }
}
