package io.github.layerbook.report;

/** How an explanation derives a quantity of a layer, where its expression alone says too little. */
enum Derivation {
  /** By its expression. */
  PLAIN,
  /** Tensor by tensor. */
  PARAMETERS,
  /** Beside the operations of other kinds. */
  WORK,
  /** From the values, beside the memory of the parameters. */
  MEMORY
}
