package io.github.layerbook.layer.activation;

import static io.github.layerbook.layer.Work.Kind.ADDITIONS;
import static io.github.layerbook.layer.Work.Kind.COMPARISONS;
import static io.github.layerbook.layer.Work.Kind.DIVISIONS;
import static io.github.layerbook.layer.Work.Kind.EXPONENTIALS;
import static io.github.layerbook.layer.Work.Kind.MULTIPLICATIONS;

import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * An activation: {@code relu}, {@code gelu}, {@code silu}…, one function applied to each value.
 *
 * <p>No parameters; its operations per value are those of the formula at its {@link Kind}. In place
 * by default where PyTorch's module has that form ({@code ReLU(inplace=True)}), so that it takes no
 * memory of its own, as the lecture counts it; functions whose module has no such form always take
 * new memory.
 *
 * @param kind the function
 * @param inplace whether the output overwrites the input where it can
 */
public record Activation(Kind kind, @Default("true") boolean inplace) implements Layer {
  /** A function of one value. */
  public enum Kind {
    /** The larger of x and 0 (Nair and Hinton 2010). */
    @Word(value = "relu", title = "ReLU")
    RELU(Module.OVERWRITES, COMPARISONS),
    /** ReLU, at most 6 (MobileNet v2). */
    @Word(value = "relu6", title = "ReLU6")
    RELU6(Module.OVERWRITES, COMPARISONS, COMPARISONS),
    /** x, or a small multiple of it below 0 (Maas et al. 2013). */
    @Word(value = "leakyrelu", title = "leaky ReLU")
    LEAKYRELU(Module.OVERWRITES, COMPARISONS, MULTIPLICATIONS),
    /**
     * Leaky ReLU with a factor drawn at random in training, its mean at inference (Xu et al. 2015).
     */
    @Word(value = "rrelu", title = "randomised leaky ReLU")
    RRELU(Module.OVERWRITES, COMPARISONS, MULTIPLICATIONS),
    /** x, or α(eˣ − 1) below 0 (Clevert et al. 2016). */
    @Word(value = "elu", title = "ELU")
    ELU(Module.OVERWRITES, COMPARISONS, EXPONENTIALS, ADDITIONS, MULTIPLICATIONS),
    /** A scaled ELU (Klambauer et al. 2017). */
    @Word(value = "selu", title = "SELU")
    SELU(Module.OVERWRITES, COMPARISONS, EXPONENTIALS, ADDITIONS, MULTIPLICATIONS, MULTIPLICATIONS),
    /** x, or α(e^(x/α) − 1) below 0 (Barron 2017). */
    @Word(value = "celu", title = "CELU")
    CELU(Module.OVERWRITES, COMPARISONS, DIVISIONS, EXPONENTIALS, ADDITIONS, MULTIPLICATIONS),
    /** x / (1 + e⁻ˣ), also called swish (Ramachandran et al. 2017). */
    @Word(value = "silu swish", title = "SiLU")
    SILU(Module.OVERWRITES, EXPONENTIALS, ADDITIONS, DIVISIONS),
    /** x tanh(log(1 + eˣ)) (Misra 2020). */
    @Word(value = "mish", title = "Mish")
    MISH(
        Module.OVERWRITES,
        EXPONENTIALS,
        ADDITIONS,
        EXPONENTIALS,
        EXPONENTIALS,
        ADDITIONS,
        ADDITIONS,
        DIVISIONS,
        MULTIPLICATIONS),
    /** min(max(x + 3, 0), 6) / 6 (Howard et al. 2019). */
    @Word(value = "hardsigmoid", title = "hard sigmoid")
    HARDSIGMOID(Module.OVERWRITES, ADDITIONS, COMPARISONS, COMPARISONS, DIVISIONS),
    /** x times its hard sigmoid (MobileNet v3). */
    @Word(value = "hardswish hardsilu", title = "hard swish")
    HARDSWISH(Module.OVERWRITES, ADDITIONS, COMPARISONS, COMPARISONS, MULTIPLICATIONS, DIVISIONS),
    /** x between -1 and 1. */
    @Word(value = "hardtanh", title = "hard tanh")
    HARDTANH(Module.OVERWRITES, COMPARISONS, COMPARISONS),
    /** x above a threshold, else a fixed value. */
    @Word("threshold")
    THRESHOLD(Module.OVERWRITES, COMPARISONS),
    /** x Φ(x) by the error function (Hendrycks and Gimpel 2016). */
    @Word(value = "gelu", title = "GELU")
    GELU(Module.NEW, DIVISIONS, EXPONENTIALS, ADDITIONS, MULTIPLICATIONS, MULTIPLICATIONS),
    /** x σ(1.702 x), CLIP's approximation of GELU. */
    @Word(value = "quickgelu", title = "quick GELU")
    QUICKGELU(Module.NEW, MULTIPLICATIONS, EXPONENTIALS, ADDITIONS, DIVISIONS),
    /** 1 / (1 + e⁻ˣ). */
    @Word("sigmoid")
    SIGMOID(Module.NEW, EXPONENTIALS, ADDITIONS, DIVISIONS),
    /** The hyperbolic tangent, (e²ˣ − 1) / (e²ˣ + 1). */
    @Word("tanh")
    TANH(Module.NEW, EXPONENTIALS, ADDITIONS, ADDITIONS, DIVISIONS),
    /** log(1 + eˣ). */
    @Word("softplus")
    SOFTPLUS(Module.NEW, EXPONENTIALS, ADDITIONS, EXPONENTIALS),
    /** x / (1 + |x|). */
    @Word("softsign")
    SOFTSIGN(Module.NEW),
    /** The logarithm of the sigmoid. */
    @Word(value = "logsigmoid", title = "log sigmoid")
    LOGSIGMOID(Module.NEW, EXPONENTIALS, ADDITIONS, EXPONENTIALS),
    /** x less its hyperbolic tangent. */
    @Word(value = "tanhshrink", title = "tanh shrink")
    TANHSHRINK(Module.NEW),
    /** x brought nearer to 0 by a fixed amount. */
    @Word(value = "softshrink", title = "soft shrink")
    SOFTSHRINK(Module.NEW, COMPARISONS, COMPARISONS, ADDITIONS),
    /** x, or 0 where it is small. */
    @Word(value = "hardshrink", title = "hard shrink")
    HARDSHRINK(Module.NEW, COMPARISONS, COMPARISONS),
    /** (x + √(x² + b)) / 2, a smooth ReLU (Barron 2021). */
    @Word(value = "squareplus", title = "square plus")
    SQUAREPLUS(Module.NEW, MULTIPLICATIONS, ADDITIONS, EXPONENTIALS, ADDITIONS, DIVISIONS),
    /** 0 up to −1, x from 1 on, a quarter of (x + 1)² between (Keras's {@code sparse_plus}). */
    @Word(value = "sparseplus", title = "sparse plus")
    SPARSEPLUS(Module.NEW, COMPARISONS, COMPARISONS, ADDITIONS, MULTIPLICATIONS, MULTIPLICATIONS),
    /** 0 up to −1, 1 from 1 on, half of x + 1 between (Keras's {@code sparse_sigmoid}). */
    @Word(value = "sparsesigmoid", title = "sparse sigmoid")
    SPARSESIGMOID(Module.NEW, COMPARISONS, COMPARISONS, ADDITIONS, MULTIPLICATIONS),
    /** eˣ. */
    @Word("exponential exp")
    EXPONENTIAL(Module.NEW, EXPONENTIALS),
    /** The square of ReLU (So et al. 2021). */
    @Word(value = "relu2 squaredrelu", title = "squared ReLU")
    RELU2(Module.NEW, COMPARISONS, MULTIPLICATIONS);

