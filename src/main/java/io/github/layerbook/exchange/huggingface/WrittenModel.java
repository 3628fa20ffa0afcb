package io.github.layerbook.exchange.huggingface;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.vocabulary.Vocabulary;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.size.Size;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds a model that {@link WrittenModels} holds, line by line. */
final class WrittenModel {
  private final NetworkBuilder net;

  /** Places in the network that the text has named. */
  private final Map<String, Point> places = new HashMap<>();

  /** The layers that were read, by what is written of them: blocks that are repeated have alike. */
  private final Map<List<String>, WrittenLayer> layers = new HashMap<>();

  /** A layer, and the name of the place whose weights it shares or names. */
  private record WrittenLayer(Layer layer, @Nullable String weights) {}

  /** What the block that is built had computed before, where it is one of a list. */
  private Repetition repetition = new Repetition();

  private WrittenModel(NetworkBuilder net) {
    this.net = net;
  }

  /**
   * Builds a model or a part of one.
   *
   * @throws ConfigurationException if what is asked of the model is none of what is written of it
   */
  static void build(Model model, String name) {
    build(model, name, Map.of(), Map.of());
  }

  /** Builds a part of a model that has places and values already. */
  static void build(
      Model model, String name, Map<String, Point> places, Map<String, Object> values) {
    List<WrittenLine> lines = WrittenModels.find(name).orElseThrow().lines();
    Set<String> heads = new LinkedHashSet<>();
    addHeads(lines, heads);
    if (!heads.isEmpty() && !model.isBase() && !heads.contains(model.head())) {
      throw model.unknownHead(heads);
    }
    WrittenModel written = new WrittenModel(model.net());
    written.places.putAll(places);
    Scope scope = Scope.of(model);
    scope.variables().putAll(values);
    written.add(lines, scope);
  }

  private static void addHeads(List<WrittenLine> lines, Set<String> heads) {
    for (WrittenLine line : lines) {
      if (line.word().equals("head")) {
        heads.addAll(List.of(line.text().written().strip().split(" ", -1)));
      } else if (line.word().equals("use")) {
        WrittenModels.find(line.name().written()).ifPresent(part -> addHeads(part.lines(), heads));
      }
      addHeads(line.inner(), heads);
    }
  }

  private void add(List<WrittenLine> lines, Scope scope) {
    boolean held = true;
    for (WrittenLine line : lines) {
      switch (line.word()) {
        case "if" -> {
          held = holds(line, scope);
          addIf(held, line, scope);
        }
        case "else" -> addIf(!held, line, scope);
        case "head" -> addIf(words(line, scope).contains(scope.model().head()), line, scope);
        case "let" -> scope.set(line.expressions(), true, each -> value(line, each, scope));
        case "default" -> scope.set(line.expressions(), false, each -> value(line, each, scope));
        case "refuse" -> refuse(line, scope);
        case "use" -> use(line, scope);
        case "" -> named(line, scope);
        default -> statement(line, words(line, scope), scope);
      }
    }
  }

  private void addIf(boolean holds, WrittenLine line, Scope scope) {
    if (holds) {
      add(line.inner(), scope);
    }
  }

  private boolean holds(WrittenLine line, Scope scope) {
    return repetition.value(line.varies(), () -> line.expressions().get(0).holds(scope));
  }

  private List<String> words(WrittenLine line, Scope scope) {
    return repetition.value(line.varies(), () -> line.text().words(scope));
  }

  private String name(WrittenLine line, Scope scope) {
    return repetition.value(line.varies(), () -> line.name().in(scope));
  }

  private @Nullable Object value(WrittenLine line, Expression value, Scope scope) {
    return repetition.<@Nullable Object>value(line.varies(), () -> value.in(scope));
  }

  private void refuse(WrittenLine line, Scope scope) {
    if (holds(line, scope)) {
      throw scope.model().config().field(line.name().in(scope)).wrong(" " + line.text().in(scope));
    }
  }

  private void use(WrittenLine line, Scope scope) {
    WrittenModels.Part part = WrittenModels.find(name(line, scope)).orElseThrow();
    Scope inner = scope.inner(scope.model());
    for (int i = 0; i < line.expressions().size(); i++) {
      Expression value = line.expressions().get(i);
      String variable =
          value instanceof Expression.Named named ? named.variable() : part.parameters().get(i);
      inner.variables().put(variable, value(line, value, scope));
    }
    add(part.lines(), inner);
  }

