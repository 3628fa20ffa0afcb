package io.github.layerbook.exchange;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What some arguments say of some of a layer's options, in both directions.
 *
 * @param options the options of the layer's record
 * @param reader puts the options' values; what it does not put has its default
 * @param writer puts the arguments' values
 */
public record Binding(List<String> options, Reader reader, Writer writer) {
  /** Reads arguments. */
  @FunctionalInterface
  public interface Reader {
    /** Puts the values of options by name. */
    void read(Call call, Map<String, @Nullable Object> options);
  }

  /** Writes arguments. */
  @FunctionalInterface
  public interface Writer {
    /** Puts the values of arguments by name. */
    void write(Writing writing, Map<String, @Nullable Object> arguments);
  }

  /** Makes the binding of one argument to one option. */
  static Binding of(String argument, String option, Codec codec) {
    return new Binding(
        List.of(option),
        (call, options) -> {
          Object read = codec.read(argument, call.value(argument));
          if (read != null) {
            options.put(option, read);
          }
        },
        (writing, arguments) -> arguments.put(argument, codec.write(writing.get(option), writing)));
  }
}
