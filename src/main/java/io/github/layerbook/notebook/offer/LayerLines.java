package io.github.layerbook.notebook.offer;

import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.network.Node;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.notebook.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lines of the notation: layers' words and those of blocks, then the layer's options, and their
 * values where they can be listed; behind {@code from} and {@code weights of}, the layers above.
 */
public record LayerLines() implements Candidates {
  @Override
  public Offer of(Session session, Written written) {
    Notation notation = session.notation();
    return LayerLine.of(written.begun())
        .map(
            line -> {
              int from = written.begun().length() - line.last().length();
              return offer(line, notation, written.lines()).movedBy(from);
            })
        .orElse(Offer.NOTHING);
  }

  private static Offer offer(LayerLine line, Notation notation, List<String> above) {
    if (line.endsInLayer()) {
      return Offer.of(line.last(), beginnings(line, notation));
    } else if (line.words().stream().anyMatch(LayerLines::isLink)) {
      return Offer.inList(line.last(), names(notation, above));
    }
    Optional<LayerForm> form = line.form(notation);
    int equals = line.last().indexOf('=');
    if (form.isEmpty()) {
      return Offer.NOTHING;
    } else if (equals >= 0) {
      return Offer.of(line.last().substring(equals + 1), values(form.get(), line.last(), equals))
          .movedBy(equals + 1);
    }
    return Offer.of(line.last(), options(form.get(), line));
  }

  private static List<String> beginnings(LayerLine line, Notation notation) {
    List<String> words = new ArrayList<>(notation.vocabulary().words());
    if (!line.named()) {
      words.addAll(Notation.BLOCKS);
    }
    words.sort(null);
    return words;
  }

  /** Whether layers' names stand behind the word. */
  private static boolean isLink(String word) {
    return Notation.LINKS.stream()
        .anyMatch(link -> link.substring(link.lastIndexOf(' ') + 1).equals(word));
  }

  private static List<String> options(LayerForm form, LayerLine line) {
    List<String> words = new ArrayList<>();
    for (String option : form.options()) {
      if (line.words().stream().noneMatch(word -> word.startsWith(option + "="))) {
        words.add(option + "=");
      }
    }
    words.addAll(Notation.LINKS);
    return words;
  }

  private static List<String> values(LayerForm form, String word, int equals) {
    String option = word.substring(0, equals);
    return form.options().contains(option) ? form.valuesOf(option) : List.of();
  }

  /** The names of the layers above, as far as they can be read; open braces are closed. */
  private static List<String> names(Notation notation, List<String> above) {
    String text = String.join("\n", above);
    try {
      return notation.alone().parse(text + "\n}".repeat(open(text))).network().nodes().stream()
          .map(Node::path)
          .toList();
    } catch (IllegalArgumentException incomplete) {
      return List.of();
    }
  }

  private static int open(String text) {
    long open = text.chars().filter(c -> c == '{').count();
    long closed = text.chars().filter(c -> c == '}').count();
    return (int) Math.max(0, open - closed);
  }
}