  /** A block of a name, or a layer, which may stand in a block and have a place named after it. */
  private void named(WrittenLine line, Scope scope) {
    String name = name(line, scope);
    List<String> words = words(line, scope);
    int dot = name.lastIndexOf('.');
    if (words.isEmpty()) {
      net.block(name, block -> add(line.inner(), scope));
      return;
    } else if (dot > 0) {
      net.block(name.substring(0, dot), block -> layer(name.substring(dot + 1), words));
    } else {
      layer(name.equals("_") ? "" : name, words);
    }
    int arrow = words.indexOf("->");
    if (arrow > 0) {
      places.put(words.get(arrow + 1), net.here());
    }
  }

  private void layer(String name, List<String> words) {
    WrittenLayer written = layers.computeIfAbsent(words, WrittenModel::read);
    Point shared = written.weights == null ? null : places.get(written.weights);
    if (shared != null) {
      net.addShared(name, written.layer, shared);
      return;
    }
    net.add(name, written.layer);
    if (written.weights != null) {
      places.put(written.weights, net.here());
    }
  }

  /** A layer: its word, what it must be given, its other options. */
  private static WrittenLayer read(List<String> words) {
    LayerForm form = Vocabulary.builtIn().form(words.get(0)).orElseThrow();
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 1; i < words.size() && !words.get(i).equals("->"); i++) {
      String[] option = words.get(i).split("=", 2);
      boolean stated = option.length == 2;
      options.put(stated ? option[0] : form.headOptions().get(i - 1), option[option.length - 1]);
    }
    String weights = options.remove("weights");
    return new WrittenLayer(form.read(options), weights);
  }

  private void statement(WrittenLine line, List<String> words, Scope scope) {
    Model model = scope.model();
    Configuration config = model.config();
    switch (line.word()) {
      case "tokens" ->
          model.tokens(
              words.get(0),
              Integer.parseInt(words.get(1)),
              words.size() > 2 ? Long.parseLong(words.get(2)) : Long.MAX_VALUE);
      case "base" -> model.base(words.get(0), () -> add(line.inner(), scope));
      case "part" ->
          add(line.inner(), scope.inner(model.part(config.part(words.get(0), words.get(1)))));
      case "stage" -> net.stage(words.get(0), stage -> add(line.inner(), scope));
      case "residual" -> net.residual(branch -> add(line.inner(), scope));
      case "layers" -> repeated(line, scope, config.field(words.get(1)).layers(), words.get(0));
      case "times" ->
          LongStream.range(0, config.field(words.get(1)).layers())
              .forEach(i -> addWith(line, scope, words.get(0), i));
      case "for" ->
          words.subList(2, words.size()).forEach(each -> addWith(line, scope, words.get(0), each));
      case "at" -> places.put(words.get(0), net.here());
      case "from" -> net.from(words.stream().map(this::place).toArray(Point[]::new));
      case "aside" ->
          aside(
              () -> {
                net.from();
                add(line.inner(), scope);
              });
      case "numbers" -> {
        String element = words.size() > 2 ? words.get(2) : "index";
        Tensor.Element type = Tensor.Element.valueOf(element.toUpperCase(Locale.ROOT));
        aside(() -> model.numbers(words.get(0), type, extents(words.get(1))));
      }
      case "held" -> aside(() -> Model.held(net, words.get(0), extents(words.get(1))));
      case "frequencies" ->
          aside(
              () ->
                  model.frequencies(
                      words.size() > 1 ? words.get(1) : "", Long.parseLong(words.get(0))));
      case "output" ->
          model.output(
              words.get(0),
              Long.parseLong(words.get(1)),
              Boolean.parseBoolean(words.get(2)),
              place(words.get(3)));
      case "note" -> model.notes().add(String.join(" ", words));
      default -> throw new IllegalArgumentException("no statement is called " + line.word());
    }
  }

  /** Builds the blocks of a list, each of which computes only what its number changes. */
  private void repeated(WrittenLine line, Scope scope, int count, String list) {
    Repetition around = repetition;
    repetition = new Repetition();
    scope
        .model()
        .layers(
            list,
            count,
            (block, i) -> {
              repetition.begin();
              addWith(line, scope, "i", (long) i);
            });
    repetition = around;
  }

  private void addWith(WrittenLine line, Scope scope, String variable, Object value) {
    Scope inner = scope.inner(scope.model());
    inner.variables().put(variable, value);
    add(line.inner(), inner);
  }

  private Point place(String name) {
    return Objects.requireNonNull(places.get(name), name);
  }

  /** Adds what the next layer does not read. */
  private void aside(Runnable layers) {
    Point here = net.here();
    layers.run();
    net.from(here);
  }

  private static List<Size> extents(String text) {
    return Stream.of(text.split("x", -1)).map(Long::valueOf).map(Size::of).toList();
  }
}
