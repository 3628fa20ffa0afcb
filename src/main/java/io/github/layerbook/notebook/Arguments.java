package io.github.layerbook.notebook;

import picocli.CommandLine.Model.PositionalParamSpec;

/** The words that commands take, each declared once. */
final class Arguments {
  private Arguments() {}

  static PositionalParamSpec network() {
    return PositionalParamSpec.builder()
        .paramLabel("NAME")
        .type(String.class)
        .required(true)
        .arity("1")
        .index("0")
        .description("the name of a network")
        .build();
  }
}
