package io.github.layerbook.exchange;

import io.github.layerbook.layer.Layer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Declares an {@link Entry}; its arguments in the order of their signature. */
public final class EntryBuilder implements Declared {
  private final String module;
  private final List<String> names;
  private final List<Argument> arguments = new ArrayList<>();
  private final List<Argument> options = new ArrayList<>();
  private final List<Argument> hidden = new ArrayList<>();
  private final List<Binding> bindings = new ArrayList<>();
  private final List<SignatureText> signatures = new ArrayList<>();
  private final Map<String, Codec> codecs = new HashMap<>();
  private final List<Consumer<Call>> checks = new ArrayList<>();
  private final List<Entry.Limit> limits = new ArrayList<>();
  private final List<Consumer<Layer>> refusals = new ArrayList<>();
  private List<String> operands = List.of();
  private Body body;
  private Set<Integer> axes = Set.of();
  private Set<String> tolerated = Set.of();
  private Function<Call, Arrangement> arrangement =
      call -> Arrangement.channelsFirst(call.inputs(), 1);
  private Function<Call, Naming> naming = call -> Naming.OURS;
  private Function<Call, @Nullable Layer> activation = call -> null;
  private boolean written = true;

  private EntryBuilder(String module, List<String> names, Body body) {
    this.module = module;
    this.names = names;
    this.body = body;
  }

  private EntryBuilder(Entry.Parts parts, String module, List<String> names) {
    this(module, names, parts.body());
    options.addAll(parts.options());
    checks.addAll(parts.checks());
    limits.addAll(parts.limits());
    refusals.addAll(parts.refusals());
    axes = parts.axes();
    tolerated = parts.tolerated();
    arrangement = parts.arrangement();
    naming = parts.naming();
    activation = parts.activation();
  }

  /** Begins an entry whose layers are of one record. */
  public static EntryBuilder of(Class<? extends Layer> type, String module, String... names) {
    return new EntryBuilder(module, List.of(names), new RecordBody(type, Map.of(), List.of()));
  }

  /**
   * Begins an entry that makes its layers itself.
   *
   * @param types the layers' records
   * @param reader makes the layer
   * @param writer returns the arguments by name; throws if it cannot say the layer
   */
  public static EntryBuilder of(
      List<Class<? extends Layer>> types,
      Function<Call, Layer> reader,
      Function<Writing, Map<String, ? extends @Nullable Object>> writer,
      String module,
      String... names) {
    return new EntryBuilder(module, List.of(names), new FreeBody(types, reader, writer));
  }

  /** Says for how many spatial axes it is: one number, or several. */
  public EntryBuilder axes(Integer... numbers) {
    axes = Set.of(numbers);
    return this;
  }

  /**
   * Adds arguments in the order of the framework's signature, separated by spaces: {@code
   * kernel_size:kernel stride=1 bias=True}. One without a default must be given. After a colon
   * stands the layer's option that it is; an argument with the name of an option is that option,
   * unless it is bound or fixed otherwise.
   */
  public EntryBuilder signature(String text) {
    return signature(-1, text);
  }

  /** Adds arguments, of which those with extents are for a number of spatial axes. */
  public EntryBuilder signature(int spatialAxes, String text) {
    SignatureText signature = SignatureText.of(spatialAxes, text);
    signatures.add(signature);
    arguments.addAll(signature.arguments());
    return this;
  }

  /** Says how an option of a signature is written, where it is not as its type usually is. */
  public EntryBuilder codec(String option, Codec codec) {
    codecs.put(option, codec);
    return this;
  }

  /** Adds an argument of the layer's call, not of its making. */
  public EntryBuilder option(String name, @Nullable Object value) {
    options.add(new Argument(name, false, value));
    return this;
  }

  /** Says which arguments, separated by spaces, the entry takes that say nothing of any layer. */
  public EntryBuilder tolerating(String names) {
    tolerated = Set.copyOf(Dialect.names(names));
    return this;
  }

  /** Binds several arguments to several options, or in a way of its own. */
  public EntryBuilder bound(List<String> of, Binding.Reader reader, Binding.Writer writer) {
    bindings.add(new Binding(of, reader, writer));
    return this;
  }

  /** Computes an option from the call, and an argument from the layer. */
  public EntryBuilder computed(
      String option,
      Function<Call, @Nullable Object> read,
      String argument,
      Function<Writing, @Nullable Object> write) {
    return bound(
        List.of(option),
        (call, options) -> options.put(option, read.apply(call)),
        (writing, arguments) -> arguments.put(argument, write.apply(writing)));
  }

  /** Computes an option from the call; it is not written. */
  public EntryBuilder reading(String option, Function<Call, @Nullable Object> read) {
    return reading(List.of(option), (call, options) -> options.put(option, read.apply(call)));
  }

