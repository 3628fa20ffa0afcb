package io.github.layerbook.exchange.python.library;

import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.BuiltIns;
import io.github.layerbook.exchange.python.value.Builtin;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Callable;
import io.github.layerbook.exchange.python.value.Descriptor;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.python.value.Library;
import io.github.layerbook.exchange.python.value.Members;
import io.github.layerbook.exchange.python.value.ModuleValue;
import io.github.layerbook.exchange.python.value.Operators;
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
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;

/** What model code uses of Python's own library. */
public final class StandardLibrary implements Library, BuiltIns {
  /** Where a class's body collects the fields that it declares, for dataclasses. */
  public static final String FIELDS = "__annotations__";

  private static final Map<String, Members> MODULES = new LinkedHashMap<>();

  static {
    Members math =
        members("math")
            .value("pi", Math.PI)
            .value("e", Math.E)
            .value("inf", Double.POSITIVE_INFINITY)
            .known("log", StandardLibrary::logarithm)
            .function("ceil", (in, a) -> whole(a, Math::ceil))
            .function("floor", (in, a) -> whole(a, Math::floor))
            .function("trunc", (in, a) -> whole(a, x -> x < 0 ? Math.ceil(x) : Math.floor(x)))
            .function("pow", (in, a) -> Math.pow(real(a, 0), real(a, 1)))
            .function("prod", StandardLibrary::product)
            .function("gcd", (in, a) -> divisor(number(a, 0, "a"), number(a, 1, "b")));
    real(math, "sqrt", Math::sqrt);
    real(math, "exp", Math::exp);
    real(math, "log2", x -> Math.log(x) / Math.log(2));
    real(math, "log10", Math::log10);
    real(math, "sin", Math::sin);
    real(math, "cos", Math::cos);
    real(math, "tanh", Math::tanh);
    members("numpy")
        .with(math)
        .function("maximum", (in, a) -> in.call(Builtins.find("max").orElseThrow(), a))
        .function("minimum", (in, a) -> in.call(Builtins.find("min").orElseThrow(), a));
    members("functools")
        .function("partial", StandardLibrary::partial)
        .function("reduce", StandardLibrary::reduce)
        .function("wraps", (in, a) -> Builtin.function("wraps", (i, f) -> f.get(0, "f")))
        .function("lru_cache", (in, a) -> a.get(0, "f", Singleton.NONE))
        .same("cache", "f");
    members("collections")
        .value("OrderedDict", Builtins.find("dict").orElseThrow())
        .function("defaultdict", (in, a) -> new LinkedHashMap<Object, Object>())
        .function("deque", (in, a) -> in.items().list(a.get(0, "iterable", List.of())))
        .function("namedtuple", StandardLibrary::namedTuple);
    sequences(members("collections.abc"));
    members("copy")
        .function("copy", (in, a) -> Copies.shallow(in, a.get(0, "x")))
        .function("deepcopy", (in, a) -> Copies.deep(in, a.get(0, "x")));
    members("dataclasses")
        .function("dataclass", StandardLibrary::dataclass)
        .function("field", StandardLibrary::field)
        .function("asdict", (in, a) -> in.attributes().own(a.get(0, "obj")));
    members("itertools")
        .function("chain", StandardLibrary::chain)
        .function("product", StandardLibrary::pairs);
    sequences(members("typing"))
        .function("cast", (in, a) -> a.get(1, "value"))
        .value("NamedTuple", new PythonClass("NamedTuple", List.of()));
    members("abc").value("ABC", new PythonClass("ABC", List.of())).same("abstractmethod", "f");
  }

  /** Makes the library. */
  public StandardLibrary() {}

  private static Members members(String name) {
    return MODULES.computeIfAbsent(name, key -> new Members());
  }

  /** Adds what {@code isinstance(x, Sequence)} takes. */
  private static Members sequences(Members types) {
    for (String name : List.of("Sequence", "Iterable", "Collection", "List", "Tuple")) {
      type(types, name, Operators::isSequence);
    }
    type(types, "Callable", Callable.class::isInstance);
    return type(types, "Mapping", Map.class::isInstance);
  }

  private static Members type(Members types, String name, Predicate<Object> test) {
    return types.value(name, Builtin.type(name, test, (in, a) -> Singleton.NONE));
  }

  @Override
  public Optional<Object> module(String name) {
    return Optional.ofNullable(MODULES.get(name))
        .map(members -> new ModuleValue(name, members::find));
  }

  @Override
  public Optional<Object> customary(String name) {
    Optional<Object> found =
        Builtins.find(name).or(() -> module(name.equals("np") ? "numpy" : name));
    for (String module : List.of("functools", "collections", "dataclasses", "copy", "itertools")) {
      found = found.or(() -> members(module).find(name));
    }
    return found;
  }

  @Override
  public Optional<Object> method(Object receiver, String name) {
    return Methods.of(receiver, name);
  }

  @Override
  public Object type(Object value) {
    return Builtins.type(value);
  }

  private static void real(Members module, String name, DoubleUnaryOperator function) {
    module.known(name, (in, a) -> function.applyAsDouble(real(a, 0)));
  }

  private static double real(CallArguments arguments, int index) {
    return Operators.number(arguments.get(index, "x"), "a number is needed here").doubleValue();
  }

