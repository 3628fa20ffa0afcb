package io.github.layerbook.exchange.pytorch.code;

import static io.github.layerbook.exchange.pytorch.code.Modules.modules;
import static io.github.layerbook.exchange.pytorch.code.Modules.present;
import static io.github.layerbook.exchange.pytorch.code.Modules.self;

import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Callable;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.python.value.Items;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.PythonClass;
import io.github.layerbook.exchange.python.value.SliceValue;
import io.github.layerbook.exchange.python.value.TupleValue;
import io.github.layerbook.exchange.python.value.Unknown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code Sequential}, {@code ModuleList} and {@code ModuleDict}. */
final class Containers {
  private final Modules modules;
  private final PythonClass sequential;
  private final Map<String, PythonClass> classes = new LinkedHashMap<>();

  Containers(Modules modules) {
    this.modules = modules;
    Map<String, Callable> list = new LinkedHashMap<>();
    list.put("__len__", (in, a) -> (long) present(self(a)).size());
    list.put("__iter__", (in, a) -> children(self(a)));
    list.put("__getitem__", this::item);
    list.put("__setitem__", this::setItem);
    list.put("append", this::append);
    list.put("extend", this::extend);
    list.put("insert", this::insert);
    list.put("pop", this::pop);
    list.put("__add__", this::sum);
    Map<String, Callable> chain = new LinkedHashMap<>(list);
    chain.put("__init__", this::sequential);
    chain.put("forward", this::forward);
    Map<String, Callable> moduleList = new LinkedHashMap<>(list);
    moduleList.put("__init__", this::list);
    sequential = modules.container("Sequential", modules.module, chain);
    classes.put("Sequential", sequential);
    classes.put("ModuleList", modules.container("ModuleList", modules.module, moduleList));
    classes.put("ModuleDict", modules.container("ModuleDict", modules.module, dict()));
  }

  private Map<String, Callable> dict() {
    Map<String, Callable> dict = new LinkedHashMap<>();
    dict.put("__init__", (in, a) -> update(in, self(a), a.get(1, "modules", Singleton.NONE)));
    dict.put("update", (in, a) -> update(in, self(a), a.get(1, "modules")));
    dict.put("__len__", (in, a) -> (long) present(self(a)).size());
    dict.put("__iter__", (in, a) -> keys(self(a)));
    dict.put("keys", (in, a) -> keys(self(a)));
    dict.put("values", (in, a) -> children(self(a)));
    dict.put(
        "items",
        (in, a) -> {
          List<Object> items = new ArrayList<>();
          present(self(a)).forEach((name, child) -> items.add(TupleValue.of(name, child)));
          return items;
        });
    dict.put("__contains__", (in, a) -> present(self(a)).containsKey(in.text(a.get(1, "key"))));
    dict.put("__getitem__", (in, a) -> byName(in, self(a), a.get(1, "key")));
    dict.put("pop", (in, a) -> byName(in, self(a), a.get(1, "key")));
    dict.put(
        "__setitem__", (in, a) -> put(in, self(a), in.text(a.get(1, "key")), a.get(2, "value")));
    return dict;
  }

  /** Returns a container's class. */
  Optional<Object> find(String name) {
    return Optional.ofNullable(classes.get(name));
  }

  private static List<Object> children(Instance container) {
    return new ArrayList<>(present(container).values());
  }

  private static List<Object> keys(Instance container) {
    return new ArrayList<>(present(container).keySet());
  }

  private static Object byName(Python in, Instance container, Object key) {
    Object found = modules(container).get(in.text(key));
    if (found == null) {
      throw new PythonException("there is no module %s", in.repr(key));
    }
    return found;
  }

  private Object put(Python in, Instance container, String name, Object child) {
    if (child instanceof Unknown unknown) {
      throw unknown.needed();
    } else if (child != Singleton.NONE && !modules.isModule(child)) {
      throw new PythonException(
          "%s is put into a %s, which takes modules", in.repr(child), container.type().name());
    }
    modules(container).put(name, child);
    in.budget().check(modules(container).size());
    return Singleton.NONE;
  }

