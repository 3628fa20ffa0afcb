package io.github.layerbook.exchange.source;

import io.github.layerbook.exchange.source.Part.Group;
import io.github.layerbook.exchange.source.Part.Leaf;
import io.github.layerbook.exchange.source.Part.Module;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.network.OutputAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Writes what each module holds and what its {@code forward} does. */
public final class Forwards {
  private final List<Said> all;
  private final Set<OutputAddress> kept;
  private final Function<Variables, Statements> language;
  private final Map<String, Said> byPath = new HashMap<>();
  private final Map<OutputAddress, Integer> reads = new HashMap<>();
  private final Map<BlockPath, List<Region>> copies = new HashMap<>();
  private final Map<BlockPath, Written> written = new HashMap<>();

  /**
   * A block whose module is written.
   *
   * @param region the block
   * @param module its module
   * @param inputs how its inputs are held
   * @param gives what it returns
   * @param outputs how these are held
   */
  public record Written(
      Region region,
      Module module,
      List<Layout> inputs,
      List<OutputAddress> gives,
      List<Layout> outputs) {}

  /**
   * Makes a writer of a network's code.
   *
   * @param all its layers
   * @param root the network
   * @param kept values whose variables are never given others
   * @param language makes what writes the statements of one module
   */
  public Forwards(
      List<Said> all,
      Region root,
      Set<OutputAddress> kept,
      Function<Variables, Statements> language) {
    this.kept = kept;
    this.language = language;
    this.all = all;
    for (Said said : all) {
      byPath.put(said.node().path(), said);
      said.node().reads().forEach(read -> reads.merge(read, 1, Integer::sum));
    }
    collect(root);
  }

  private void collect(Region region) {
    region
        .again()
        .ifPresent(block -> copies.computeIfAbsent(block, key -> new ArrayList<>()).add(region));
    for (Item item : region.items()) {
      if (item instanceof Region inner) {
        collect(inner);
      }
    }
  }

  /**
   * Writes a block and all in it.
   *
   * @param reads what it reads
   * @param arguments the variables in which it gets these
   * @param layouts how they are held
   */
  public Written write(
      Region region, List<OutputAddress> reads, List<String> arguments, List<Layout> layouts) {
    List<OutputAddress> gives = gives(region, reads);
    Variables variables = new Variables(lastUses(region, gives), arguments);
    for (int i = 0; i < reads.size(); i++) {
      variables.hold(reads.get(i), arguments.get(i), layouts.get(i));
    }
    Group parts = new Group();
    Statements statements = language.apply(variables);
    boolean chain = reads.size() == 1 && gives.size() == 1;
    OutputAddress last = reads.isEmpty() ? new OutputAddress("") : reads.get(0);
    for (int i = 0; i < region.items().size(); i++) {
      variables.begin(i);
      statements.begin();
      Item item = region.items().get(i);
      if (isKept(item)) {
        keep(region, parts, item);
        chain = false;
        continue;
      }
      int lines = variables.lines().size();
      OutputAddress next =
          item instanceof Said said
              ? layer(region, parts, said, statements)
              : block(region, parts, (Region) item, statements, variables);
      chain &=
          statements.isPlain(last)
              && variables.lines().size() == lines + 1
              && parts.parts().size() == i + 1
              && (i == region.items().size() - 1 || variables.isDead(next, i + 1));
      last = next;
    }
    if (!gives.isEmpty()) {
      statements.give(gives);
    }
    List<String> ties = ties(region);
    Module module =
        new Module(
            region.block().toString(),
            parts,
            ties,
            arguments,
            variables.lines(),
            chain && ties.isEmpty() && gives.get(0).equals(last));
    Written result =
        new Written(region, module, layouts, gives, gives.stream().map(variables::layout).toList());
    written.put(region.block(), result);
    return result;
  }

  /** Whether all that it has are tensors that nothing reads: they are held and not called. */
  private boolean isKept(Item item) {
    return item.layers().stream()
        .allMatch(said -> said.layer().isSource() && !reads.containsKey(said.node().output()));
  }

  private void keep(Region outer, Group parts, Item item) {
    if (item instanceof Said said) {
      put(parts, path(outer, said), new Leaf(said.entry(), said.invocation()));
    } else if (item instanceof Region inner) {
      put(
          parts,
          path(outer, inner.block()),
          write(inner, List.of(), List.of(), List.of()).module());
    }
  }

  /** What others read of a block, or of one that is this one again. */
  private List<OutputAddress> gives(Region region, List<OutputAddress> inputs) {
    if (region.block().isNone()) {
      List<OutputAddress> gives = new ArrayList<>(region.gives(reads));
      Set<OutputAddress> unread = new LinkedHashSet<>(inputs);
      unread.removeAll(reads.keySet());
      return gives.isEmpty() ? List.copyOf(unread) : gives;
    }
    List<Said> layers = region.layers();
    Set<OutputAddress> given = new HashSet<>(region.gives(reads));
    for (Region copy : copies.getOrDefault(region.block(), List.of())) {
      List<Said> others = copy.layers();
      for (OutputAddress each : copy.gives(reads)) {
        given.add(moved(each, others, layers));
      }
    }
    List<OutputAddress> inOrder = new ArrayList<>();
    for (Said said : layers) {
      for (int i = 0; i < said.outputs().size(); i++) {
        OutputAddress output = new OutputAddress(said.node().path(), i);
        if (given.contains(output)) {
          inOrder.add(output);
        }
      }
    }
    return inOrder;
  }

