package io.github.layerbook.exchange.pytorch.code;

import static java.util.stream.Collectors.toSet;

import io.github.layerbook.exchange.python.Interpreter;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.PythonReader;
import io.github.layerbook.exchange.python.value.Callable;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.python.value.PythonClass;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.exchange.tracing.Several;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the module of a text that is the network. */
final class Roots {
  private static final Pattern CLASS = Pattern.compile("\\bclass\\s+(\\w+)");

  private final Interpreter interpreter;
  private final TorchLibrary library;
  private final String text;

  Roots(Interpreter interpreter, TorchLibrary library, String text) {
    this.interpreter = interpreter;
    this.library = library;
    this.text = text;
  }

  /**
   * Returns the module that a call makes, or the one that the text ends with.
   *
   * @throws PythonException if it cannot be made
   */
  Optional<Instance> find(String call, List<String> notes) {
    if (!call.isBlank()) {
      return Optional.of(called(call));
    }
    Optional<Instance> fed = fed();
    if (fed.isPresent()) {
      return fed;
    }
    List<Instance> made = made();
    if (!made.isEmpty()) {
      Instance last = made.get(made.size() - 1);
      if (made.size() > 1) {
        notes.add(
            "the text makes %d networks; this is the last, %s".formatted(made.size(), name(last)));
      }
      return Optional.of(last);
    }
    return instantiated(notes);
  }

  /** Returns the networks of a text that feeds none: those it makes, else those it could make. */
  List<String> several() {
    try {
      return fed().isPresent() ? List.of() : severalUnfed();
    } catch (PythonException e) {
      return List.of(); // Reading the text says so.
    }
  }

  private List<String> severalUnfed() {
    List<Instance> made = made();
    if (made.isEmpty() && candidates().stream().anyMatch(c -> !Interpreter.required(c).isEmpty())) {
      return interpreter.variables().entrySet().stream()
          .filter(entry -> Interpreter.isFunction(entry.getValue()))
          .filter(entry -> Interpreter.required(entry.getValue()).isEmpty())
          .filter(entry -> made(entry.getValue()).isPresent())
          .map(Map.Entry::getKey)
          .toList();
    }
    return made.isEmpty()
        ? candidates().stream().map(PythonClass::name).toList()
        : made.stream().map(this::name).filter(interpreter.variables()::containsKey).toList();
  }

  private Instance called(String call) {
    Object value = interpreter.evaluate(PythonReader.expression(call, 0));
    if (value instanceof Unknown unknown) {
      throw new PythonException("`%s` is not in the text: %s", unknown.what(), available());
    } else if (!library.modules().isModule(value) && value instanceof Callable) {
      value = interpreter.python().call(value);
    }
    return library
        .modules()
        .instance(value)
        .orElseThrow(() -> new PythonException("`%s` is not a module", call));
  }

  /** The last composed module that a tensor is fed to. */
  private Optional<Instance> fed() {
    List<Running.Example> examples = library.running().examples();
    List<Instance> made = made();
    Optional<Instance> leaf = Optional.empty();
    for (int i = examples.size() - 1; i >= 0; i--) {
      Instance module = examples.get(i).module();
      boolean part =
          made.stream().anyMatch(each -> each != module && Modules.tree(each).containsKey(module));
      if (part || Tracing.tensors(examples.get(i).arguments()).isEmpty()) {
        continue;
      } else if (!Modules.present(module).isEmpty() || !Leaves.isLeaf(module)) {
        return Optional.of(module);
      }
      leaf = leaf.isPresent() ? leaf : Optional.of(module);
    }
    return made.isEmpty() ? leaf : Optional.empty();
  }

