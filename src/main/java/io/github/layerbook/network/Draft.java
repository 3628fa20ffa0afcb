package io.github.layerbook.network;

import io.github.layerbook.layer.Layer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer in a builder, before it has a name and knows its inputs' names.
 *
 * @param id its number in the builder, never used again
 * @param name its name; empty to be named by the field's custom
 * @param layer the layer
 * @param inputs what it reads; none for the layer before it
 * @param block its block
 * @param weightsOf whose weights it shares; none for weights of its own
 */
record Draft(
    int id,
    String name,
    Layer layer,
    @Nullable List<Source> inputs,
    BlockPath block,
    List<Source> weightsOf) {
  /** Copies the lists. */
  Draft {
    inputs = inputs == null ? null : List.copyOf(inputs);
    weightsOf = List.copyOf(weightsOf);
  }

  /** Returns whether it refers to a layer by its name. */
  boolean isAddressing() {
    for (int i = 0; inputs != null && i < inputs.size(); i++) {
      if (inputs.get(i) instanceof Addressed) {
        return true;
      }
    }
    return !weightsOf.isEmpty() && weightsOf.get(0) instanceof Addressed;
  }

  /** Returns whether it reads several outputs. */
  boolean merges() {
    return inputs != null && inputs.size() > 1;
  }

  /** Returns this with other inputs. */
  Draft reading(@Nullable List<Source> newInputs) {
    return new Draft(id, name, layer, newInputs, block, weightsOf);
  }

  /** Returns this with the weights of another, unless it shares some already. */
  Draft sharing(Source weights) {
    return weightsOf.isEmpty() ? new Draft(id, name, layer, inputs, block, List.of(weights)) : this;
  }

  /** Returns whether it stands in a block or in a block in it. */
  boolean isIn(BlockPath other) {
    return block.isIn(other);
  }

  /** Where an input comes from: a draft by number, or any node by address. */
  sealed interface Source {
    /**
     * Returns the output that is read.
     *
     * @param drafted the first outputs of the drafts so far, by their numbers
     * @param paths the same, to find addresses among them
     * @param block the block of the layer that reads it
     */
    OutputAddress output(@Nullable OutputAddress[] drafted, Paths paths, BlockPath block);

    /** Returns a further output of the same layer. */
    Source further(int index);
  }

  /** An output of a draft. */
  record Drafted(int id, int output) implements Source {
    private static final OutputAddress REMOVED = new OutputAddress("a layer that was removed");

    @Override
    public OutputAddress output(@Nullable OutputAddress[] drafted, Paths paths, BlockPath block) {
      OutputAddress first = id < 0 ? null : drafted[id];
      return (first == null ? REMOVED : first).further(output);
    }

    @Override
    public Source further(int index) {
      return new Drafted(id, index);
    }
  }

  /** An output of a node whose name or path the user wrote. */
  record Addressed(OutputAddress address) implements Source {
    @Override
    public OutputAddress output(@Nullable OutputAddress[] drafted, Paths paths, BlockPath block) {
      return paths.find(address, block);
    }

    @Override
    public Source further(int index) {
      return new Addressed(address.further(index));
    }
  }
}
