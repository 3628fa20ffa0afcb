package io.github.layerbook.exchange.checkpoint.torch;

import io.github.layerbook.exchange.checkpoint.torch.Pickled.Bytes;
import io.github.layerbook.exchange.checkpoint.torch.Pickled.Dictionary;
import io.github.layerbook.exchange.checkpoint.torch.Pickled.Global;
import io.github.layerbook.exchange.checkpoint.torch.Pickled.Items;
import io.github.layerbook.exchange.checkpoint.torch.Pickled.None;
import io.github.layerbook.exchange.checkpoint.torch.Pickled.Unmade;
import io.github.layerbook.exchange.container.ByteReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The calls of pickles whose result is known without making them: tensors, dictionaries, and values
 * that only describe. Every other call stays undone, see {@link #unmade}.
 */
final class KnownCalls {
  private static final Set<String> DICTIONARIES =
      names(
          """
          collections.OrderedDict collections.defaultdict collections.Counter builtins.dict
          __builtin__.dict argparse.Namespace types.SimpleNamespace
          pytorch_lightning.utilities.parsing.AttributeDict
          lightning.pytorch.utilities.parsing.AttributeDict
          lightning.fabric.utilities.data.AttributeDict
          lightning_fabric.utilities.data.AttributeDict
          """);

  private static final Set<String> LISTS =
      names(
          """
          torch.Size builtins.set builtins.frozenset builtins.list builtins.tuple
          __builtin__.set __builtin__.frozenset collections.deque
          torch.jit._pickle.build_intlist torch.jit._pickle.build_doublelist
          torch.jit._pickle.build_boollist torch.jit._pickle.build_tensorlist
          """);

  /** Calls of which only that they hold no tensors matters. */
  private static final Set<String> DESCRIPTIONS =
      names(
          """
          torch.device torch.serialization._get_layout _codecs.encode builtins.complex
          builtins.slice builtins.range builtins.bytearray datetime.timedelta datetime.datetime
          datetime.date datetime.time datetime.timezone decimal.Decimal fractions.Fraction
          uuid.UUID pathlib.Path pathlib.PosixPath pathlib.WindowsPath pathlib.PurePosixPath
          pathlib.PureWindowsPath pathlib._local.PosixPath pathlib._local.WindowsPath
          numpy.core.multiarray.scalar numpy._core.multiarray.scalar
          numpy.core.multiarray._reconstruct numpy._core.multiarray._reconstruct numpy.dtype
          """);

  /** A tensor has no more axes in PyTorch. */
  private static final int AXES = 64;

  /** The entries of dictionaries that are made of others, in all. */
  private static final long COPIED = 1_000_000;

  private static Set<String> names(String names) {
    return Set.of(names.strip().split("\\s+", -1));
  }

  private final ByteReader in;
  private final Map<String, TorchStorage> storages = new LinkedHashMap<>();
  private final List<Unmade> unmade = new ArrayList<>();
  private long tensors;
  private long copied;

  KnownCalls(ByteReader in) {
    this.in = in;
  }

  /** Returns the storages that tensors name, by key. */
  Map<String, TorchStorage> storages() {
    return storages;
  }

  /** Returns how many tensors were described. */
  long tensors() {
    return tensors;
  }

  /** Returns what was asked to be called and is not known. */
  List<Unmade> unmade() {
    return unmade;
  }

  /** Returns what a persistent id stands for: a storage, or a class whose source stands with it. */
  Object persistent(List<Object> id) {
    if (id.size() == 4 && id.get(0).equals("module") && id.get(1) instanceof Global type) {
      return type;
    } else if (id.isEmpty() || !id.get(0).equals("storage")) {
      throw in.error("names something outside the pickle that is not a storage");
    }
    TorchStorage storage = TorchStorage.of(id, in);
    TorchStorage before = storages.putIfAbsent(storage.key(), storage);
    if (before != null && !before.equals(storage)) {
      throw in.error("names the storage %s with two sizes or types".formatted(storage.key()));
    }
    return storage;
  }

  /** Returns what a call gives, or that it is not known. */
  Object call(Global global, List<Object> arguments) {
    String name = global.toString();
    if (DICTIONARIES.contains(name)) {
      return dictionary(arguments);
    } else if (LISTS.contains(name)) {
      return arguments.isEmpty() ? new Items(List.of()) : arguments.get(0);
    } else if (DESCRIPTIONS.contains(name)) {
      return new Bytes(0);
    }
    return switch (name) {
      case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" ->
          view(global, arguments);
      case "torch._utils._rebuild_qtensor" -> view(global, arguments);
      case "torch._utils._rebuild_tensor_v3" -> typed(global, arguments);
      case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state" ->
          parameter(global, arguments);
      case "torch._utils._rebuild_meta_tensor_no_storage" -> shapeOnly(global, arguments);
      case "torch._utils._rebuild_sparse_tensor" -> sparse(global, arguments);
      case "torch._tensor._rebuild_from_type_v2", "torch._tensor._rebuild_from_type" ->
          ofType(global, arguments);
      case "copyreg._reconstructor", "copy_reg._reconstructor" ->
          unmade(arguments.isEmpty() || !(arguments.get(0) instanceof Global type) ? global : type);
      default -> unmade(global);
    };
  }

  private Unmade unmade(Global global) {
    Unmade object = new Unmade(global, in.position());
    unmade.add(object);
    return object;
  }

  /** A dictionary is made of another or of pairs, or empty. */
  private Dictionary dictionary(List<Object> arguments) {
    Dictionary made = new Dictionary();
    Object last = arguments.isEmpty() ? None.NONE : arguments.get(arguments.size() - 1);
    if (last instanceof Dictionary from) {
      copy(from.entries().size());
      made.entries().putAll(from.entries());
    } else if (last instanceof Items pairs) {
      copy(pairs.items().size());
      for (Object pair : pairs.items()) {
        if (pair instanceof Items two && two.items().size() == 2) {
          made.entries().put(two.items().get(0), two.items().get(1));
        }
      }
    }
    return made;
  }

  private void copy(int entries) {
    copied += entries;
    if (copied > COPIED) {
      throw in.error("the pickle copies its dictionaries again and again");
    }
  }

  /** {@code (storage, offset, size, stride, …)}. */
  private TorchTensor view(Global global, List<Object> arguments) {
    TorchStorage storage = storage(global, arguments);
    TorchType type =
        storage.type().orElseThrow(() -> in.error(global + " is given a storage without a type"));
    return tensor(global, arguments, storage, type);
  }

  /** {@code (storage, offset, size, stride, requires_grad, hooks, dtype, …)}. */
  private TorchTensor typed(Global global, List<Object> arguments) {
    return tensor(global, arguments, storage(global, arguments), type(global, arguments, 6));
  }

  private TorchTensor tensor(
      Global global, List<Object> arguments, TorchStorage storage, TorchType type) {
    if (!(argument(global, arguments, 1) instanceof Long offset) || offset < 0) {
      throw in.error(global + " is given no offset");
    }
    TorchTensor tensor =
        new TorchTensor(
            Optional.of(storage),
            type,
            offset,
            sizes(global, argument(global, arguments, 2)),
            sizes(global, argument(global, arguments, 3)),
            Optional.empty());
    return checked(tensor);
  }

  /** {@code (dtype, size, stride, requires_grad)}. */
  private TorchTensor shapeOnly(Global global, List<Object> arguments) {
    return checked(
        new TorchTensor(
            Optional.empty(),
            type(global, arguments, 0),
            0,
            sizes(global, argument(global, arguments, 1)),
            sizes(global, argument(global, arguments, 2)),
            Optional.empty()));
  }

  /**
   * {@code (layout, (indices, values, size, …))}: the shape of the whole with the stored values.
   */
  private TorchTensor sparse(Global global, List<Object> arguments) {
    if (argument(global, arguments, 1) instanceof Items parts) {
      List<Object> data = parts.items();
      for (int i = data.size() - 1; i > 0; i--) {
        if (data.get(i) instanceof Items size && data.get(i - 1) instanceof TorchTensor values) {
          List<Long> shape = sizes(global, size);
          List<Long> none = shape.stream().map(each -> 0L).toList();
          return checked(
              new TorchTensor(Optional.empty(), values.type(), 0, shape, none, Optional.empty()));
        }
      }
    }
    throw in.error(global + " is given no values and size");
  }

  /** {@code (tensor, requires_grad, …)}. */
  private TorchTensor parameter(Global global, List<Object> arguments) {
    if (argument(global, arguments, 0) instanceof TorchTensor tensor) {
      return tensor.parameter(!Boolean.FALSE.equals(argument(global, arguments, 1)));
    }
    throw in.error(global + " is given no tensor");
  }

  /** {@code (function, class, arguments, state)}. */
  private Object ofType(Global global, List<Object> arguments) {
    if (argument(global, arguments, 0) instanceof Global function
        && argument(global, arguments, 2) instanceof Items of
        && !function.toString().startsWith("torch._tensor._rebuild_from_type")) {
      return call(function, of.items());
    }
    throw in.error(global + " is given no function and its arguments");
  }

  private TorchTensor checked(TorchTensor tensor) {
    tensors++;
    if (tensor.shape().size() != tensor.strides().size()) {
      throw in.error(
          "a tensor has a shape of %d axes and strides of %d"
              .formatted(tensor.shape().size(), tensor.strides().size()));
    }
    try {
      tensor.bytes();
      long reach = tensor.reach();
      Optional<TorchStorage> storage = tensor.storage();
      if (storage.isPresent()) {
        long unit = storage.get().type().isPresent() ? 1 : tensor.type().bytes();
        if (Math.multiplyExact(reach, unit) > storage.get().length()) {
          throw in.error(
              "a tensor of %s reaches beyond its storage of %,d %s"
                  .formatted(
                      tensor.shape(), storage.get().length(), unit == 1 ? "values" : "bytes"));
        }
        storage.get().bytes();
      }
      return tensor;
    } catch (ArithmeticException e) {
      throw in.error("a tensor of %s is more than 2⁶³ bytes".formatted(tensor.shape()));
    }
  }

  private Object argument(Global global, List<Object> arguments, int place) {
    if (place >= arguments.size()) {
      throw in.error("%s is given %d arguments only".formatted(global, arguments.size()));
    }
    return arguments.get(place);
  }

  private TorchStorage storage(Global global, List<Object> arguments) {
    if (argument(global, arguments, 0) instanceof TorchStorage storage) {
      return storage;
    }
    throw in.error(global + " is given no storage");
  }

  private TorchType type(Global global, List<Object> arguments, int place) {
    if (argument(global, arguments, place) instanceof Global named) {
      return TorchType.of(named)
          .orElseThrow(
              () -> in.error("a tensor of %s, which is not a known type".formatted(named)));
    }
    throw in.error(global + " is given no type");
  }

  private List<Long> sizes(Global global, Object value) {
    if (!(value instanceof Items list)) {
      throw in.error(global + " is given no list of sizes");
    } else if (list.items().size() > AXES) {
      throw in.error(
          "a tensor of %,d axes; PyTorch has at most %d".formatted(list.items().size(), AXES));
    }
    List<Long> sizes = new ArrayList<>();
    for (Object each : list.items()) {
      if (!(each instanceof Long size) || size < 0) {
        throw in.error("%s is given %s as a size".formatted(global, each));
      }
      sizes.add(size);
    }
    return sizes;
  }
}
