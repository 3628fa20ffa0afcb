package io.github.layerbook.exchange.dl4j;

import io.github.layerbook.exchange.builder.Chain;
import io.github.layerbook.exchange.builder.Chain.Call;
import io.github.layerbook.exchange.builder.JavaText;
import io.github.layerbook.exchange.builder.JavaText.Statement;
import io.github.layerbook.exchange.drawing.Drawing;
import io.github.layerbook.exchange.form.Form;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Java code that configures Deeplearning4j's networks: lists of layers, and graphs. */
public final class Dl4jCode {
  /** The form. */
  public static final Form FORM =
      Form.single("dl4j", "DL4J code", 200_000, Dl4jCode::recognises, Dl4jCode::read);

  private static final Pattern MARKS =
      Pattern.compile(
          "NeuralNetConfiguration|MultiLayerConfiguration|(?:Layer|LSTM|Normalization|Subsampling\\dD)\\.Builder\\b|\\.setInputType\\(|\\.graphBuilder\\(");
  static final Set<String> ADDING = Set.of("layer", "addLayer", "addVertex", "appendLayer");

  private Dl4jCode() {}

  private static boolean recognises(String text) {
    return text.length() <= FORM.longest() && MARKS.matcher(text).find() && text.contains("(");
  }

  private static ReadNetwork read(String text, ReadingOptions options) {
    JavaText java = JavaText.read(text);
    Map<String, Object> variables = java.variables();
    List<Call> calls = calls(java, variables);
    Drawing drawing = new Drawing();
    java.problems().forEach(drawing::problem);
    if (calls.stream().noneMatch(call -> ADDING.contains(call.name()))) {
      drawing.problem(
          new Problem(
              0,
              "no layers are configured in this text, such as .layer(new DenseLayer.Builder()…)"));
      return drawing.read("net");
    }
    drawing.attempt(() -> new LayerDrawing(drawing, variables, options).draw(calls));
    return drawing.read(options.nameOr("net"));
  }

  /** The calls of the chain that adds most layers, or of all that do. */
  private static List<Call> calls(JavaText java, Map<String, Object> variables) {
    List<Chain> chains = new ArrayList<>();
    collect(variables.values(), chains);
    collect(
        java.statements().stream().filter(s -> s.name().isEmpty()).map(Statement::value).toList(),
        chains);
    List<Call> best = List.of();
    for (Chain chain : chains) {
      best = added(chain.calls()) > added(best) ? chain.calls() : best;
    }
    return best;
  }

  private static void collect(Collection<Object> values, List<Chain> chains) {
    for (Object value : values) {
      if (value instanceof Chain chain) {
        chains.add(chain);
        // new MultiLayerNetwork(new NeuralNetConfiguration.Builder()…)
        collect(chain.arguments(), chains);
      }
    }
  }

  private static long added(List<Call> calls) {
    return calls.stream().filter(call -> ADDING.contains(call.name())).count();
  }
}
