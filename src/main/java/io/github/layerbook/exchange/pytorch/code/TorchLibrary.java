package io.github.layerbook.exchange.pytorch.code;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.python.Interpreter;
import io.github.layerbook.exchange.python.syntax.PythonReader;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.Builtin;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.python.value.Library;
import io.github.layerbook.exchange.python.value.Members;
import io.github.layerbook.exchange.python.value.ModuleValue;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.PythonClass;
import io.github.layerbook.exchange.python.value.TupleValue;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** {@code torch}, and what model code uses beside it. */
final class TorchLibrary implements Library {
  private static final List<String> HELPERS =
      Dialect.names(
          "torchvision.ops ops.misc ops.stochastic_depth ops _utils _api utils models._utils"
              + " timm.models.layers timm.layers");

  /** Classes of {@code torch.nn} that are made of its others, written beside this class. */
  private static final List<String> STACKS =
      Dialect.names(
          "TransformerEncoder TransformerDecoder Transformer ParameterList ParameterDict");

  private final TracedTensor.Methods methods;
  private final Running running;
  private final Modules modules;
  private final Containers containers;
  private final Patterns patterns;
  private final ZooModules zoo;
  private final Functions functions;
  private final Builtin tensorType;
  private final Members torch = new Members();
  private final Members nn = new Members();
  private final Members jit = new Members();
  private final Members utilities = new Members();
  private final Members checkpoint = new Members();
  private final Map<String, Object> helpers = new LinkedHashMap<>();
  private boolean prepared;

  TorchLibrary(Dialect dialect) {
    functions = new Functions(dialect);
    Training training = new Training();
    methods = new TensorMethods(functions, training);
    running = new Running(dialect, methods, training);
    modules = new Modules(running);
    containers = new Containers(modules);
    patterns = new Patterns(modules);
    zoo = new ZooModules(dialect, modules, containers, running);
    tensorType =
        Builtin.type("Tensor", value -> value instanceof TracedTensor, running.parameters()::made);
    Parameters made = running.parameters();
    torch
        .value("Tensor", tensorType)
        .function("Size", (in, a) -> TupleValue.of(in.items().list(a.get(0, "size"))))
        .function("zeros ones randn rand empty full FloatTensor", made::made)
        .function("tensor as_tensor from_numpy", made::literal)
        .function("meshgrid", made::mesh)
        .function(
            "eye",
            (in, a) -> made.made(in, CallArguments.of(a.get(0, "n"), a.get(1, "m", a.get(0, "n")))))
        .function("arange linspace", made::counted)
        .function("randint", made::random)
        .function("zeros_like ones_like randn_like rand_like empty_like", made::like)
        .function("is_tensor", (in, a) -> a.get(0, "obj") instanceof TracedTensor)
        .same("compile", "model");
    nn.value("Module", modules.module)
        .function("Parameter UninitializedParameter", made::parameter)
        .same("DataParallel DistributedDataParallel", "module");
    jit.function("is_scripting is_tracing", (in, a) -> false)
        .function("annotate", (in, a) -> a.get(1, "value"))
        .function(
            "unused ignore export script script_method", (in, a) -> a.get(0, "fn", Singleton.NONE));
    // Normalised weights: of weight_norm, a length of each output is learned too.
    utilities
        .function("weight_norm", running.leaves()::weightNorm)
        .same("spectral_norm remove_weight_norm remove_spectral_norm orthogonal", "module");
    checkpoint.function(
        "checkpoint",
        (in, a) ->
            in.call(a.get(0, "function"), new CallArguments(a.from(1).positional(), Map.of())));
  }

  TracedTensor.Methods methods() {
    return methods;
  }

  Running running() {
    return running;
  }

  Modules modules() {
    return modules;
  }

  @Override
  public Optional<Object> module(String name) {
    return switch (name) {
      case "torch" -> of(name, member -> torch.find(member).or(() -> functions.find(member)));
      case "torch.nn", "torch.nn.modules" -> of(name, this::nn);
      case "torch.nn.functional" -> of(name, functions::find);
      case "torch.nn.parameter" -> of(name, this::nn);
      case "torch.jit" -> of(name, jit::find);
      case "torch.utils.checkpoint" -> of(name, checkpoint::find);
      case "torch.hub" -> of(name, zoo::hub);
      case "torchvision", "einops.layers" -> of(name, member -> Optional.empty());
      case "einops" -> of(name, patterns::functions);
      case "einops.layers.torch" -> of(name, patterns::layers);
      case "torch.nn.utils", "torch.nn.utils.parametrizations" -> of(name, utilities::find);
      case "timm" -> of(name, zoo::timm);
      case "torchsummary", "torchinfo", "torchsummaryX" ->
          of(name, member -> summary(name, member));
      case "torchvision.models" -> of(name, zoo::torchvision);
      default ->
          HELPERS.stream().anyMatch(helper -> name.equals(helper) || name.endsWith("." + helper))
              ? of(name, this::helper)
              : name.startsWith("torchvision.models.")
                  ? of(name, zoo::torchvision)
                  : Optional.empty();
    };
  }

