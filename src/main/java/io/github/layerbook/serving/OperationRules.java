package io.github.layerbook.serving;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Part;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.report.Aspect;
import io.github.layerbook.report.Explanation;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.report.Section;
import io.github.layerbook.report.Step;
import io.github.layerbook.report.Step.Kind;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The field's rules of how many operations a language model takes, beside the sum of its layers,
 * and what makes the difference.
 *
 * <p>With N parameters that a token uses, a token takes 2N operations forward, two for each
 * parameter, and 6N in training, as the backward pass takes twice as many; D tokens take 6ND, and
 * 8ND where the forward pass is computed again (Kaplan et al. 2020, section 2.1; Korthikanti et al.
 * 2022, section 6). Attention's products, which no parameter takes part in, are 4·T·h·d a token
 * forward in each layer of h heads of d features over T tokens, 12·L·T·h·d in training of L layers
 * (Chowdhery et al. 2022, appendix B). The layers' sum has these, multiplies by a shared matrix at
 * each use, and does not multiply by embeddings that are looked up, by norms and biases.
 */
public final class OperationRules {
  private static final Size TWO = Size.of(2);

  private final Report report;
  private final long tokens;
  private long products;
  private long again;
  private long more;
  private long fewer;
  private long tables;
  private long vectors;

  private OperationRules(Report report) {
    this.report = report;
    this.tokens = tokens(report);
    report.rows().forEach(this::add);
  }

  /** Returns how many tokens a network reads: as long as its first sequence is; 1 for none. */
  static long tokens(Report report) {
    return report.rows().stream()
        .filter(row -> row.node().layer() instanceof Input && row.output().axes().size() == 1)
        .mapToLong(row -> row.output().axes().get(0).size().value())
        .findFirst()
        .orElse(1);
  }

  /**
   * Explains the rules beside the layers' sum.
   *
   * @param report one sequence of a network that reads tokens
   * @param trained how many tokens it is trained on, if that is known
   */
  public static Explanation of(Report report, OptionalDouble trained) {
    OperationRules rules =
        new OperationRules(Report.of(report.network(), report.settings().batch(1)));
    List<Section> sections = List.of(rules.forward(), rules.attention(), rules.training(trained));
    return new Explanation(report.network().name(), sections, Map.of());
  }

  /** Returns the multiply-adds of products that no parameter takes part in, attention's. */
  static long products(Report report) {
    return report.rows().stream().mapToLong(row -> products(row.declaration())).sum();
  }

  /** Adds what a layer multiplies by, and what it has and does not multiply by. */
  private void add(Row row) {
    long matrices = matrices(row.declaration().tensors());
    long own = matrices(row.applied().tensors());
    long parameters = parameters(row.applied().tensors());
    long inProducts = products(row.declaration());
    long multiplied = multiplyAdds(row.declaration()) - inProducts;
    products += inProducts;
    if (row.node().layer() instanceof Embedding) {
      tables += parameters;
    } else if (multiplied == 0) {
      vectors += parameters;
    } else {
      vectors += parameters - own;
      again += matrices - own;
      more += Math.max(0, multiplied - tokens * matrices);
      fewer += Math.max(0, tokens * matrices - multiplied);
    }
  }

  private static long matrices(List<Tensor> tensors) {
    return tensors.stream()
        .filter(tensor -> tensor.isParameter() && tensor.axes().size() > 1)
        .filter(tensor -> tensor.kind() == Tensor.Kind.WEIGHT)
        .mapToLong(tensor -> tensor.used().count().value())
        .sum();
  }

  private static long parameters(List<Tensor> tensors) {
    return tensors.stream()
        .filter(Tensor::isParameter)
        .mapToLong(tensor -> tensor.used().count().value())
        .sum();
  }

  private static long multiplyAdds(Declaration declaration) {
    return declaration.work().stream()
        .filter(work -> work.kind() == Work.Kind.MULTIPLY_ADDS)
        .mapToLong(work -> work.count().value())
        .sum();
  }

  /** Multiply-adds of steps without parameters: products of values with values. */
  private static long products(Declaration declaration) {
    List<Part> parts = declaration.composition().parts();
    if (!parts.isEmpty()) {
      return parts.stream().mapToLong(part -> products(part.declaration())).sum();
    }
    return declaration.tensors().stream().noneMatch(Tensor::isParameter)
        ? multiplyAdds(declaration)
        : 0;
  }

