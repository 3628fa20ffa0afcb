package io.github.layerbook.notebook.offer;

import io.github.layerbook.export.Export;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.notebook.NetworkReference;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.outcome.Entry;
import io.github.layerbook.report.Aspect;
import io.github.layerbook.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Offers of names: of networks, their layers and blocks, quantities, devices, files' forms. */
public final class NameOffers {
  private NameOffers() {}

  /** The names of the notebook's networks. */
  public record Networks() implements Candidates {
    @Override
    public Offer of(Session session, Written written) {
      return Offer.of(written.begun(), session.networks().keySet());
    }
  }

  /** The names of the notebook's networks and, after a dot, the blocks of the one named. */
  public record Blocks() implements Candidates {
    @Override
    public Offer of(Session session, Written written) {
      return dotted(session, written, Network::blocks);
    }
  }

  /** The names of the notebook's networks and, after a dot, layers and blocks of the one named. */
  public record Parts() implements Candidates {
    @Override
    public Offer of(Session session, Written written) {
      return dotted(session, written, network -> parts(network, ""));
    }
  }

  /**
   * Layers of the network that the command names first, with commas between them and hyphens before
   * those that are left out: {@code layer1.*,-fc}.
   */
  public record Layers() implements Candidates {
    @Override
    public Offer of(Session session, Written written) {
      return first(session, written)
          .map(network -> Offer.inList(written.begun(), parts(network, ".*")))
          .orElse(Offer.NOTHING);
    }
  }

  /**
   * The layers and blocks of the network that the command names first, each at the beginning of a
   * line, before what is claimed of it: {@code fc1: }.
   */
  public record Claimed() implements Candidates {
    @Override
    public Offer of(Session session, Written written) {
      int start = written.begun().length() - written.begun().stripLeading().length();
      return first(session, written)
          .map(network -> parts(network, "").stream().map(name -> name + ": ").toList())
          .map(names -> Offer.of(written.begun().substring(start), names).movedBy(start))
          .orElse(Offer.NOTHING);
    }
  }

  /** The notebook's networks and inventories, then the files below its folder. */
  public record Models() implements Candidates {
    @Override
    public Offer of(Session session, Written written) {
      Offer files = new FilePaths().of(session, written);
      if (files.from() > 0) {
        return files;
      }
      List<String> words = new ArrayList<>(session.networks().keySet());
      words.addAll(session.inventories());
      words.addAll(files.words());
      return Offer.of(written.begun(), words);
    }
  }

  /** The names of the networks of papers and libraries. */
  public record ZooNetworks() implements Candidates {
    @Override
    public Offer of(Session session, Written written) {
      return Offer.of(written.begun(), Zoo.names());
    }
  }

  /** The devices that come with Layerbook, and the notebook's variables that hold one. */
  public record Devices() implements Candidates {
    @Override
    public Offer of(Session session, Written written) {
      return Offer.of(written.begun(), session.devices().names());
    }
  }

  /** The optimizers that come with Layerbook, and the notebook's variables that hold one. */
  public record Optimizers() implements Candidates {
    @Override
    public Offer of(Session session, Written written) {
      return Offer.of(written.begun(), session.optimizers().names());
    }
  }

  /** The forms that files are written in. */
  public record Forms() implements Candidates {
    @Override
    public Offer of(Session session, Written written) {
      return Offer.of(written.begun(), Export.forms().stream().map(form -> form.name()).toList());
    }
  }

  /** The words for what can be explained. */
  public record Aspects() implements Candidates {
    @Override
    public Offer of(Session session, Written written) {
      List<String> words = new ArrayList<>(List.of(Aspect.SHAPE.word()));
      words.addAll(Quantities.words(session, written));
      return Offer.of(written.begun(), words);
    }
  }

  /**
   * The words for quantities, those that the notebook declares among them: one each, and others
   * where a letter of them is written.
   */
  public record Quantities() implements Candidates {
    @Override
    public Offer of(Session session, Written written) {
      return Offer.of(written.begun(), words(session, written));
    }

    private static List<String> words(Session session, Written written) {
      return session.quantities().all().stream()
          .flatMap(
              quantity ->
                  written.begun().isEmpty()
                      ? Stream.of(quantity.word())
                      : Stream.concat(Stream.of(quantity.word()), quantity.words().stream()))
          .toList();
    }
  }

  private static Offer dotted(
      Session session, Written written, Function<Network, List<String>> names) {
    NetworkReference place = NetworkReference.of(written.begun());
    return written.begun().indexOf('.') < 0
        ? new Networks().of(session, written)
        : named(session, place.name())
            .map(names)
            .map(all -> Offer.of(place.rest(), all).movedBy(place.name().length() + 1))
            .orElse(Offer.NOTHING);
  }

  private static List<String> parts(Network network, String behindBlocks) {
    List<String> names = new ArrayList<>(network.nodes().stream().map(Node::path).toList());
    network.blocks().forEach(block -> names.add(block + behindBlocks));
    return names;
  }

  /** The network that a command is about: that of its first word. */
  static Optional<Network> first(Session session, Written written) {
    return written.words().stream().findFirst().flatMap(name -> named(session, name));
  }

  private static Optional<Network> named(Session session, String name) {
    return Optional.ofNullable(session.networks().get(name)).map(Entry::network);
  }
}