  private static Object whole(CallArguments arguments, DoubleUnaryOperator rounding) {
    Object value = arguments.get(0, "x");
    if (value instanceof Unknown || value instanceof Long) {
      return value;
    }
    double rounded = rounding.applyAsDouble(real(arguments, 0));
    if (!(Math.abs(rounded) < 9e18)) {
      throw new PythonException("%s is too large a number", value);
    }
    return (long) rounded;
  }

  private static Object logarithm(Python in, CallArguments arguments) {
    double log = Math.log(real(arguments, 0));
    return arguments.positional().size() > 1
        ? (Object) (log / Math.log(real(arguments, 1)))
        : (Object) log;
  }

  private static Object product(Python in, CallArguments arguments) {
    Object product = 1L;
    for (Object value : in.iterate(arguments.get(0, "iterable"))) {
      product = in.operators().binary("*", product, value);
    }
    return product;
  }

  private static long number(CallArguments arguments, int index, String name) {
    return Operators.whole(arguments.get(index, name), "a number");
  }

  private static long divisor(long a, long b) {
    return b == 0 ? Math.abs(a) : divisor(b, a % b);
  }

  private static Object partial(Python in, CallArguments arguments) {
    Object function = arguments.get(0, "func");
    CallArguments bound = arguments.from(1);
    return Builtin.function("partial", (i, more) -> i.call(function, bound.and(more)));
  }

  private static Object reduce(Python in, CallArguments arguments) {
    List<Object> values = in.items().list(arguments.get(1, "iterable"));
    Object result =
        arguments
            .find(2, "initial")
            .orElseGet(() -> values.isEmpty() ? Singleton.NONE : values.remove(0));
    for (Object value : values) {
      result = in.call(arguments.get(0, "function"), result, value);
    }
    return result;
  }

  private static Object namedTuple(Python in, CallArguments arguments) {
    Object fields = arguments.get(1, "field_names");
    List<String> names = new ArrayList<>();
    if (fields instanceof String text) {
      names.addAll(List.of(text.strip().split("[\\s,]+", -1)));
    } else {
      in.iterate(fields).forEach(name -> names.add(in.text(name)));
    }
    Callable maker =
        (i, a) -> {
          List<Object> values = new ArrayList<>();
          for (int k = 0; k < names.size(); k++) {
            values.add(a.get(k, names.get(k), Singleton.NONE));
          }
          return new TupleValue(values, names);
        };
    return Builtin.type(
        in.text(arguments.get(0, "typename")),
        v -> v instanceof TupleValue t && t.names().equals(names),
        maker);
  }

  private static Object chain(Python in, CallArguments arguments) {
    List<Object> all = new ArrayList<>();
    for (Object values : arguments.positional()) {
      all.addAll(in.items().list(values));
      in.budget().elements(all.size());
    }
    return all;
  }

  private static Object pairs(Python in, CallArguments arguments) {
    List<Object> tuples = new ArrayList<>(List.of(TupleValue.of()));
    for (Object values : arguments.positional()) {
      List<Object> longer = new ArrayList<>();
      for (Object tuple : tuples) {
        for (Object value : in.iterate(values)) {
          List<Object> more = new ArrayList<>(((TupleValue) tuple).values());
          more.add(value);
          longer.add(TupleValue.of(more));
          in.budget().step();
        }
      }
      in.budget().elements(longer.size());
      tuples = longer;
    }
    return tuples;
  }

  private static Object field(Python in, CallArguments arguments) {
    return arguments
        .named("default_factory")
        .map(factory -> (Object) new Descriptor(Descriptor.Kind.STATIC, factory))
        .orElse(arguments.any(Integer.MAX_VALUE, "default"));
  }

  /** {@code @dataclass}, with or without arguments: an {@code __init__} of the declared fields. */
  private static Object dataclass(Python in, CallArguments arguments) {
    Optional<Object> type = arguments.find(0, "cls");
    if (type.isEmpty()) {
      return Builtin.function("dataclass", StandardLibrary::dataclass);
    } else if (!(type.get() instanceof PythonClass made)) {
      return type.get();
    } else {
      if (made.members().get("__init__") == null) {
        made.method("__init__", (i, a) -> initialised(i, made, a));
      }
      return made;
    }
  }

  private static List<String> fields(PythonClass type) {
    LinkedHashSet<String> names = new LinkedHashSet<>();
    type.bases().forEach(base -> names.addAll(fields(base)));
    if (type.members().get(FIELDS) instanceof List<?> own) {
      own.forEach(name -> names.add(name.toString()));
    }
    return List.copyOf(names);
  }

  private static Object initialised(Python in, PythonClass type, CallArguments arguments) {
    Object self = arguments.get(0, "self");
    List<String> names = fields(type);
    for (String name : arguments.named().keySet()) {
      if (!names.contains(name)) {
        throw new PythonException("%s has no field `%s`", type.name(), name);
      }
    }
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Object value =
          arguments
              .find(i + 1, name)
              .or(() -> type.find(name))
              .orElseThrow(
                  () -> new PythonException("%s needs the argument `%s`", type.name(), name));
      boolean made = value instanceof Descriptor && arguments.find(i + 1, name).isEmpty();
      in.attributes().set(self, name, made ? in.call(((Descriptor) value).function()) : value);
    }
    if (self instanceof Instance instance) {
      instance.type().find("__post_init__").ifPresent(post -> in.call(post, self));
    }
    return Singleton.NONE;
  }
}
