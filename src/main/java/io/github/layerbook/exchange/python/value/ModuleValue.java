package io.github.layerbook.exchange.python.value;

import java.util.Optional;
import java.util.function.Function;

/**
 * A module of a library; what it does not have is unknown.
 *
 * @param name its full name
 * @param members finds what it has
 */
public record ModuleValue(String name, Function<String, Optional<Object>> members)
    implements HostValue {
  @Override
  public String type() {
    return "module";
  }

  @Override
  public Optional<Object> attribute(Python in, String member) {
    String full = name + "." + member;
    return members
        .apply(member)
        .or(() -> in.library().module(full))
        .or(() -> Optional.of(new Unknown(full, true)));
  }

  @Override
  public String toString() {
    return "module " + name;
  }
}