  private Object update(Python in, Instance container, Object children) {
    if (children != Singleton.NONE) {
      in.items().dict(children).forEach((name, child) -> put(in, container, in.text(name), child));
    }
    return Singleton.NONE;
  }

  /**
   * {@code Sequential(a, b)}, {@code Sequential(OrderedDict(…))}; a list is read as its elements.
   */
  private Object sequential(Python in, CallArguments arguments) {
    Instance self = self(arguments);
    List<Object> children = arguments.from(1).positional();
    if (children.size() == 1 && children.get(0) instanceof Map<?, ?> named) {
      return update(in, self, named);
    } else if (children.size() == 1 && children.get(0) instanceof List<?>) {
      children = in.items().list(children.get(0));
    }
    children.forEach(child -> put(in, self, String.valueOf(modules(self).size()), child));
    return Singleton.NONE;
  }

  private Object list(Python in, CallArguments arguments) {
    Object children = arguments.get(1, "modules", Singleton.NONE);
    return children == Singleton.NONE
        ? children
        : extend(in, CallArguments.of(self(arguments), children));
  }

  private Object forward(Python in, CallArguments arguments) {
    Object value = arguments.get(1, "input");
    for (Object child : children(self(arguments))) {
      value = in.call(child, value);
    }
    return value;
  }

  private Object append(Python in, CallArguments arguments) {
    Instance self = self(arguments);
    put(in, self, String.valueOf(modules(self).size()), arguments.get(1, "module"));
    return self;
  }

  private Object extend(Python in, CallArguments arguments) {
    for (Object child : in.iterate(arguments.get(1, "modules"))) {
      append(in, CallArguments.of(self(arguments), child));
    }
    return self(arguments);
  }

  private Object insert(Python in, CallArguments arguments) {
    List<Object> children = children(self(arguments));
    long index = Operators.whole(arguments.get(1, "index"), "an index");
    long place = index < 0 ? index + children.size() : index;
    children.add((int) Math.max(0, Math.min(children.size(), place)), arguments.get(2, "module"));
    return renumbered(in, self(arguments), children);
  }

  private Object renumbered(Python in, Instance container, List<Object> children) {
    modules(container).clear();
    children.forEach(child -> put(in, container, String.valueOf(modules(container).size()), child));
    return container;
  }

  private Object pop(Python in, CallArguments arguments) {
    List<Object> children = children(self(arguments));
    Object child = Items.part(children, arguments.get(1, "index", -1L));
    children.remove(child);
    renumbered(in, self(arguments), children);
    return child;
  }

  private Object sum(Python in, CallArguments arguments) {
    Instance self = self(arguments);
    Instance all = new Instance(self.type());
    renumbered(in, all, children(self));
    return extend(in, CallArguments.of(all, arguments.get(1, "other")));
  }

  /** A slice keeps the names of what is in it. */
  private Object item(Python in, CallArguments arguments) {
    Instance self = self(arguments);
    Object index = arguments.get(1, "index");
    if (index instanceof String) {
      return byName(in, self, index);
    } else if (!(index instanceof SliceValue)) {
      return Items.part(children(self), index);
    }
    boolean named = self.isA(sequential);
    Instance part = new Instance(named ? sequential : self.type());
    Map<String, Object> all = present(self);
    for (Object name : (List<?>) Items.part(keys(self), index)) {
      String kept = named ? name.toString() : String.valueOf(modules(part).size());
      put(in, part, kept, all.getOrDefault(name.toString(), Singleton.NONE));
    }
    return part;
  }

  private Object setItem(Python in, CallArguments arguments) {
    Instance self = self(arguments);
    Object index = arguments.get(1, "index");
    String name = index instanceof String text ? text : Items.part(keys(self), index).toString();
    return put(in, self, name, arguments.get(2, "module"));
  }
}