  /** Computes an argument from the layer; it says nothing of one where it is read. */
  public EntryBuilder writing(String argument, Function<Writing, @Nullable Object> write) {
    return writing((writing, arguments) -> arguments.put(argument, write.apply(writing)));
  }

  /** Reads several options of arguments in a way of its own; they are not written. */
  public EntryBuilder reading(List<String> of, Binding.Reader reader) {
    return bound(of, reader, (writing, arguments) -> {});
  }

  /** Writes arguments that say nothing of the layer where they are read. */
  public EntryBuilder writing(Binding.Writer writer) {
    return bound(List.of(), (call, options) -> {}, writer);
  }

  /** Says which options of the layer may be anything where it is written. */
  public EntryBuilder unsaid(String... options) {
    return reading(List.of(options), (call, values) -> {});
  }

  /** Holds an option of the layer at a value. */
  public EntryBuilder fixed(String option, Object value) {
    body = body.fixed(option, value);
    return this;
  }

  /** Adds a check of what the framework itself refuses; it throws. */
  public EntryBuilder check(Consumer<Call> check) {
    checks.add(check);
    return this;
  }

  /** Adds a check of the layer itself, which the framework refuses where we do not; it throws. */
  public EntryBuilder refusing(Consumer<Layer> check) {
    refusals.add(check);
    return this;
  }

  /** Adds what is not expressible. */
  public EntryBuilder limit(String reason, Predicate<Call> holds) {
    limits.add(new Entry.Limit(reason, holds));
    return this;
  }

  /** Says how inputs and outputs stand; by default channels first after one axis of the batch. */
  public EntryBuilder arranged(Function<Call, Arrangement> how) {
    arrangement = how;
    return this;
  }

  /** Says how tensors are named and shaped; by default as ours. */
  public EntryBuilder naming(Naming how) {
    return namedBy(call -> how);
  }

  /** Says how tensors are named and shaped, which depends on the arguments. */
  public EntryBuilder namedBy(Function<Call, Naming> how) {
    naming = how;
    return this;
  }

  /** Says which argument's layer follows. */
  public EntryBuilder followed(Function<Call, @Nullable Layer> by) {
    activation = by;
    return this;
  }

  /** Keeps layers from being said with it: it is only read. */
  public EntryBuilder readOnly() {
    written = false;
    return this;
  }

  /** Says that it is a function, and which of its arguments are tensors. */
  public EntryBuilder function(String... tensors) {
    operands = List.of(tensors);
    return this;
  }

  /**
   * Begins the function of an entry: other names, the same arguments in an order of its own. An
   * argument that the entry does not have says nothing.
   *
   * @param declared the class
   * @param tensors the function's arguments that are tensors
   * @param signature its other arguments, separated by spaces
   */
  public static EntryBuilder functionOf(
      Declared declared,
      String module,
      List<String> names,
      List<String> tensors,
      String signature) {
    Entry entry = declared.entry();
    EntryBuilder function = new EntryBuilder(entry.parts(), module, names);
    function.operands = tensors;
    for (String name : Dialect.names(signature)) {
      function.arguments.add(
          entry.arguments().stream()
              .filter(argument -> argument.name().equals(name))
              .findFirst()
              .orElse(new Argument(name, false, null)));
    }
    entry.arguments().stream()
        .filter(each -> !function.arguments.contains(each))
        .forEach(function.hidden::add);
    function.written = false;
    return function;
  }

  /** Gives an argument another default than the entry's from which it was begun. */
  public EntryBuilder standard(String name, @Nullable Object value) {
    Object plain = Arguments.of(value).positional().get(0);
    arguments.replaceAll(
        each -> each.name().equals(name) ? new Argument(name, false, plain) : each);
    if (arguments.stream().noneMatch(each -> each.name().equals(name))) {
      hidden.removeIf(each -> each.name().equals(name));
      hidden.add(new Argument(name, false, plain));
    }
    return this;
  }

  @Override
  public Entry entry() {
    Body whole = body instanceof RecordBody of ? bound(of) : body;
    return new Entry(
        new Entry.Parts(
            module,
            names,
            operands,
            List.copyOf(arguments),
            tolerated,
            Stream.concat(options.stream(), hidden.stream()).toList(),
            whole,
            axes,
            List.copyOf(checks),
            List.copyOf(limits),
            List.copyOf(refusals),
            arrangement,
            naming,
            activation,
            written));
  }

  private RecordBody bound(RecordBody of) {
    Set<String> taken = new HashSet<>(of.fixed().keySet());
    bindings.forEach(binding -> taken.addAll(binding.options()));
    int most = axes.stream().mapToInt(Integer::intValue).max().orElse(0);
    List<Binding> all = new ArrayList<>();
    signatures.forEach(each -> all.addAll(each.bindings(of.type(), most, codecs, taken)));
    all.addAll(bindings);
    return all.isEmpty() ? of : new RecordBody(of.type(), of.fixed(), List.copyOf(all));
  }
}
