package io.github.layerbook.report;

import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.report.LayerSteps.Derivation;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Unit;
import java.util.List;

/**
 * The quantities that come with the library, which {@link Quantity} has as its constants. Another
 * one is a declaration here and its place in {@link #all}; nothing else lists them.
 */
interface StandardQuantities {
  /** Values of the output that take memory of their own, for the whole batch. */
  Quantity VALUES =
      Quantity.declared("Values", Unit.COUNT, Row::values)
          .meaning("values of outputs that take memory of their own")
          .words("activations")
          .hue(Hue.BLUE);

  /** Bytes that those values take. */
  Quantity BYTES =
      Quantity.declared("Memory", Unit.BYTES, Row::bytes)
          .meaning("bytes of outputs that take memory of their own")
          .words("bytes")
          .hue(Hue.BLUE)
          .derived(Derivation.MEMORY);

  /** Trained parameters that multiply. */
  Quantity WEIGHTS =
      Quantity.parameters("Weights", row -> row.tensors(Tensor.Kind.WEIGHT))
          .meaning("parameters that multiply")
          .words("weight");

  /** Trained parameters that are added. */
  Quantity BIASES =
      Quantity.parameters("Biases", row -> row.tensors(Tensor.Kind.BIAS))
          .meaning("parameters that are added")
          .words("bias");

  /** Weights and biases. */
  Quantity PARAMETERS =
      Quantity.parameters("Parameters", Row::parameters)
          .meaning("weights and biases")
          .words("parameter", "params", "param")
          .derived(Derivation.PARAMETERS);

  /** Bytes of the parameters as they are stored: in the settings' format, else in their type. */
  Quantity WEIGHT_MEMORY =
      Quantity.of("Weight memory", Unit.BYTES, Row::stored)
          .meaning("bytes of the parameters, as they are stored")
          .words("model size", "parameter memory", "weight bytes")
          .hue(Hue.ORANGE);

  /**
   * Bytes that generation keeps of the tokens read so far, as many as the network's input has, for
   * the whole batch: keys and values, latent vectors, states.
   */
  Quantity CACHE =
      Quantity.declared("KV cache", Unit.BYTES, Row::cache)
          .meaning("bytes of keys, values and states kept of the tokens read so far")
          .words("kv")
          .hue(Hue.BLUE);

  /**
   * Bytes that a language model takes while it generates: its parameters as they are stored, and
   * the cache of the batch; activations, which are those of one token, are left out.
   */
  Quantity SERVING_MEMORY =
      Quantity.ofNetwork(
              "Serving memory",
              Unit.BYTES,
              report ->
                  Size.sum(
                      List.of(
                          report.total(WEIGHT_MEMORY).size().settled(),
                          report.total(CACHE).size().settled())))
          .meaning("bytes of the parameters as they are stored, and of the cache of the batch")
          .words("serving")
          .hue(Hue.BLUE);

  /** Bytes by which that grows with each further token of every sequence. */
  Quantity CACHE_PER_TOKEN =
      Quantity.declared("Cache per token", Unit.BYTES, Row::cachePerToken)
          .meaning("bytes by which the cache grows with each further token")
          .words("kv cache per token", "kv per token")
          .hue(Hue.BLUE);

  /**
   * Parameters that one token uses: of experts those that it takes, all of every other layer; both
   * embedding matrices count.
   */
  Quantity ACTIVE =
      Quantity.parameters("Active parameters", Row::activeParameters)
          .meaning("parameters that a token uses: of experts the chosen ones")
          .words("active params", "active", "activated parameters", "activated")
          .derived(Derivation.PARAMETERS);

  /**
   * The same without the tables that tokens are looked up in, unless the output shares its matrix
   * with one: the other convention of model cards.
   */
  Quantity ACTIVE_WITHOUT_EMBEDDING =
      Quantity.ofNetwork(
              "Active without embedding",
              Unit.COUNT,
              report -> Embeddings.activeWithoutInput(report.rows()))
          .meaning("active parameters without the input embedding, unless the output shares it")
          .words("active without input embedding")
          .hue(Hue.ORANGE);

