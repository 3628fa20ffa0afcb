package io.github.layerbook.exchange.huggingface;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.linear.Buffer;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.linear.Parameter;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model while it is built: its configuration, the network so far, and what is asked of both. */
final class Model {
  /** As many tokens as are analysed if nobody says. */
  private static final long USUAL_TOKENS = 2048;

  private static final String BASE = "Model";

  private final Configuration config;
  private final NetworkBuilder net;
  private final String head;
  private final List<List<Long>> inputs;
  private final List<String> notes;

  /** Whether a configuration around this one's ties the output; null if none says. */
  private final @Nullable Boolean tied;

  /** What the base is named in a model around it; empty if there is none. */
  private final String base;

  /**
   * Starts a model.
   *
   * @param head what of the model the configuration names: {@code ForCausalLM}
   * @param inputs the extents that are asked for, of each input
   */
  Model(Configuration config, NetworkBuilder net, String head, List<List<Long>> inputs) {
    this(config, net, head, inputs, new ArrayList<>(), null, "");
  }

  private Model(
      Configuration config,
      NetworkBuilder net,
      String head,
      List<List<Long>> inputs,
      List<String> notes,
      @Nullable Boolean tied,
      String base) {
    this.tied = tied;
    this.base = base;
    this.notes = notes;
    this.config = config;
    this.net = net;
    this.head = head;
    this.inputs = inputs;
  }

  /** Returns the same model with another configuration, that of a part. */
  Model part(Configuration part) {
    return new Model(part, net, head, inputs, notes, tied, base);
  }

  /** Returns the configuration. */
  Configuration config() {
    return config;
  }

  /** Returns the network so far. */
  NetworkBuilder net() {
    return net;
  }

  /** Returns what was assumed. */
  List<String> notes() {
    return notes;
  }

  /** Returns what of the model is built: {@code ForCausalLM}; {@code Model} for the base alone. */
  String head() {
    return head;
  }

  /** Returns the same model whose output is tied, or not, whatever its configuration says. */
  Model tied(boolean newTied) {
    return new Model(config, net, head, inputs, notes, newTied, base);
  }

  /** Returns the same model whose base has another name, that of a model around it. */
  Model based(String newBase) {
    return new Model(config, net, head, inputs, notes, tied, newBase);
  }

  /** Returns whether the base is built alone. */
  boolean isBase() {
    return head.equals(BASE);
  }

  /** Refuses a head that is not among those of this type; each type has its base. */
  ConfigurationException unknownHead(Collection<String> known) {
    List<String> all = new ArrayList<>(known);
    all.remove(BASE);
    all.add(0, BASE);
    return new ConfigurationException(
        "architectures ends with \"%s\", which is not known of %s: there are %s"
            .formatted(head, config.type(), String.join(", ", all)));
  }

  /**
   * Adds the base's layers, in a block of its name; of {@code model.decoder} the base alone has
   * only the part behind the dot.
   */
  Model base(String name, Runnable layers) {
    String own = base.isEmpty() ? name : base;
    String path = isBase() ? own.substring(own.indexOf('.') + 1) : own;
    if (isBase() && own.indexOf('.') < 0) {
      layers.run();
    } else {
      net.block(path, base -> layers.run());
    }
    return this;
  }

  /**
   * Adds an input of tokens.
   *
   * @param number which input it is, from 0
   * @param positions how many the model was made for
   */
  Point tokens(String name, int number, long positions) {
    long length = length(number, positions);
    if (asked(number) == null) {
      notes.add("%s has %,d tokens, as none are stated".formatted(name, length));
    } else if (length > positions) {
      notes.add(
          "%,d tokens are more than the %,d positions that the model was made for"
              .formatted(length, positions));
    }
    net.add(name, Input.of(length));
    return net.here();
  }

  /** Returns how many tokens an input has of a model that was made for so many. */
  long length(int number, long positions) {
    Long asked = asked(number);
    return asked == null ? Math.min(positions, USUAL_TOKENS) : asked;
  }

  /** How many tokens are asked for; one number is meant of all inputs. */
  private @Nullable Long asked(int number) {
    List<Long> extents =
        inputs.isEmpty() ? List.of() : inputs.get(Math.min(number, inputs.size() - 1));
    return extents.size() == 1 ? extents.get(0) : null;
  }

  /** Adds the frequencies of a rotary embedding, as the library keeps them. */
  void frequencies(String kind, long turned) {
    List<Size> pairs = List.of(Size.of((turned + 1) / 2));
    net.block(
        "rotary_emb",
        block -> {
          for (String name : List.of("inv_freq", "original_inv_freq")) {
            block.from().add(kind + name, new Buffer(pairs, Tensor.Element.SINGLE, ""));
          }
        });
  }

  /** Adds numbers that the library keeps, under a name with dots between its blocks. */
  void numbers(String name, Tensor.Element element, List<Size> shape) {
    bare(net, name, new Buffer(shape, element, ""));
  }

  /** Adds a tensor that no layer reads, under a name with dots between its blocks. */
  static void held(NetworkBuilder block, String name, List<Size> shape) {
    bare(block, name, new Parameter(shape, AxisOrder.CHW, ""));
  }

  private static void bare(NetworkBuilder block, String name, Layer bare) {
    int dot = name.lastIndexOf('.');
    String own = name.substring(dot + 1);
    if (dot < 0) {
      block.from().add(own, bare);
    } else {
      block.block(name.substring(0, dot), inner -> inner.from().add(own, bare));
    }
  }

  /** Adds the blocks of layers under the names of a list, {@code layers.0} and on. */
  void layers(String name, int count, LayerOf each) {
    net.stage(
        name,
        stage -> {
          for (int i = 0; i < count; i++) {
            int index = i;
            stage.block(Integer.toString(i), block -> each.add(block, index));
          }
        });
  }

  /** Adds the layers of one block. */
  interface LayerOf {
    /** Adds the layers of the block of an index. */
    void add(NetworkBuilder block, int index);
  }

  /** Returns whether the output's matrix is the embedding's. */
  boolean isTied() {
    Boolean outer = tied;
    return outer == null ? config.field("tie_word_embeddings").flag() : outer;
  }

  /** Adds the output's matrix, the embedding's own where the configuration ties them. */
  void output(String name, long vocabulary, boolean bias, Point embedding) {
    Layer output = new Linear(Size.of(vocabulary), bias, null);
    if (isTied()) {
      net.addShared(name, output, embedding);
    } else {
      net.add(name, output);
    }
  }
}
