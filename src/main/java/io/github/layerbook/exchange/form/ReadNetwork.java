package io.github.layerbook.exchange.form;

import io.github.layerbook.claim.Claim;
import io.github.layerbook.claim.Claims;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkException;
import io.github.layerbook.network.OpenDims;
import io.github.layerbook.notation.NotationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a text or a file says of a network.
 *
 * @param network the network; of a text that is not understood to its end, what stands before
 * @param inventory the layers and their tensors, where the source does not say how they are wired
 * @param unused parameters that the source makes and never uses
 * @param notes what was assumed, and what the reader should know
 * @param problems what was not understood, in the order of the text
 * @param claims what the text states of the network beside its layers, as a summary's counts
 * @param frozen the paths of the layers whose parameters the source says are not trained
 */
public record ReadNetwork(
    Optional<Network> network,
    Optional<Inventory> inventory,
    List<Unused> unused,
    List<String> notes,
    List<Problem> problems,
    Claims claims,
    Set<String> frozen) {
  /** Copies the lists. */
  public ReadNetwork {
    unused = List.copyOf(unused);
    notes = List.copyOf(notes);
    problems = List.copyOf(problems);
    frozen = Set.copyOf(frozen);
  }

  /** Makes what states nothing beside its layers. */
  public ReadNetwork(
      Optional<Network> network,
      Optional<Inventory> inventory,
      List<Unused> unused,
      List<String> notes,
      List<Problem> problems) {
    this(network, inventory, unused, notes, problems, Claims.NONE, Set.of());
  }

  /** Makes what has its wiring, or nothing. */
  public ReadNetwork(
      Optional<Network> network, List<Unused> unused, List<String> notes, List<Problem> problems) {
    this(network, Optional.empty(), unused, notes, problems);
  }

  /** Makes what has no wiring. */
  public static ReadNetwork of(Inventory inventory, List<String> notes, List<Problem> problems) {
    return new ReadNetwork(Optional.empty(), Optional.of(inventory), List.of(), notes, problems);
  }

  /**
   * Parameters that the code makes and never uses; the framework counts them.
   *
   * @param path the name of the layer or parameter
   * @param what the layer's class
   * @param parameters how many there are
   */
  public record Unused(String path, String what, long parameters) {}

  /** Makes what cannot be read. */
  public static ReadNetwork failed(List<String> notes, List<Problem> problems) {
    return new ReadNetwork(Optional.empty(), List.of(), notes, problems);
  }

  /** Makes what cannot be read as a whole. */
  public static ReadNetwork failed(String why) {
    return failed(List.of(), List.of(new Problem(0, why)));
  }

  /** Returns the first of several networks of a text, and says which others there are. */
  public static ReadNetwork first(List<ReadNetwork> all) {
    ReadNetwork first = all.get(0);
    if (all.size() == 1) {
      return first;
    }
    String names =
        String.join(
            ", ",
            all.stream().flatMap(read -> read.network().stream()).map(Network::name).toList());
    String others = "the text has %d networks, %s; this is the first: --call says another";
    return first.with(List.of(others.formatted(all.size(), names)), List.of());
  }

  /** Returns this with the tensors that are stored beside it. */
  public ReadNetwork listing(Inventory stored) {
    return new ReadNetwork(network, Optional.of(stored), unused, notes, problems, claims, frozen);
  }

  /** Returns this with more to know, and with more that was not understood. */
  public ReadNetwork with(List<String> moreNotes, List<String> moreProblems) {
    List<String> allNotes = new ArrayList<>(notes);
    allNotes.addAll(moreNotes);
    List<Problem> allProblems = new ArrayList<>(problems);
    moreProblems.forEach(problem -> allProblems.add(new Problem(0, problem)));
    return new ReadNetwork(network, inventory, unused, allNotes, allProblems, claims, frozen);
  }

  /** Returns this with a note before the others. */
  public ReadNetwork noting(String first) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(notes);
    return new ReadNetwork(network, inventory, unused, all, problems, claims, frozen);
  }

  /** Returns this with what the text states of the network. */
  public ReadNetwork stating(Claims stated) {
    return new ReadNetwork(network, inventory, unused, notes, problems, stated, frozen);
  }

  /**
   * Returns this with what rows and a text's lines of totals state; nothing where they contradict
   * each other in form.
   *
   * @param isTotal whether a line of the text may state a total
   */
  public ReadNetwork stating(List<Claim> rows, String text, Predicate<String> isTotal) {
    try {
      return stating(Claims.of(rows, text, isTotal));
    } catch (NotationException e) {
      return this;
    }
  }

  /** Returns this with layers that are not trained. */
  public ReadNetwork frozen(Set<String> paths) {
    return new ReadNetwork(network, inventory, unused, notes, problems, claims, paths);
  }

  /**
   * Returns this with the sizes that the source leaves open, and says which they are. Of a network
   * that is not understood to its end none can be changed.
   *
   * @param sizes what each is taken as, in the order of the source
   * @param anew reads the source with a size for each; throws {@link UnreadableFileException} if it
   *     cannot be
   */
  public ReadNetwork open(Map<String, Long> sizes, Function<Map<String, Long>, ReadNetwork> anew) {
    if (sizes.isEmpty() || network.isEmpty()) {
      return this;
    }
    OpenDims dims =
        isWhole() ? new OpenDims(sizes, changed -> blueprint(changed, anew)) : network.get().dims();
    return new ReadNetwork(
            network.map(each -> each.open(dims)),
            inventory,
            unused,
            notes,
            problems,
            claims,
            frozen)
        .noting(said(sizes));
  }

  private String said(Map<String, Long> sizes) {
    boolean one = sizes.size() == 1;
    String them = one ? "it" : "them";
    return "%s %s open, taken as %s: set %s with --dim %s=…%s"
        .formatted(
            String.join(" and ", sizes.keySet()),
            one ? "is" : "are",
            String.join(" and ", sizes.values().stream().map(String::valueOf).toList()),
            them,
            sizes.keySet().iterator().next(),
            isWhole() ? ", or sweep " + them : "");
  }

  private static Blueprint blueprint(
      Map<String, Long> sizes, Function<Map<String, Long>, ReadNetwork> anew) {
    String reason;
    try {
      ReadNetwork read = anew.apply(sizes);
      if (read.isWhole()) {
        return Blueprint.of(read.network.orElseThrow());
      }
      reason = String.join("; ", read.problems.stream().limit(2).map(Problem::message).toList());
    } catch (UnreadableFileException | ArithmeticException e) {
      reason = String.valueOf(e.getMessage());
    }
    String bound =
        String.join(
            ", ", sizes.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    throw new NetworkException("", -1, "there is no network with %s: %s".formatted(bound, reason));
  }

  /** Returns whether the network is all that the source says. */
  public boolean isWhole() {
    return network.isPresent() && problems.isEmpty();
  }

  /** Returns how many parameters are never used. */
  public long unusedParameters() {
    return unused.stream().mapToLong(Unused::parameters).sum();
  }
}
