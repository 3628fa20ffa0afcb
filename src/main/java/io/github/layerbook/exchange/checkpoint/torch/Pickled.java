package io.github.layerbook.exchange.checkpoint.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of a pickle that is more than a number, a text, bytes or a flag.
 *
 * <p>Containers are equal to themselves only: they may hold each other and themselves.
 */
interface Pickled {
  /** {@code None}. */
  enum None implements Pickled {
    NONE
  }

  /** Bytes, of which only the number matters. */
  record Bytes(long length) implements Pickled {}

  /** A class or function by its name; never looked for. */
  record Global(String module, String name) implements Pickled {
    @Override
    public String toString() {
      return module + "." + name;
    }
  }

  /** A list, tuple or set. */
  final class Items implements Pickled {
    private final List<Object> items;

    Items(List<Object> items) {
      this.items = new ArrayList<>(items);
    }

    List<Object> items() {
      return items;
    }
  }

  /** A dictionary, of any class of dictionaries. */
  final class Dictionary implements Pickled {
    private final Map<Object, Object> entries = new LinkedHashMap<>();

    Map<Object, Object> entries() {
      return entries;
    }

    /** Returns the dictionary of a key; null if there is no such. */
    @Nullable Dictionary dictionary(String key) {
      return entries.get(key) instanceof Dictionary found ? found : null;
    }
  }

  /** What a class or function that is not known would have made; it is not made. */
  final class Unmade implements Pickled {
    private final Global global;
    private final long position;
    private @Nullable Object state;

    Unmade(Global global, long position) {
      this.global = global;
      this.position = position;
    }

    /** The class or function. */
    Global global() {
      return global;
    }

    /** Where in the pickle it is asked for. */
    long position() {
      return position;
    }

    void build(Object newState) {
      state = newState;
    }

    /** Its attributes; null if it has none. */
    @Nullable Dictionary attributes() {
      return state instanceof Dictionary attributes ? attributes : null;
    }

    /** What it was given in a list, as packed weights are; empty if it was none. */
    Optional<Items> values() {
      return Optional.ofNullable(state).filter(Items.class::isInstance).map(Items.class::cast);
    }

    /** Whether it is a module of PyTorch, by its attributes. */
    boolean isModule() {
      Dictionary attributes = attributes();
      return attributes != null
          && attributes.dictionary("_parameters") != null
          && attributes.dictionary("_modules") != null;
    }

    /** Whether it is a module of TorchScript, whose class stands in the archive. */
    boolean isScripted() {
      return global.module().startsWith("__torch__");
    }
  }
}
