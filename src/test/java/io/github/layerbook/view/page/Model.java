package io.github.layerbook.view.page;

import io.github.layerbook.view.display.JsonTree;
import java.util.List;
import java.util.stream.Collectors;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Scriptable;

/** Runs the program of pages in a JavaScript engine, on the data of one page. */
final class Model implements AutoCloseable {
  private final Context context = Context.enter();
  private final Scriptable scope;

  Model(String data) {
    context.setInterpretedMode(true);
    context.setLanguageVersion(Context.VERSION_ES6);
    scope = context.initStandardObjects();
    run(LivePage.model() + "\nvar data = " + data + ";\nvar model = layerbookModel(data);");
  }

  /** Runs a script and returns its last value as text. */
  String run(String script) {
    return Context.toString(context.evaluateString(scope, script, "page", 1, null));
  }

  /** The totals at positions, one after the other, or what is the problem there. */
  String totals(List<Integer> positions) {
    return run(
        "var s = model.state(%s); s.problem || s.totals.map(String).join(' ')"
            .formatted(positions));
  }

  /** A number of a quantity of the page as it is written there. */
  String written(String how, int quantity, String number) {
    return run("model.%s(data.quantities[%d], %s)".formatted(how, quantity, number));
  }

  static String list(List<?> values) {
    return values.stream().map(JsonTree::print).collect(Collectors.joining(",", "[", "]"));
  }

  @Override
  public void close() {
    context.close();
  }
}
