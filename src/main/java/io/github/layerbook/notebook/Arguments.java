package io.github.layerbook.notebook;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.memory.Optimizer;
import io.github.layerbook.unit.NumberType;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The words that commands take, each declared once. */
final class Arguments {
  static final String INPUT = "--input";
  static final String NO_BIAS = "--no-bias";
  static final String BATCH = "--batch";
  static final String TYPE = "--dtype";
  static final String BY = "--by";
  static final String ORDER = "--order";
  static final String LOG = "--log";
  static final String NESTED = "--nested";
  static final String PLOT = "--plot";
  static final String AS = "--as";
  static final String HIDE = "--hide";
  static final String PARAMETERS = "--parameters";
  static final String MACS = "--macs";
  static final String MEMORY = "--memory";
  static final String TRAINING_MEMORY = "--training-memory";
  static final String INFERENCE_MEMORY = "--inference-memory";
  static final String SMALLEST = "--smallest";
  static final String TO = "--to";
  static final String SAMPLE = "--sample";
  static final String CHART = "--chart";
  static final String OPTIMIZER = "--optimizer";
  static final String CHECKPOINT = "--checkpoint";
  static final String MASTER = "--master";
  static final String FREEZE = "--freeze";
  static final String ACCUMULATE = "--accumulate";
  static final String INFERENCE = "--inference";
  static final String ZERO = "--zero";
  static final String DEVICES = "--devices";
  static final String TENSOR = "--tensor";
  static final String PIPELINE = "--pipeline";

  /** What a row or a bar stands for. */
  enum By {
    LAYER,
    BLOCK
  }

  private Arguments() {}

  /** The words of a command, in the order of writing. */
  static CommandSpec of(ArgSpec... arguments) {
    CommandSpec spec = CommandSpec.create();
    for (ArgSpec argument : arguments) {
      spec.add(argument);
    }
    return spec;
  }

  /** The words of a command and those that say how a network is trained. */
  static CommandSpec ofTraining(ArgSpec... arguments) {
    return of(arguments)
        .addOption(optimizer())
        .addOption(checkpoint())
        .addOption(master())
        .addOption(freeze())
        .addOption(accumulate());
  }

  /** The word at a place that must be there. */
  static PositionalParamSpec word(int place, String label, String meaning) {
    return positional(place, label, meaning).type(String.class).required(true).arity("1").build();
  }

  /** The word at a place that may be missing. */
  static PositionalParamSpec maybe(int place, String label, String meaning) {
    return positional(place, label, meaning).type(String.class).arity("0..1").build();
  }

  /** The word at a place that may be missing, one of an enumeration's. */
  static <E extends Enum<E>> PositionalParamSpec maybe(
      int place, Class<E> type, Function<E, String> word, String meaning) {
    return positional(place, Converters.words(type, word, "|"), meaning)
        .type(type)
        .arity("0..1")
        .converters(Converters.choice(type, word))
        .build();
  }

  /** All words from a place on; such words may begin with a hyphen. */
  static PositionalParamSpec words(int place, String label, String meaning) {
    return PositionalParamSpec.builder()
        .index(place + "..*")
        .paramLabel(label)
        .description(meaning)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("0..*")
        .build();
  }

  /** Whether a command takes all words from a place on. */
  static boolean takesHyphens(CommandSpec spec) {
    return spec.positionalParameters().stream().anyMatch(PositionalParamSpec::isMultiValue);
  }

  static PositionalParamSpec network() {
    return word(0, "NAME", "the name of a network");
  }

  static OptionSpec input() {
    return option(INPUT, "SHAPE", "the input, where the text has none: 224x224x3").build();
  }

  static OptionSpec larger() {
    return option(INPUT, "SHAPE", "a larger input to run over: 512x512x3").build();
  }

  static OptionSpec noBias() {
    return flag(NO_BIAS, "count without biases, as the lecture does");
  }

  static OptionSpec batch() {
    return number(BATCH, "examples that are processed together, from 1");
  }

  private static OptionSpec number(String name, String meaning) {
    return option(name, "N", meaning)
        .type(long.class)
        .converters((ITypeConverter<Long>) Converters::positive)
        .build();
  }

  static OptionSpec type() {
    return option(
            TYPE,
            "TYPE",
            "what values are stored as: "
                + Converters.words(NumberType.class, Converters::lower, ", "))
        .type(NumberType.class)
        .converters(Converters.choice(NumberType.class, Converters::lower))
        .build();
  }

