package io.github.layerbook.exchange.source;

import io.github.layerbook.network.OutputAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The variables of a {@code forward}: which value each holds, and until when it is needed. */
public final class Variables {
  private static final List<String> POOL = List.of("x", "out", "y", "z");

  private final Map<OutputAddress, String> names = new HashMap<>();
  private final Map<OutputAddress, Layout> layouts = new HashMap<>();
  private final Map<OutputAddress, Integer> lastUses;
  private final Set<String> arguments;
  private final List<String> lines = new ArrayList<>();
  private int statement;

  /**
   * Makes variables.
   *
   * @param lastUses at which statement each value is read last
   * @param arguments variables that have names of their own, which no other values get
   */
  Variables(Map<OutputAddress, Integer> lastUses, List<String> arguments) {
    this.lastUses = lastUses;
    this.arguments = new HashSet<>(arguments);
    this.arguments.removeAll(POOL);
  }

  /** Goes to a statement. */
  void begin(int number) {
    statement = number;
  }

  /** Adds a line. */
  public void line(String line) {
    lines.add(line);
  }

  /** Returns the lines so far. */
  List<String> lines() {
    return lines;
  }

  /** Returns the variables that hold values. */
  public List<String> all(List<OutputAddress> values) {
    return values.stream().map(this::name).toList();
  }

  /** Returns the variable that holds a value. */
  public String name(OutputAddress value) {
    return Objects.requireNonNull(names.get(value));
  }

  /** Returns how a value is held. */
  public Layout layout(OutputAddress value) {
    return Objects.requireNonNull(layouts.get(value));
  }

  /**
   * Returns variables for what the statement gives; {@code _} for what nothing reads.
   *
   * @param name what a value would be called
   */
  public List<String> targets(
      List<OutputAddress> reads, List<OutputAddress> gives, Function<OutputAddress, String> name) {
    List<String> targets = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (OutputAddress give : gives) {
      boolean needed = !isUnread(give) || gives.size() == 1;
      targets.add(needed ? free(reads, name.apply(give), taken) : "_");
      taken.add(targets.get(targets.size() - 1));
    }
    return targets;
  }

  /** Puts values into the variables that {@link #targets} gives. */
  public void hold(List<OutputAddress> values, List<String> targets, List<Layout> held) {
    for (int i = 0; i < values.size(); i++) {
      if (!targets.get(i).equals("_")) {
        hold(values.get(i), targets.get(i), held.get(i));
      }
    }
  }

  /** Puts a value into a variable. */
  public void hold(OutputAddress value, String name, Layout layout) {
    if (isVariable(name)) {
      names.values().removeIf(name::equals);
    }
    names.put(value, name);
    layouts.put(value, layout);
  }

  /** Whether it is a name, rather than how a tensor of the module is reached. */
  private static boolean isVariable(String name) {
    return name.chars().allMatch(each -> Character.isLetterOrDigit(each) || each == '_');
  }

  /** Returns a value of a kind that a variable holds, if there is one. */
  public Optional<OutputAddress> any(Predicate<OutputAddress> kind) {
    return names.keySet().stream()
        .filter(kind)
        .min(Comparator.comparing(value -> value.toString()));
  }

  /** Returns whether a value is not read any more after the statement. */
  public boolean isDead(OutputAddress value) {
    return isDead(value, statement);
  }

  /** Returns whether a value is not read any more after a statement. */
  boolean isDead(OutputAddress value, int number) {
    return lastUses.getOrDefault(value, -1) <= number;
  }

  /** Returns whether nothing reads a value at all. */
  public boolean isUnread(OutputAddress value) {
    return !lastUses.containsKey(value);
  }

  /**
   * A variable for the values of the statement: the one of what it reads if that is not needed any
   * more, else a free one.
   */
  private String free(List<OutputAddress> reads, String name, Set<String> others) {
    Set<String> live = new HashSet<>(others);
    live.addAll(arguments);
    names.forEach(
        (value, variable) -> {
          if (!isDead(value)) {
            live.add(variable);
          }
        });
    return Stream.concat(reads.stream().map(this::name), POOL.stream())
        .filter(each -> isVariable(each) && !live.contains(each))
        .findFirst()
        .orElseGet(() -> Names.unique(Names.variable(name), each -> !live.contains(each)));
  }
}
