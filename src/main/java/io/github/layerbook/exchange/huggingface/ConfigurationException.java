package io.github.layerbook.exchange.huggingface;

/** Something in a configuration that no model can be made of: the message names the field. */
final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConfigurationException(String message) {
    super(message);
  }
}