  static OptionSpec by() {
    return option(BY, Converters.words(By.class, Converters::lower, "|"), "what a row stands for")
        .type(By.class)
        .converters(Converters.choice(By.class, Converters::lower))
        .build();
  }

  static OptionSpec order() {
    return option(
            ORDER,
            Converters.words(AxisOrder.class, Converters::lower, "|"),
            "channels last or first in shapes")
        .type(AxisOrder.class)
        .converters(Converters.choice(AxisOrder.class, Converters::lower))
        .build();
  }

  static OptionSpec log() {
    return flag(LOG, "a logarithmic axis");
  }

  static OptionSpec nested() {
    return flag(
        NESTED, "boxes in boxes, blocks and their layers; parameters if no measure is said");
  }

  static OptionSpec plot(String meaning) {
    return flag(PLOT, "a chart, not the table: " + meaning);
  }

  static OptionSpec hide() {
    return flag(HIDE, "keep back what is computed: the verdicts alone, for exercises");
  }

  static OptionSpec budget(String name, String meaning) {
    return option(name, "MOST", "at most so many " + meaning).build();
  }

  static OptionSpec values(String name, String meaning) {
    return option(name, "VALUES", meaning).build();
  }

  static OptionSpec file(String name, String meaning) {
    return option(name, "FILE", meaning).build();
  }

  static OptionSpec count(String name, String meaning) {
    return option(name, "N", meaning).build();
  }

  static OptionSpec chart() {
    return option(
            CHART,
            Converters.words(Sweeping.ChartKind.class, Sweeping.ChartKind::word, "|"),
            "what is drawn under the table")
        .type(Sweeping.ChartKind.class)
        .converters(Converters.choice(Sweeping.ChartKind.class, Sweeping.ChartKind::word))
        .build();
  }

  private static OptionSpec optimizer() {
    return option(
            OPTIMIZER, "NAME", "what changes the weights: " + String.join(", ", Optimizer.names()))
        .type(Optimizer.class)
        .converters(Converters.choice(List.of(Optimizer.values()), Optimizer::name))
        .build();
  }

  private static OptionSpec checkpoint() {
    return option(
            CHECKPOINT,
            "K|sqrt",
            "keep only what every K-th block reads and compute the rest again; sqrt balances")
        .build();
  }

  private static OptionSpec master() {
    return flag(MASTER, "a copy of the weights in fp32, as mixed precision has it");
  }

  private static OptionSpec freeze() {
    return option(
            FREEZE, "LAYERS", "layers that are not trained, named as in changes: conv1*,layer1.*")
        .build();
  }

  private static OptionSpec accumulate() {
    return number(ACCUMULATE, "batches whose gradients are summed before a step");
  }

  static OptionSpec zero() {
    return option(ZERO, "1|2|3", "ZeRO's stage: what devices share of the training's state")
        .type(int.class)
        .converters((ITypeConverter<Integer>) Converters::stage)
        .build();
  }

  static OptionSpec devices() {
    return number(DEVICES, "devices that have a batch each");
  }

  static OptionSpec tensor() {
    return number(TENSOR, "devices among which each layer is divided");
  }

  static OptionSpec pipeline() {
    return number(PIPELINE, "devices among which the layers are divided");
  }

  static OptionSpec inference() {
    return flag(INFERENCE, "a forward pass alone, without training");
  }

  static OptionSpec smallest() {
    return flag(SMALLEST, "the smallest value that keeps the budget, not the largest");
  }

  static OptionSpec as(String meaning) {
    return option(AS, "NAME", meaning).build();
  }

  static OptionSpec trainingMemory() {
    return flag(
        TRAINING_MEMORY, "the most memory of a step of training too, each variant by itself");
  }

  static OptionSpec inferenceMemory() {
    return flag(INFERENCE_MEMORY, "the most memory of inference too, each variant by itself");
  }

  private static OptionSpec flag(String name, String meaning) {
    return OptionSpec.builder(name).type(boolean.class).arity("0").description(meaning).build();
  }

  private static OptionSpec.Builder option(String name, String label, String meaning) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(meaning);
  }

  private static PositionalParamSpec.Builder positional(int place, String label, String meaning) {
    return PositionalParamSpec.builder()
        .index(String.valueOf(place))
        .paramLabel(label)
        .description(meaning);
  }
}
