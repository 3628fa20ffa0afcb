package io.github.layerbook.exchange.source;

import java.util.List;

/** What code does in one statement: applies a layer, or calls the module of a block. */
public sealed interface Item permits Said, Region {
  /** Returns the layers in it, in order. */
  List<Said> layers();
}