  /**
   * Parameters without the tables that tokens are looked up in and without the matrix that scores
   * them, the N of scaling laws (Kaplan et al. 2020, section 2.1) and of Qwen's model cards.
   */
  Quantity NON_EMBEDDING =
      Quantity.ofNetwork(
              "Non-embedding parameters", Unit.COUNT, report -> Embeddings.without(report.rows()))
          .meaning("parameters without the embeddings of tokens and the output's matrix")
          .words("non-embedding params", "non-embedding")
          .hue(Hue.ORANGE);

  /** Parameters of layers that are not frozen, beside adapters these alone. */
  Quantity TRAINABLE =
      Quantity.of("Trainable parameters", Unit.COUNT, row -> row.parameters(true))
          .meaning("parameters that are not frozen")
          .words("trainable params", "trainable")
          .hue(Hue.ORANGE);

  /** Parameters of layers that are frozen, beside adapters all others. */
  Quantity FROZEN =
      Quantity.of("Frozen parameters", Unit.COUNT, row -> row.parameters(false))
          .meaning("parameters that are frozen")
          .words("frozen params", "frozen")
          .hue(Hue.ORANGE);

  /**
   * Values that are kept with the model and not trained, such as running means: PyTorch's buffers,
   * which Keras counts among its non-trainable parameters.
   */
  Quantity BUFFERS =
      Quantity.parameters("Buffers", row -> row.tensors(Tensor.Kind.BUFFER))
          .meaning("values kept with the model and not trained, such as running means")
          .words("buffer");

  /** Multiplications with an addition each, as convolutions and matrix products do them. */
  Quantity MULTIPLY_ADDS =
      Quantity.declared("Multiply-adds", Unit.OPERATIONS, row -> row.work(Work.Kind.MULTIPLY_ADDS))
          .meaning("multiplications with an addition each, of convolutions and matrix products")
          .words("macs", "mac", "mult-adds", "madds")
          .hue(Hue.GREEN)
          .derived(Derivation.WORK);

  /** Operations of all kinds, two for each multiply-add: 2 × multiply-adds + the other kinds. */
  Quantity FLOPS =
      Quantity.declared("FLOPs", Unit.OPERATIONS, Row::operations)
          .meaning("operations of all kinds, two for each multiply-add")
          .words("flop", "operations")
          .hue(Hue.GREEN);

  /**
   * Bytes that move while layers run one after the other: of inputs, parameters (shared ones too)
   * and outputs, each once; none for an input of the network or a view.
   */
  Quantity TRAFFIC =
      Quantity.declared("Traffic", Unit.BYTES, Row::traffic)
          .meaning("bytes that layers read and write: inputs, parameters, outputs")
          .words("bytes moved")
          .hue(Hue.TEAL);

  /**
   * Operations for each byte that moves: FLOPs divided by traffic, of a network those of its totals
   * (Williams, Waterman and Patterson, <i>Roofline</i>, Communications of the ACM 52, 2009).
   */
  Quantity INTENSITY =
      Quantity.ratio("Intensity", "FLOPs per byte", FLOPS, TRAFFIC)
          .meaning("operations for each byte that layers read and write")
          .words("arithmetic intensity", "operational intensity");

  /** Returns all of them, in the order in which they are shown. */
  static List<Quantity> all() {
    return List.of(
        VALUES,
        BYTES,
        WEIGHTS,
        BIASES,
        PARAMETERS,
        WEIGHT_MEMORY,
        ACTIVE,
        ACTIVE_WITHOUT_EMBEDDING,
        NON_EMBEDDING,
        TRAINABLE,
        FROZEN,
        BUFFERS,
        MULTIPLY_ADDS,
        FLOPS,
        TRAFFIC,
        INTENSITY,
        CACHE,
        SERVING_MEMORY,
        CACHE_PER_TOKEN);
  }
}