  /** The output of the layer at the same place among others. */
  private static OutputAddress moved(OutputAddress output, List<Said> from, List<Said> to) {
    for (int i = 0; i < from.size(); i++) {
      if (from.get(i).node().path().equals(output.layer())) {
        return new OutputAddress(to.get(i).node().path(), output.output());
      }
    }
    throw new IllegalStateException("no layer " + output);
  }

  private Map<OutputAddress, Integer> lastUses(Region region, List<OutputAddress> gives) {
    Map<OutputAddress, Integer> lastUses = new HashMap<>();
    for (int i = 0; i < region.items().size(); i++) {
      for (Said said : region.items().get(i).layers()) {
        for (OutputAddress read : said.node().reads()) {
          lastUses.put(read, i);
        }
      }
    }
    gives.forEach(give -> lastUses.put(give, Integer.MAX_VALUE));
    kept.forEach(value -> lastUses.put(value, Integer.MAX_VALUE));
    return lastUses;
  }

  private OutputAddress layer(Region region, Group parts, Said said, Statements statements) {
    Said owner = owner(said);
    boolean tied = isTied(region, said, owner);
    List<String> path = path(region, tied ? said : owner);
    if (!said.entry().isFunction() && (owner.equals(said) || tied)) {
      put(parts, path, new Leaf(said.entry(), said.invocation()));
    }
    statements.apply(said, path);
    return said.node().output();
  }

  /** Whether a layer is a module of its own that has only its weight from another. */
  private static boolean isTied(Region region, Said said, Said owner) {
    return !owner.invocation().isMadeAs(said.invocation()) || !region.items().contains(owner);
  }

  /** Gives modules in a block, and in no smaller one, the weights of others in it. */
  private List<String> ties(Region region) {
    List<String> ties = new ArrayList<>();
    for (Item item : region.items()) {
      for (Said said : fresh(item)) {
        Said owner = owner(said);
        if (isTied(item instanceof Region inner ? inner : region, said, owner)
            && region.layers().contains(owner)
            && !(item instanceof Region && item.layers().contains(owner))) {
          ties.add(
              "self%s.weight = self%s.weight"
                  .formatted(Names.part(path(region, said)), Names.part(path(region, owner))));
        }
      }
    }
    return ties;
  }

  /** The layers but those of blocks that are earlier ones again. */
  private static List<Said> fresh(Item item) {
    return item instanceof Region region
        ? region.again().isPresent()
            ? List.of()
            : region.items().stream().flatMap(inner -> fresh(inner).stream()).toList()
        : item.layers();
  }

  private static List<String> path(Region region, Said said) {
    List<String> path = path(region, said.node().blockPath());
    path.add(said.node().name());
    return path;
  }

  private Said owner(Said said) {
    String path = said.node().weightsOf();
    return path.isEmpty()
        ? said
        : owner(
            all.stream().filter(each -> each.node().path().equals(path)).findFirst().orElseThrow());
  }

  /** The keys of the blocks from a block's module on to one in it. */
  private static List<String> path(Region region, BlockPath inner) {
    List<String> path = new ArrayList<>();
    for (BlockPath each = inner; each.depth() > region.block().depth(); each = each.outer()) {
      path.add(0, Names.block(each.name()));
    }
    return path;
  }

  private static void put(Group parts, List<String> path, Part part) {
    Group group = parts;
    for (String name : path.subList(0, path.size() - 1)) {
      group = (Group) group.parts().computeIfAbsent(name, key -> new Group());
    }
    group.parts().put(path.get(path.size() - 1), part);
  }

  private OutputAddress block(
      Region outer, Group parts, Region inner, Statements statements, Variables variables) {
    BlockPath place = inner.again().orElse(inner.block());
    List<OutputAddress> reads = inner.reads();
    List<Layout> layouts = reads.stream().map(variables::layout).toList();
    List<String> path = path(outer, place);
    boolean fresh = inner.again().isEmpty();
    Written module =
        fresh
            ? write(inner, reads, arguments(reads.size()), layouts)
            : Objects.requireNonNull(written.get(place));
    if (fresh) {
      put(parts, path, module.module());
    }
    List<OutputAddress> gives = new ArrayList<>();
    for (OutputAddress give : module.gives()) {
      gives.add(moved(give, module.region().layers(), inner.layers()));
    }
    statements.call(inner, path, module, gives);
    return gives.get(0);
  }

  private static List<String> arguments(int number) {
    List<String> names = new ArrayList<>(List.of("x", "y", "z"));
    for (int i = 4; i <= number; i++) {
      names.add("x" + i);
    }
    return List.copyOf(names.subList(0, number));
  }
}
