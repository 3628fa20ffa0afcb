package io.github.layerbook.notation;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.network.Interruption;
import io.github.layerbook.network.NetworkBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A part of a network's text, which says how it goes into a builder. */
sealed interface Construct {
  /**
   * Adds its layers.
   *
   * @param placed is given each layer that is added, in order
   */
  void addTo(NetworkBuilder builder, Consumer<Item> placed);

  /** Returns how many layers it adds; {@link Long#MAX_VALUE} for more. */
  long layers();

  /** Returns where its first layer stands. */
  Cell cell();

  /** Adds the layers of parts, one after the other. */
  static void addAll(List<Construct> parts, NetworkBuilder builder, Consumer<Item> placed) {
    parts.forEach(part -> part.addTo(builder, placed));
  }

  /** Returns how many layers parts add. */
  static long layers(List<Construct> parts) {
    return parts.stream().mapToLong(Construct::layers).reduce(0, Construct::sum);
  }

  private static long sum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  /**
   * A layer.
   *
   * @param name its name, after dots if it stands in further blocks; empty for none
   * @param layer the layer
   * @param cell where it stands
   * @param links what it reads and shares
   * @param tail the claims on the same line
   */
  record Item(String name, Layer layer, Cell cell, Links links, Cell tail) implements Construct {
    @Override
    public void addTo(NetworkBuilder builder, Consumer<Item> placed) {
      Interruption.check();
      BlockPath path = BlockPath.of(name);
      builder.block(path.outer(), inner -> links.add(inner, path.name(), layer));
      placed.accept(this);
    }

    @Override
    public long layers() {
      return 1;
    }
  }

  /**
   * A block.
   *
   * @param name its name
   * @param stage whether it only puts layers together
   * @param times how often it stands there, one after the other
   * @param shared whether the repetitions have the weights of the first
   * @param cell where it begins
   * @param parts what stands in it
   */
  record Block(
      String name, boolean stage, int times, boolean shared, Cell cell, List<Construct> parts)
      implements Construct {
    @Override
    public void addTo(NetworkBuilder builder, Consumer<Item> placed) {
      Consumer<NetworkBuilder> layers = inner -> addAll(parts, inner, placed);
      if (stage) {
        builder.stage(name, layers);
      } else if (shared) {
        builder.repeatShared(name, times, layers);
      } else {
        builder.repeat(name, times, layers);
      }
    }

    @Override
    public long layers() {
      long once = Construct.layers(parts);
      return once > Long.MAX_VALUE / times ? Long.MAX_VALUE : once * times;
    }
  }

  /**
   * A layer and the branches that it merges.
   *
   * @param merge the layer
   * @param branches its branches; one alone is merged with what it reads
   */
  record Branches(Item merge, List<Branch> branches) implements Construct {
    @Override
    public void addTo(NetworkBuilder builder, Consumer<Item> placed) {
      List<Consumer<NetworkBuilder>> all = new ArrayList<>();
      branches.forEach(branch -> all.add(inner -> branch.addTo(inner, placed)));
      if (all.size() == 1) {
        all.add(skip -> {});
      }
      merge.addTo(builder.branches(all), placed);
    }

    @Override
    public Cell cell() {
      return merge.cell();
    }

    @Override
    public long layers() {
      return branches.stream()
          .mapToLong(b -> Construct.layers(b.parts()))
          .reduce(1, Construct::sum);
    }
  }

  /**
   * One of several branches.
   *
   * @param block the block that it stands in; empty for none of its own
   * @param parts what stands in it; nothing for what the branches read, as it is
   */
  record Branch(String block, List<Construct> parts) {
    private void addTo(NetworkBuilder builder, Consumer<Item> placed) {
      if (block.isEmpty()) {
        addAll(parts, builder, placed);
      } else {
        builder.block(block, inner -> addAll(parts, inner, placed));
      }
    }
  }
}