  /** The modules of the text as a whole that are in no other. */
  private List<Instance> made() {
    Set<Instance> outer = new LinkedHashSet<>();
    Stream.of(interpreter.variables().values(), interpreter.values())
        .flatMap(Collection::stream)
        .forEach(value -> library.modules().instance(value).ifPresent(outer::add));
    Set<Instance> inner = new HashSet<>();
    outer.forEach(each -> collect(each, inner));
    outer.removeAll(inner);
    List<Instance> composed =
        outer.stream().filter(each -> !Modules.present(each).isEmpty()).toList();
    return composed.isEmpty() ? List.copyOf(outer) : composed;
  }

  /** Adds what is in a module, whatever the depth; what is in the set has been seen. */
  private static void collect(Instance module, Set<Instance> inner) {
    Deque<Instance> open = new ArrayDeque<>(List.of(module));
    while (!open.isEmpty()) {
      for (Object child : Modules.modules(open.pop()).values()) {
        if (child instanceof Instance instance && inner.add(instance)) {
          open.push(instance);
        }
      }
    }
  }

  /** Returns what a module is called in the text. */
  String name(Instance module) {
    return interpreter.variables().entrySet().stream()
        .filter(entry -> entry.getValue() == module)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(module.type().name());
  }

  /** Makes the last class that no other one uses. */
  private Optional<Instance> instantiated(List<String> notes) {
    List<PythonClass> candidates = candidates();
    if (candidates.isEmpty()) {
      return returned(notes);
    }
    PythonClass last = candidates.get(candidates.size() - 1);
    List<String> required = Interpreter.required(last);
    if (!required.isEmpty()) {
      Optional<Instance> made = returned(notes);
      if (made.isPresent()) {
        return made;
      }
      throw new PythonException(
          "%s needs the argument `%s`: say how it is made, such as %s(…); %s",
          last.name(), required.get(0), last.name(), available());
    }
    Object made = interpreter.python().call(last);
    notes.add("the text makes no network itself; %s() is read".formatted(last.name()));
    return library.modules().instance(made);
  }

  /** The classes of the text that no other one uses. */
  private List<PythonClass> candidates() {
    Set<String> written = written();
    Set<String> used = Several.used(text);
    List<PythonClass> classes = new ArrayList<>();
    for (Object value : interpreter.variables().values()) {
      if (library.isModuleClass(value)
          && value instanceof PythonClass type
          && (type.name().equals(Fragments.NAME) || written.contains(type.name()))) {
        classes.add(type);
      }
    }
    List<PythonClass> unused =
        classes.stream().filter(type -> !used.contains(type.name())).toList();
    return unused.isEmpty() ? classes : unused;
  }

  /** What the last function without arguments returns, if that is a module. */
  private Optional<Instance> returned(List<String> notes) {
    List<Map.Entry<String, Object>> all = new ArrayList<>(interpreter.variables().entrySet());
    for (int i = all.size() - 1; i >= 0; i--) {
      Object value = all.get(i).getValue();
      if (Interpreter.isFunction(value) && Interpreter.required(value).isEmpty()) {
        Optional<Instance> made = made(value);
        if (made.isPresent()) {
          notes.add(
              "the text makes no network itself; %s() is read".formatted(all.get(i).getKey()));
          return made;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Instance> made(Object function) {
    try {
      return library.modules().instance(interpreter.python().call(function));
    } catch (PythonException e) {
      return Optional.empty();
    }
  }

  /** The classes that the text writes. */
  private Set<String> written() {
    return CLASS.matcher(text).results().map(found -> found.group(1)).collect(toSet());
  }

  /** What could be called. */
  private String available() {
    Set<String> written = written();
    List<String> names = new ArrayList<>();
    interpreter
        .variables()
        .forEach(
            (name, value) -> {
              boolean function = Interpreter.isFunction(value) && !name.startsWith("_");
              if (function || (library.isModuleClass(value) && written.contains(name))) {
                names.add(name);
              }
            });
    return names.isEmpty()
        ? "it defines no classes or functions that make one"
        : "it defines " + String.join(", ", names.subList(0, Math.min(12, names.size())));
  }
}
