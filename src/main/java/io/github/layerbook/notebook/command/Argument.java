package io.github.layerbook.notebook.command;

import io.github.layerbook.notebook.offer.Candidates;
import io.github.layerbook.notebook.offer.NameOffers;
import io.github.layerbook.notebook.offer.Offer;
import io.github.layerbook.notebook.offer.Offers;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** A component of a command's record as picocli parses it, and back. */
record Argument(RecordComponent component) {

  /** Whether the component is a single argument, not a group of them or the cell's text. */
  boolean isArgument() {
    return component.isAnnotationPresent(Takes.class);
  }

  /** The names of an option; none of a word at a place. */
  List<String> names() {
    String names = head().split(" ", 2)[0];
    return isArgument() && names.startsWith("-") ? List.of(names.split("\\|")) : List.of();
  }

  private String head() {
    return isArgument() ? takes().value().split(": ", 2)[0] : "";
  }

  private String label() {
    String label = names().isEmpty() ? head() : head().replaceFirst("^\\S+ ?", "");
    return label.isEmpty() ? String.join("|", Converters.words(element())) : label;
  }

  /**
   * The argument as picocli has it.
   *
   * @param place how many words at places stand before it
   */
  ArgSpec spec(int place) {
    String meaning = takes().value().split(": ", 2)[1];
    if (names().isEmpty()) {
      return PositionalParamSpec.builder()
          .index(isList() ? place + "..*" : String.valueOf(place))
          .arity(isList() ? "0..*" : isOptional() ? "0..1" : "1")
          .required(isRequired())
          .description(meaning)
          .userObject(candidates())
          .paramLabel(label())
          .completionCandidates(Converters.words(element()))
          .converters(Converters.of(element()))
          .type(isList() ? List.class : element())
          .auxiliaryTypes(element())
          .build();
    }
    OptionSpec.Builder option =
        OptionSpec.builder(names().toArray(new String[0]))
            .description(meaning)
            .userObject(candidates());
    return isFlag()
        ? option.type(boolean.class).arity("0").build()
        : option
            .arity("1")
            .required(isRequired())
            .paramLabel(label())
            .completionCandidates(Converters.words(element()))
            .converters(Converters.of(element()))
            .type(isList() ? List.class : element())
            .auxiliaryTypes(element())
            .splitRegex(isList() ? "," : "")
            .build();
  }

  /** What may stand for the argument: what it declares, or the words of its type. */
  private Candidates candidates() {
    return declaredBy(component)
        .orElseGet(
            () -> {
              List<String> words = Converters.words(element());
              return element() == QuantityName.class
                  ? new NameOffers.Quantities()
                  : (session, written) -> Offer.of(written.begun(), words);
            });
  }

  /** What finds the words that a component declares to offer. */
  static Optional<Candidates> declaredBy(RecordComponent component) {
    return Optional.ofNullable(component.getAnnotation(Offers.class))
        .map(offers -> made(offers.value()));
  }

  private static <T> T made(Class<? extends T> type) {
    try {
      return CommandLine.defaultFactory().create(type);
    } catch (Exception e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }

  /** The component's value in a use of the command. */
  @Nullable Object value(ParseResult parsed) {
    if (isFlag()) {
      return parsed.hasMatchedOption(names().get(0));
    }
    Object value = names().isEmpty() ? word(parsed) : option(parsed);
    return isOptional()
        ? Optional.ofNullable(value)
        : value == null && isList() ? List.of() : value;
  }

  private @Nullable Object option(ParseResult parsed) {
    return parsed.matchedOptionValue(names().get(0), null);
  }

  /** A word at a place, or all from it on; picocli names these once for each run of them. */
  private @Nullable Object word(ParseResult parsed) {
    return parsed.matchedPositionals().stream()
        .filter(word -> word.paramLabel().equals(label()))
        .findFirst()
        .<Object>map(ArgSpec::getValue)
        .orElse(null);
  }

  private boolean isFlag() {
    return component.getType() == boolean.class;
  }

  private boolean isRequired() {
    return !isOptional() && !isList();
  }

  private boolean isOptional() {
    return component.getType() == Optional.class;
  }

  private boolean isList() {
    return component.getType() == List.class;
  }

  /** The type of a word: of the component, or what its {@code Optional} or {@code List} holds. */
  private Class<?> element() {
    return component.getGenericType() instanceof ParameterizedType generic
        ? (Class<?>) generic.getActualTypeArguments()[0]
        : component.getType();
  }

  private Takes takes() {
    Takes takes = component.getAnnotation(Takes.class);
    if (takes == null) {
      throw new IllegalStateException(component + " lacks @Takes");
    }
    return takes;
  }
}
