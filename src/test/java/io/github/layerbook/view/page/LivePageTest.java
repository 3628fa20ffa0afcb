package io.github.layerbook.view.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.vocabulary.Vocabulary;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.size.Fold;
import io.github.layerbook.size.Op;
import io.github.layerbook.size.Size;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.display.QuantityText;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.edit.OptionAddress.Target;
import io.github.layerbook.whatif.edit.OptionChange;
import io.github.layerbook.whatif.play.Play;
import io.github.layerbook.whatif.sweep.Variant;
import io.github.layerbook.whatif.tape.Script;
import io.github.layerbook.whatif.tape.Symbol;
import io.github.layerbook.zoo.Zoo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivePageTest {
  private static final int POINTS = 42;

  private static Play play(Network network, String knobs, Quantity... more) {
    List<Quantity> shown = new ArrayList<>(Quantities.USUAL);
    shown.addAll(List.of(more));
    return Play.of(
        Report.of(network),
        Arrays.stream(knobs.split(" +")).map(Knob::parse).toList(),
        shown,
        List.of());
  }

  /** What Java finds at positions, as the page's program prints it. */
  private static String expected(Play play, List<Integer> positions) {
    Variant row = play.sweep().row(play.index(positions));
    return row.isValid()
        ? row.totals().stream().map(LivePageTest::text).collect(Collectors.joining(" "))
        : play.sweep().problem(row.index()).orElseThrow();
  }

  private static String text(Number number) {
    return number instanceof Double ratio && ratio == Math.rint(ratio)
        ? Long.toString(ratio.longValue())
        : number.toString();
  }

  private static List<Integer> anyPositions(Play play, SplittableRandom random) {
    return play.sweep().knobs().stream().map(knob -> random.nextInt(knob.values().size())).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vgg16|conv*.out*=0.25..2:0.05 fc1.out,fc2.out=512..8192:512 input=16..512:16",
        "resnet18|conv*.out*=0.25..2 input=32..256:32",
        "resnet50|layer3.*.out*=0.5,1,2 input=7..64:3",
        "mobilenet_v2|*.out*=0.5..2 input=32,64",
        "lenet5|c1.kernel=1..40 c3.out=1..64 input=8..64:8",
        "lenet5|c1.stride=1..9 s2.kernel=1..9 c3.out=1,1000000000000,9000000000000000000",
        "lenet5|c1.padding=same,valid c3.kernel=1..20 c5.out=100..200:25",
        "gpt2|tokens=1..1024:31",
        "gpt2|layers=10..14 tokens=8,64",
        "vgg16|fc1.out=1,94906267,9007199254740993 conv1_1.out=1,9007199254740991",
        "unet|input=60..640:7",
        "densenet121|input=30..300:11",
        "googlenet|inception3a.*.out*=0.5..2 input=31..400:17",
      })
  void findsWhatSweepsFindAndSaysTheSameWhereANetworkIsImpossible(String name, String knobs) {
    Play play = play(Zoo.network(name), knobs, Quantity.INTENSITY, Quantity.WEIGHT_MEMORY);
    SplittableRandom random = new SplittableRandom(7);
    try (Model model = new Model(LivePage.of(play).data())) {
      for (int point = 0; point < POINTS; point++) {
        List<Integer> positions = anyPositions(play, random);
        assertEquals(
            expected(play, positions),
            model.totals(positions),
            () -> name + " at " + play.sweep().values(play.index(positions)));
      }
    }
  }

  /** Each built-in layer, with sliders for its input and all its sizes, as sweeps find it. */
  @Test
  void everyLayerIsFoundAsSweepsFindIt() throws IOException {
    SplittableRandom random = new SplittableRandom(23);
    Set<String> played = new TreeSet<>();
    for (String line : examples()) {
      for (String input : List.of("12x12x8", "12x8", "8")) {
        for (Play play : alone(line, input)) {
          played.add(line);
          try (Model model = new Model(LivePage.of(play).data())) {
            for (int point = 0; point < 4; point++) {
              List<Integer> positions = anyPositions(play, random);
              assertEquals(
                  expected(play, positions),
                  model.totals(positions),
                  () -> line + " at " + play.sweep().values(play.index(positions)));
            }
          }
        }
      }
    }
    assertTrue(played.size() > 100, () -> played.size() + " layers: " + played);
  }

  private static List<String> examples() throws IOException {
    try (InputStream file = Vocabulary.class.getResourceAsStream("examples.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /**
   * A network of one layer with all its sliders, or where they need too many analyses, one after
   * the other; none if it does not take such an input.
   */
  private static List<Play> alone(String line, String input) {
    try {
      Network network = Notation.standard().parse("input " + input + "\n" + line).network();
      Node node = network.nodes().get(1);
      Knob inputs = Knob.parse("input=1..24");
      List<Knob> sizes =
          LayerForm.of(node.layer()).options().stream()
              .filter(option -> !OptionChange.sizes(node.layer(), new Target(1, option)).isEmpty())
              .map(option -> Knob.parse(node.name() + "." + option + "=1..9"))
              .toList();
      List<Knob> all = new ArrayList<>(List.of(inputs));
      all.addAll(sizes);
      List<Play> together = played(network, all);
      return !together.isEmpty()
          ? together
          : sizes.stream().flatMap(size -> played(network, List.of(size)).stream()).toList();
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  private static List<Play> played(Network network, List<Knob> knobs) {
    try {
      return List.of(
          Play.of(Report.of(network), knobs, Quantities.standard().ofNetworks(), List.of()));
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  @Test
  void rowsStandBesideTheNetworkAsItIsDefinedHoweverManyLayersThereAre() {
    Network network = Zoo.network("gpt2");
    Play play = play(network, "layers=10..14");
    long blocks =
        Report.of(network).rows().stream()
            .filter(row -> row.node().isIn("h"))
            .mapToLong(row -> row.measure(Quantity.PARAMETERS).value())
            .sum();
    try (Model model = new Model(LivePage.of(play).data())) {
      for (int position = 0; position < 5; position++) {
        String defined =
            "model.state([%d]).network.rows.filter(r => r.n == 'h')[0].w[0][0]".formatted(position);
        assertEquals(String.valueOf(blocks), model.run(defined));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vgg16|conv*.out*=0.25..2|1|= 896 + 9,248",
      })
  void derivationsFollow(String name, String knobs, int position, String derivation) {
    Play play = play(Zoo.network(name), knobs);
    try (Model model = new Model(LivePage.of(play).data())) {
      String row =
          "var s = model.state([%d]); '= ' + s.text(s.network.rows[1].d[0])".formatted(position);
      assertEquals(derivation, model.run(row));
    }
  }

  /** A derivation of a row says what the analysis of that variant by itself says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lenet5|c1.kernel=1..5 c3.out=1..64 input=32..64:8",
        "alexnet|*.out*=0.5..2 input=128,224",
        "gpt2|tokens=1..1024:31",
      })
  void derivationsAreThoseOfTheVariant(String name, String knobs) {
    Play play = play(Zoo.network(name), knobs);
    SplittableRandom random = new SplittableRandom(3);
    try (Model model = new Model(LivePage.of(play).data())) {
      for (int point = 0; point < POINTS / 3; point++) {
        List<Integer> positions = anyPositions(play, random);
        Report report = play.sweep().report(play.index(positions));
        String found =
            model.run(
                "var s = model.state(%s), all = []; %s; visit(s.network.rows); all.join('\\n')"
                    .formatted(positions, VISIT));
        String expected =
            report.rows().stream()
                .map(row -> row.measure(Quantity.PARAMETERS))
                .filter(measure -> measure.value() > 0)
                .map(measure -> measure.derivation().replace('*', '·'))
                .collect(Collectors.joining("\n"));
        assertEquals(expected, found);
      }
    }
  }

  /** Collects the derivations of all layers, those that stand for several as often. */
  private static final String VISIT =
      "function visit(rows) { rows.forEach(function (row) {"
          + " for (var i = 0; i < (row.x || 1); i++) {"
          + " if (row.r) visit(row.r);"
          + " else if (row.d[0] >= 0) all.push(s.text(row.d[0])); } }); }";

  @Test
  void randomExpressionsHaveTheirValues() {
    SplittableRandom random = new SplittableRandom(11);
    List<Symbol> symbols =
        List.of(
            new Symbol("a", 0, List.of(0L, 1L, 7L, 64L)),
            new Symbol("b", 1, List.of(1L, 3L, 94_906_267L, 9_007_199_254_740_993L)),
            new Symbol("c", 2, List.of(2L, 5L, 224L, 4_611_686_018_427_387_904L)));
    Script script = new Script(symbols);
    List<Size> sizes = Stream.generate(() -> expression(symbols, random, 6)).limit(300).toList();
    List<List<Integer>> totals = sizes.stream().map(size -> List.of(script.of(size))).toList();
    Map<String, Object> data =
        JsonTree.of(
            "sliders", symbols.stream().map(symbol -> Map.of("step", 0)).toList(),
            "symbols", symbols.stream().map(LivePageTest::table).toList(),
            "terms", script.terms(),
            "networks", List.of(Map.of("needs", List.of(), "totals", totals)));
    int values = 0;
    try (Model model = new Model(JsonTree.print(data))) {
      for (List<Integer> at :
          List.of(
              List.of(0, 0, 0),
              List.of(1, 1, 1),
              List.of(2, 3, 1),
              List.of(3, 2, 2),
              List.of(3, 3, 3),
              List.of(0, 2, 3))) {
        String expected =
            sizes.stream()
                .map(size -> size.fold(new Values(symbols, at)))
                .map(value -> value.map(String::valueOf).orElse("undefined"))
                .collect(Collectors.joining(" "));
        assertEquals(expected, model.totals(at));
        values += expected.split("[0-9]+").length;
      }
    }
    assertTrue(values > 300, "most have values");
  }

  private static Object table(Symbol symbol) {
    return List.of(symbol.knob(), symbol.values().stream().map(Script::number).toList());
  }

  private static Size expression(List<Symbol> symbols, SplittableRandom random, int depth) {
    if (depth == 0 || random.nextInt(5) == 0) {
      return random.nextBoolean()
          ? new Size.Unknown(symbols.get(random.nextInt(symbols.size())).name())
          : Size.of(random.nextLong(random.nextBoolean() ? 10 : 4_000_000_000L));
    }
    Size left = expression(symbols, random, depth - 1);
    Size right = expression(symbols, random, depth - 1);
    return switch (random.nextInt(8)) {
      case 0 -> left.plus(right);
      case 1 -> left.minus(right);
      case 2 -> left.dividedBy(right);
      case 3 -> left.dividedUpBy(right);
      case 4 -> left.atLeast(right);
      case 5 -> left.atMost(right).settled();
      case 6 -> Size.sum(List.of(left, right, left)).named("S");
      default -> left.times(right);
    };
  }

  /** The value of a size at positions of symbols, if it has one. */
  private record Values(List<Symbol> symbols, List<Integer> at) implements Fold<Optional<Long>> {
    @Override
    public Optional<Long> constant(long value) {
      return Optional.of(value);
    }

    @Override
    public Optional<Long> unknown(String name) {
      return symbols.stream()
          .filter(symbol -> symbol.name().equals(name))
          .map(symbol -> symbol.values().get(at.get(symbol.knob())))
          .findFirst();
    }

    @Override
    public Optional<Long> named(String symbol, Optional<Long> size) {
      return size;
    }

    @Override
    public Optional<Long> apply(Op op, List<Optional<Long>> operands) {
      try {
        Optional<Long> result = operands.get(0);
        for (Optional<Long> operand : operands.subList(1, operands.size())) {
          if (result.isEmpty() || operand.isEmpty()) {
            return Optional.empty();
          }
          result = Optional.of(op.apply(result.get(), operand.get()));
        }
        return result;
      } catch (ArithmeticException e) {
        return Optional.empty();
      }
    }
  }

  @Test
  void numbersAreWrittenAsTheLibraryWritesThem() {
    Play play = play(Zoo.network("lenet5"), "input=28,32", Quantity.INTENSITY);
    SplittableRandom random = new SplittableRandom(5);
    try (Model model = new Model(LivePage.of(play).data())) {
      for (int i = 0; i < 300; i++) {
        long number = random.nextLong() >>> (1 + random.nextInt(62));
        String js = "model.whole(" + JsonTree.print(Script.number(number)) + ")";
        for (int quantity : new int[] {0, 2}) {
          Quantity of = play.sweep().quantities().get(quantity);
          assertEquals(QuantityText.brief(of, number), model.written("written", quantity, js));
        }
        Quantity macs = play.sweep().quantities().get(1);
        assertEquals(QuantityText.brief(macs, number), model.written("brief", 1, js));
        assertEquals(QuantityText.plain(macs, number), model.written("written", 1, js));
        double ratio = number / Math.pow(10, random.nextInt(22));
        assertEquals(
            QuantityText.plain(Quantity.INTENSITY, ratio),
            model.written("written", 3, Double.toString(ratio)));
      }
    }
  }

  @Test
  void whatUsersWroteCannotEndTheScript() {
    String name = "</script><img src=x onerror=alert(1)>\u2028'\"";
    Network network = Network.of(name, Zoo.network("lenet5").nodes());
    LivePage page = LivePage.of(play(network, "input=28,32"));
    String html = page.page();
    assertEquals(1, html.split("</script>", -1).length - 1, "scripts that end");
    assertFalse(html.contains("<img"), "an element of the name's");
    assertFalse(html.contains("\u2028"), "a line end that only scripts know");
    try (Model model = new Model(page.data())) {
      assertEquals(name, model.run("data.name"));
    }
  }

  @Test
  void thePageAsksNothingOfOthersAndLeavesNoNames() {
    String html = LivePage.of(play(Zoo.network("vgg16"), "input=32..512:32")).page();
    assertFalse(html.matches("(?s).*(https?:|@import|url\\(|\\beval\\b|new Function).*"));
    assertTrue(html.contains("<script>(function () {") && html.contains("})();</script>"));
    assertTrue(html.startsWith("<!DOCTYPE html>\n<html lang=\"en\">"), html.substring(0, 60));
  }

  @Test
  void aDeepNetworkIsSmallAsItsBlocksShareTheirTerms() {
    Play deep = play(Zoo.network("resnet152"), "conv*.out*=0.25..2 input=32..512:32");
    LivePage page = LivePage.of(deep);
    assertTrue(page.html().length() < 150_000, () -> page.html().length() + " characters");
    try (Model model = new Model(page.data())) {
      assertEquals(
          "1 … 35 35",
          model.run(
              "var rows = data.networks[0].rows.filter(function (r) { return r.n === 'layer3'; });"
                  + " rows[0].r[1].n + ' ' + rows[0].r[1].x"));
    }
  }

  @Test
  void whereScriptsAreRefusedTheEndsOfTheSlidersStand() {
    Play play = play(Zoo.network("vgg16"), "conv*.out*=0.25..2 fc1.out=512..8192:512");
    LivePage page = LivePage.of(play);
    assertEquals(5, page.still().rowCount());
    assertTrue(page.html().contains("138,357,544"), "the start");
    assertTrue(page.display().text().contains("138,357,544"), page.display().text());
  }
}