  private Size active() {
    return Size.of(report.total(Quantity.ACTIVE).value());
  }

  private Size layers() {
    return Size.product(TWO, Size.of(report.total(Quantity.MULTIPLY_ADDS).value()));
  }

  private Section forward() {
    List<Step> steps = new ArrayList<>();
    steps.add(part("N, parameters that a token uses", active()));
    Size rule = Size.product(List.of(TWO, active(), Size.of(tokens)));
    steps.add(
        part(
            tokens == 1
                ? "the rule, 2N for one token"
                : "the rule, 2N for each of %s tokens".formatted(count(tokens)),
            rule));
    Size sum = rule.settled();
    sum = plus(sum, steps, "products of attention, without parameters", products);
    sum = plus(sum, steps, "matrices that are used again", again * tokens);
    sum = plus(sum, steps, "layers that run at other positions than tokens", more);
    sum = minus(sum, steps, "embeddings, looked up", tables * tokens);
    sum = minus(sum, steps, "norms, biases and others that multiply nothing", vectors * tokens);
    sum = minus(sum, steps, "layers that run for fewer positions than tokens", fewer);
    steps.add(result("the layers, two for each multiply-add", sum));
    steps.add(percent("in % of the rule", layers(), rule));
    return section("forward pass, 2N", steps, "");
  }

  private Size plus(Size sum, List<Step> steps, String label, long multiplyAdds) {
    return multiplyAdds == 0 ? sum : sum.plus(term(steps, "+ " + label, multiplyAdds));
  }

  private Size minus(Size sum, List<Step> steps, String label, long multiplyAdds) {
    return multiplyAdds == 0 ? sum : sum.minus(term(steps, "− " + label, multiplyAdds));
  }

  private static Size term(List<Step> steps, String label, long multiplyAdds) {
    Size operations = Size.product(TWO, Size.of(multiplyAdds));
    steps.add(part(label, operations));
    return operations.settled();
  }

  private Section attention() {
    List<Step> steps = new ArrayList<>();
    Size all = Size.product(TWO, Size.of(products));
    steps.add(part("products, two for each multiply-add", all));
    steps.add(part("for each token", all.settled().dividedBy(Size.of(tokens))));
    steps.add(percent("in % of the layers", all, layers()));
    return section(
        "attention's share",
        steps,
        "4·T·h·d a token for each layer whose h heads of d features see all of T tokens.");
  }

  private Section training(OptionalDouble trained) {
    List<Step> steps = new ArrayList<>();
    Size each = Size.of(tokens);
    steps.add(part("the rule, 6N for each token", Size.product(Size.of(6), active())));
    Size three = Size.product(Size.of(3), layers().settled());
    steps.add(part("the layers, three forward passes", three));
    steps.add(part("for each token", three.settled().dividedBy(each)));
    Size four = Size.product(Size.of(4), layers().settled());
    steps.add(part("with the forward pass computed again, four", four));
    steps.add(part("the rule for that, 8N for each token", Size.product(Size.of(8), active())));
    return section(
        "training, 6ND", steps, trained.isPresent() ? trained(trained.getAsDouble()) : "");
  }

  private String trained(double all) {
    double rule = 6 * active().value() * all;
    double layers = 3 * layers().value() / (double) tokens * all;
    return "Trained on %s tokens: 6ND = %.3g operations by the rule, %.3g by the layers."
        .formatted(count(Math.round(all)), rule, layers);
  }

  private static String count(long number) {
    return Numbers.count(number);
  }

  private static Step part(String label, Size size) {
    return new Step(Kind.PART, label, size, Optional.empty(), Unit.COUNT);
  }

  private static Step result(String label, Size size) {
    return new Step(Kind.RESULT, label, size, Optional.empty(), Unit.COUNT);
  }

  private static Step percent(String label, Size size, Size of) {
    Size hundred = Size.product(Size.of(100), size.settled());
    return new Step(Kind.RESULT, label, hundred, Optional.of(of.settled()), Unit.COUNT);
  }

  private static Section section(String title, List<Step> steps, String remark) {
    return new Section(new Aspect(title, Optional.empty()), steps, remark);
  }
}
