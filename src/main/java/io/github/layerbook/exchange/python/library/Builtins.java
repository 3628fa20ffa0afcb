package io.github.layerbook.exchange.python.library;

import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.Builtin;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Callable;
import io.github.layerbook.exchange.python.value.Descriptor;
import io.github.layerbook.exchange.python.value.HostValue;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.python.value.Members;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.PythonClass;
import io.github.layerbook.exchange.python.value.TupleValue;
import io.github.layerbook.exchange.python.value.Unknown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Python's built-in functions and types, as far as they touch nothing outside. */
final class Builtins {
  private static final Builtin BOOL =
      Builtin.type(
          "bool",
          value -> value instanceof Boolean,
          (in, a) -> {
            Object value = a.get(0, "x", false);
            return value instanceof Unknown ? value : (Object) in.truth(value);
          });
  private static final Builtin FUNCTION =
      Builtin.type("function", value -> value instanceof Callable, (in, a) -> Singleton.NONE);
  private static final List<Builtin> TYPES =
      List.of(
          Builtin.type(
              "int",
              value -> value instanceof Long || value instanceof Boolean,
              Conversions::whole),
          Builtin.type("float", value -> value instanceof Double, Conversions::real),
          Builtin.type(
              "str", value -> value instanceof String, (in, a) -> in.text(a.get(0, "object", ""))),
          Builtin.type(
              "list", value -> value instanceof ArrayList<?>, (in, a) -> Iterations.list(in, a)),
          Builtin.type(
              "tuple",
              value -> value instanceof TupleValue,
              (in, a) -> TupleValue.of(Iterations.list(in, a))),
          Builtin.type("dict", value -> value instanceof Map<?, ?>, Builtins::dict),
          Builtin.type(
              "set",
              value -> value instanceof LinkedHashSet<?>,
              (in, a) -> in.items().set(Iterations.list(in, a))),
          Builtin.type("NoneType", value -> value == Singleton.NONE, (in, a) -> Singleton.NONE));

  private static final String ERRORS =
      "Exception ValueError TypeError NotImplementedError RuntimeError AssertionError KeyError"
          + " IndexError AttributeError ImportError";

  private static final Members ALL = new Members();

  static {
    TYPES.forEach(type -> ALL.value(type.name(), type));
    ALL.value("bool", BOOL)
        .value("object", new PythonClass("object", List.of()))
        .value("Ellipsis", Singleton.ELLIPSIS)
        .function("frozenset", (in, a) -> in.items().set(Iterations.list(in, a)))
        .function("bytes", (in, a) -> in.text(a.get(0, "object", "")))
        .function("range", (in, a) -> RangeValue.of(a))
        .known("len", (in, a) -> in.items().length(a.get(0, "obj")))
        .function("print", (in, a) -> Singleton.NONE)
        .function("input", (in, a) -> new Unknown("input()", true))
        .known("enumerate", Iterations::enumerated)
        .function("zip", Iterations::zipped)
        .known("map", Iterations::mapped)
        .function("filter", Iterations::filtered)
        .function("reversed", Iterations::reversed)
        .function("sorted", Iterations::sorted)
        .known("sum", Iterations::sum)
        .function("min", (in, a) -> Iterations.extreme(in, a, -1))
        .function("max", (in, a) -> Iterations.extreme(in, a, 1))
        .function(
            "any",
            (in, a) -> in.items().list(a.get(0, "values")).stream().anyMatch(v -> in.truth(v)))
        .function(
            "all",
            (in, a) -> in.items().list(a.get(0, "values")).stream().allMatch(v -> in.truth(v)))
        .known("abs", (in, a) -> Conversions.absolute(a.get(0, "x")))
        .function("round", Conversions::rounded)
        .function("pow", (in, a) -> in.operators().binary("**", a.get(0, "base"), a.get(1, "exp")))
        .function(
            "divmod",
            (in, a) ->
                TupleValue.of(
                    in.operators().binary("//", a.get(0, "x"), a.get(1, "y")),
                    in.operators().binary("%", a.get(0, "x"), a.get(1, "y"))))
        .function("repr", (in, a) -> in.repr(a.get(0, "obj")))
        .function("hash", (in, a) -> (long) a.get(0, "obj").hashCode())
        .function("id", (in, a) -> (long) System.identityHashCode(a.get(0, "obj")))
        .function("iter", (in, a) -> in.items().list(a.get(0, "values")))
        .known("next", Iterations::next)
        .function("vars", (in, a) -> in.attributes().own(a.get(0, "object")))
        .function("locals", (in, a) -> new LinkedHashMap<Object, Object>())
        .function("globals", (in, a) -> new LinkedHashMap<Object, Object>(in.variables()))
        .function("super", (in, a) -> Singleton.NONE)
        .function("type", (in, a) -> in.operators().classOf(a.get(0, "object")))
        .function("callable", (in, a) -> a.get(0, "obj") instanceof Callable)
        .function("isinstance", (in, a) -> isInstance(in, a.get(0, "obj"), a.get(1, "classinfo")))
        .function("issubclass", (in, a) -> isSubclass(a.get(0, "cls"), a.get(1, "classinfo")))
        .function("hasattr", Builtins::has)
        .function("getattr", Builtins::get)
        .function(
            "setattr",
            (in, a) -> {
              in.attributes().set(a.get(0, "obj"), name(in, a), a.get(2, "value"));
              return Singleton.NONE;
            })
        .function(
            "delattr",
            (in, a) -> {
              in.attributes().delete(a.get(0, "obj"), name(in, a));
              return Singleton.NONE;
            })
        .function("staticmethod", (in, a) -> new Descriptor(Descriptor.Kind.STATIC, a.get(0, "f")))
        .function("classmethod", (in, a) -> new Descriptor(Descriptor.Kind.CLASS, a.get(0, "f")))
        .function("property", (in, a) -> new Descriptor(Descriptor.Kind.PROPERTY, a.get(0, "f")));
    for (String error : ERRORS.split(" ", -1)) {
      ALL.function(
          error, (in, a) -> error + a.find(0, "").map(text -> ": " + in.text(text)).orElse(""));
    }
  }

