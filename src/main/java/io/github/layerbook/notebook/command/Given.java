package io.github.layerbook.notebook.command;

import io.github.layerbook.notebook.CellError;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which of the options of a group or a command were given. */
public final class Given {
  private Given() {}

  /** Returns the name of the first option of a group, or of one in it, that was given. */
  public static Optional<String> first(Record group) {
    return Arrays.stream(group.getClass().getRecordComponents())
        .flatMap(component -> first(value(group, component), component).stream())
        .findFirst();
  }

  /** The name of a component's option if it was given, or of the first of a group in the group. */
  private static Optional<String> first(@Nullable Object value, RecordComponent component) {
    List<String> names = new Argument(component).names();
    if (names.isEmpty()) {
      return value instanceof Record group ? first(group) : Optional.empty();
    }
    return isGiven(value) ? Optional.of(names.get(0)) : Optional.empty();
  }

  /**
   * Refuses the options of a group.
   *
   * @param why what stands after an option's name: {@code is about training: leave it out}
   * @throws CellError if one was given
   */
  public static void refuse(Record group, String why) {
    first(group)
        .ifPresent(
            option -> {
              throw new CellError(option + " " + why + ".");
            });
  }

  private static boolean isGiven(@Nullable Object value) {
    return value instanceof Optional<?> option ? option.isPresent() : Boolean.TRUE.equals(value);
  }

  private static @Nullable Object value(Record group, RecordComponent component) {
    try {
      component.getAccessor().trySetAccessible();
      return component.getAccessor().invoke(group);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }
}