  private static Optional<Object> of(
      String name, java.util.function.Function<String, Optional<Object>> members) {
    return Optional.of(new ModuleValue(name, members));
  }

  @Override
  public Optional<Object> customary(String name) {
    return switch (name) {
      case "torch" -> module("torch");
      case "nn" -> module("torch.nn");
      case "F" -> module("torch.nn.functional");
      case "torchvision", "timm" -> module(name);
      case "models" -> module("torchvision.models");
      case "summary" -> summary("", name);
      default -> {
        Optional<Object> found = nn(name).or(() -> helperOrNothing(name));
        yield found.isPresent() || Character.isUpperCase(name.charAt(0))
            ? found
            : functions.find(name);
      }
    };
  }

  private Optional<Object> helperOrNothing(String name) {
    return name.matches(
            "_make_divisible|Conv[23]dNormActivation|SqueezeExcitation|StochasticDepth|DropPath|ConvBNReLU")
        ? helper(name)
        : Optional.empty();
  }

  private Optional<Object> nn(String name) {
    return nn.find(name)
        .or(() -> containers.find(name))
        .or(() -> Optional.ofNullable(STACKS.contains(name) ? helpers.get(name) : null))
        .or(() -> running.leaves().find(name, modules.module));
  }

  /** {@code summary(model, (3, 32, 32))}: torchsummary's sizes are without the batch. */
  private Optional<Object> summary(String module, String name) {
    return name.equals("summary")
        ? Optional.of(Builtin.function(name, (in, a) -> summarised(in, module, a)))
        : Optional.empty();
  }

  private Object summarised(Python in, String module, CallArguments arguments) {
    Object data = arguments.any(1, "input_size", "input_data");
    if (arguments.get(0, "model") instanceof Instance model && modules.isModule(model)) {
      if (data instanceof TracedTensor) {
        running.example(model, CallArguments.of(data));
      } else if (Operators.isSequence(data)) {
        Object size = data;
        List<Object> first = in.items().list(data);
        boolean several = !first.isEmpty() && Operators.isSequence(first.get(0));
        List<Object> tensors =
            (several ? first : List.of(size))
                .stream().map(each -> sized(in, module, each)).toList();
        running.example(model, new CallArguments(tensors, Map.of()));
      }
    }
    return new Unknown("summary()", true);
  }

  private Object sized(Python in, String module, Object size) {
    List<Object> extents = new java.util.ArrayList<>(in.items().list(size));
    boolean batch = module.equals("torchinfo") || (module.isEmpty() && extents.size() > 3);
    if (!batch) {
      extents.add(0, 1L);
    }
    return running.parameters().made(in, new CallArguments(extents, Map.of()));
  }

  /** What torchvision's own helpers mean, written in Python beside this class. */
  private Optional<Object> helper(String name) {
    return Optional.ofNullable(helpers.get(name))
        .or(() -> running.leaves().find(name, modules.module));
  }

  /** Reads the helpers, if the text needs them. */
  void prepare(Interpreter interpreter, String text) {
    if (prepared
        || !(text.contains("torchvision")
            || text.contains("ops")
            || text.contains("_utils")
            || text.contains("_make_divisible")
            || text.contains("NormActivation")
            || text.contains("timm")
            || text.contains("_api")
            || STACKS.stream().anyMatch(text::contains))) {
      return;
    }
    prepared = true;
    try (InputStream source =
        Objects.requireNonNull(TorchLibrary.class.getResourceAsStream("torchvision.py"))) {
      String code = new String(source.readAllBytes(), StandardCharsets.UTF_8);
      interpreter.prepare(PythonReader.read(code).statements(), helpers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether a class is one of the text's own modules. */
  boolean isModuleClass(Object value) {
    return value instanceof PythonClass type && type.isA(modules.module);
  }
}