  private Builtins() {}

  /** Returns a built-in function or type. */
  static Optional<Object> find(String name) {
    return ALL.find(name);
  }

  /** Returns the type of a value that is no instance; the value itself where a library made it. */
  static Object type(Object value) {
    if (value instanceof Boolean) {
      return BOOL;
    }
    return TYPES.stream()
        .filter(type -> type.type().test(value))
        .findFirst()
        .<Object>map(type -> type)
        .orElse(value instanceof HostValue ? value : FUNCTION);
  }

  private static Object dict(Python in, CallArguments arguments) {
    Map<Object, Object> dict =
        arguments.positional().isEmpty()
            ? new LinkedHashMap<>()
            : in.items().dict(arguments.positional().get(0));
    dict.putAll(arguments.named());
    return dict;
  }

  /** Returns whether a value is of a class, of a type, or of one of several. */
  static boolean isInstance(Python in, Object value, Object type) {
    if (type instanceof TupleValue types) {
      return types.values().stream().anyMatch(one -> isInstance(in, value, one));
    } else if (type instanceof PythonClass known) {
      return (value instanceof Instance instance && instance.isA(known))
          || known.name().equals("object");
    }
    return type instanceof Builtin builtin && builtin.type().test(value);
  }

  private static boolean isSubclass(Object value, Object type) {
    return type instanceof TupleValue types
        ? types.values().stream().anyMatch(one -> isSubclass(value, one))
        : value instanceof PythonClass a && type instanceof PythonClass b && a.isA(b);
  }

  private static String name(Python in, CallArguments arguments) {
    return in.text(arguments.get(1, "name"));
  }

  private static Object has(Python in, CallArguments arguments) {
    Object of = arguments.get(0, "obj");
    return of instanceof Unknown
        ? of
        : (Object)
            in.attributes()
                .find(of, name(in, arguments))
                .filter(v -> !(v instanceof Unknown))
                .isPresent();
  }

  private static Object get(Python in, CallArguments arguments) {
    Object of = arguments.get(0, "obj");
    Optional<Object> found = in.attributes().find(of, name(in, arguments));
    return found.isPresent() || arguments.find(2, "default").isEmpty()
        ? found.orElseGet(() -> in.attributes().get(of, name(in, arguments)))
        : arguments.get(2, "default");
  }
}