    private final Module module;

    /** Never changed: a list of constants. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Work.Kind> operations;

    Kind(Module module, Work.Kind... operations) {
      this.module = module;
      this.operations = List.of(operations);
    }
  }

  /** Whether PyTorch's module can overwrite its input. */
  private enum Module {
    OVERWRITES,
    NEW
  }

  /** Makes a ReLU in place. */
  public static Activation relu() {
    return of(Kind.RELU);
  }

  /** Makes an activation, in place where it can be. */
  public static Activation of(Kind kind) {
    return new Activation(kind, true);
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.one(inputs, LayerForm.of(this).title());
    return switch (kind) {
      case TANHSHRINK -> Steps.of(inputs, Activation::shrink);
      case SOFTSIGN -> Steps.of(inputs, Activation::sign);
      default -> inOne(input);
    };
  }

  private Declaration inOne(Shape input) {
    boolean overwrites = inplace && kind.module == Module.OVERWRITES;
    Declaration declaration = Declaration.of(input);
    for (Work.Kind operation : kind.operations) {
      declaration = declaration.with(operation, input.values("in"));
    }
    return declaration
        .with(FieldOfView.OWN_PLACE)
        .with(backward(overwrites, input))
        .with(overwrites ? Declaration.Storage.IN_PLACE : Declaration.Storage.NEW);
  }

  /**
   * What PyTorch's derivatives read: the output where it tells all, else the input, of which a copy
   * is kept if the output overwrites it.
   */
  private Backward backward(boolean overwrites, Shape input) {
    return switch (kind) {
      case RELU, SIGMOID, TANH, EXPONENTIAL -> Backward.keeping(SavedTensor.output());
      case RELU2 ->
          Backward.keeping(SavedTensor.inTraining("rectified values", input.values("in")));
      case LEAKYRELU, ELU, SELU, CELU ->
          Backward.keeping(overwrites ? SavedTensor.output() : SavedTensor.inputs());
      case RRELU ->
          Backward.keeping(
              overwrites ? SavedTensor.output() : SavedTensor.inputs(),
              SavedTensor.always("slopes", input.values("in")));
      case LOGSIGMOID ->
          Backward.keeping(
              SavedTensor.inputs(), SavedTensor.always("exponentials", input.values("in")));
      default ->
          Backward.keeping(
              overwrites
                  ? SavedTensor.inTraining("copy of the input", input.values("in"))
                  : SavedTensor.inputs());
    };
  }

  /** x less its hyperbolic tangent, as PyTorch's function does it. */
  private static void shrink(Steps steps) {
    Value tangent = steps.add(of(Kind.TANH));
    steps.add(Merge.of(Merge.Kind.SUBTRACT), steps.input(), tangent);
  }

  /** x over one more than its absolute value, as PyTorch's function does it. */
  private static void sign(Steps steps) {
    Shape input = steps.input().shape();
    Size values = input.values("in");
    SavedTensor signs = SavedTensor.inBackward("signs", values);
    Declaration absolute = Declaration.of(input, Backward.keeping(SavedTensor.inputs(), signs));
    Declaration sum = Declaration.of(input, Backward.OF_SUM);
    steps.add(
        "absolute value", absolute.with(FieldOfView.OWN_PLACE).with(Work.Kind.COMPARISONS, values));
    Value divisor =
        steps.add("sum", sum.with(FieldOfView.OWN_PLACE).with(Work.Kind.ADDITIONS, values));
    steps.add("quotient", Merge.quotient(input), steps.input(), divisor);
  }
}
