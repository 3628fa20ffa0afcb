package io.github.layerbook.exchange.python.value;

import java.util.Optional;

/** Modules that can be imported, without any file being opened. */
public interface Library {
  /** Returns a module by its full name, such as {@code torch.nn}. */
  Optional<Object> module(String name);

  /** Returns what a name means that the text uses without importing it, such as {@code nn}. */
  Optional<Object> customary(String name);

  /** Returns a library that looks here first. */
  default Library or(Library other) {
    return new Library() {
      @Override
      public Optional<Object> module(String name) {
        return Library.this.module(name).or(() -> other.module(name));
      }

      @Override
      public Optional<Object> customary(String name) {
        return Library.this.customary(name).or(() -> other.customary(name));
      }
    };
  }
}
