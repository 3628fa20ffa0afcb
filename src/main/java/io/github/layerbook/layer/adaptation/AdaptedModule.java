package io.github.layerbook.layer.adaptation;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/** A module with an adapter in parallel: down to the rank, up again, scaled, and added. */
final class AdaptedModule {
  private final Declaration base;
  private final List<Shape> inputs;
  private final Size rank;
  private final AdaptableModule.Kind kind;
  private final Tensor matrix;
  private final Shape output;

  AdaptedModule(Declaration base, List<Shape> inputs, Size rank) {
    this.base = base;
    this.inputs = inputs;
    this.rank = rank.named("r");
    this.kind = AdaptableModule.kind(base);
    this.matrix = AdaptableModule.matrix(base).orElseThrow();
    this.output = base.output().evaluated();
  }

  Declaration declaration() {
    return Steps.of(inputs, this::compose);
  }

  private void compose(Steps steps) {
    Value[] read = steps.inputs().toArray(Value[]::new);
    Value given = steps.add("", base, read);
    steps.require(Requirement.positive("the rank", rank));
    Value narrow = steps.add("lora", down(), read);
    if (kind == AdaptableModule.Kind.CONVOLUTION) {
      steps.require(
          Requirement.that("the rank", rank)
              .multipleOf(
                  "groups",
                  groups(),
                  "use a rank that the groups divide, or leave this layer out"));
    }
    Value wide = steps.add("lora", up(narrow.shape()), narrow);
    Size values = output.values();
    Value scaled =
        steps.add(
            "lora scale",
            Declaration.of(output, Backward.OF_NOTHING)
                .with(FieldOfView.OWN_PLACE)
                .with(Work.Kind.MULTIPLICATIONS, values),
            wide);
    steps.add(
        "lora sum",
        Declaration.of(output, Backward.OF_SUM)
            .with(FieldOfView.OWN_PLACE)
            .with(Work.Kind.ADDITIONS, values),
        given,
        scaled);
  }

  private Axis ranks() {
    return new Axis("rank", "r", rank);
  }

  /** The projection from the input down to the rank; a table where rows are looked up. */
  private Declaration down() {
    Declaration narrow = Declaration.of(output.channels(rank)).with(base.fieldOfView());
    if (kind == AdaptableModule.Kind.EMBEDDING) {
      Tensor table = Tensor.scale("lora_embedding_A", List.of(ranks(), matrix.axes().get(0)));
      return narrow.with(table.tuned(Tensor.Tuning.ADAPTER)).keeping(SavedTensor.indices());
    }
    List<Axis> fanIn = new ArrayList<>(matrix.axes());
    fanIn.remove(matrix.output());
    if (kind == AdaptableModule.Kind.CONVOLUTION) {
      fanIn.set(0, fanIn.get(0).sized(channels()));
    }
    return product(narrow, Tensor.weight("lora_A.weight", ranks(), fanIn));
  }

  private Declaration up(Shape narrow) {
    Axis outputs = matrix.axes().get(kind == AdaptableModule.Kind.EMBEDDING ? 1 : matrix.output());
    Axis fanIn =
        kind == AdaptableModule.Kind.CONVOLUTION
            ? ranks().sized(rank.dividedBy(groups()))
            : ranks();
    String name = kind == AdaptableModule.Kind.EMBEDDING ? "lora_embedding_B" : "lora_B.weight";
    return product(
        Declaration.of(narrow.channels(output.channels().size())).with(FieldOfView.OWN_PLACE),
        Tensor.weight(name, outputs, List.of(fanIn)));
  }

  private Declaration product(Declaration of, Tensor weight) {
    Size each = weight.count();
    return of.with(weight.tuned(Tensor.Tuning.ADAPTER))
        .with(Backward.OF_MATRIX)
        .with(
            Work.Kind.MULTIPLY_ADDS,
            output.hasChannels() && !output.spatial().isEmpty()
                ? Size.product(each, output.positions("out"))
                : each);
  }

  private Size channels() {
    return inputs.get(0).channels().size().named("C", "in");
  }

  /** In how many groups a convolution has its input's channels. */
  private Size groups() {
    int in = matrix.output() == 0 ? 1 : 0;
    return inputs.get(0).channels().size().dividedBy(matrix.axes().get(in).size().evaluated());
  }
}
