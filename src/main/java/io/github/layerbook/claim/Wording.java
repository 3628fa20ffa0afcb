package io.github.layerbook.claim;

import io.github.layerbook.notation.Cell;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the wording of a text says about its figures.
 *
 * @param speaker whose tools wrote it
 * @param batches numbers of examples that it may speak of, from shapes such as {@code [5, 3, 32,
 *     32]} and from words such as {@code batch size 5}
 * @param tabled the batch that a tool's table was printed for, from its first shape; 0 where there
 *     is no table, or it is not said
 */
public record Wording(Speaker speaker, Set<Long> batches, long tabled) {
  /** Who says what parameters are: the tools differ in those that are not trained. */
  public enum Speaker {
    /** PyTorch's tools: torchinfo, torchsummary, Lightning, ptflops, fvcore and the like. */
    TORCH,
    /** Keras. */
    KERAS,
    /** It could be either. */
    OPEN
  }

  private static final Pattern TORCH =
      Pattern.compile(
          "(?i)mult-adds|\\(type:depth-idx\\)|pass size \\(MB\\)|params size \\(MB\\)"
              + "|estimated total size|\\[-1, |modules in (?:train|eval) mode"
              + "|\\b(?:torchinfo|torchsummary|lightning|ptflops|thop|fvcore|requires_grad)\\b"
              + "|^\\s*[0-9][0-9.,]*\\s*[KMBT]?\\s+(?:non-)?trainable params\\s*$");
  private static final Pattern KERAS =
      Pattern.compile(
          "(?i)\\(None,|^\\s*model: \"|optimizer params"
              + "|\\bparams:\\s*[0-9,]+\\s*\\([0-9.]+\\s*(?:[KMGT]?B|bytes?)\\)");
  private static final Pattern TABLE = Pattern.compile("Layer \\(type");
  private static final Pattern SHAPE = Pattern.compile("[\\[(]([0-9]{1,6})(?:, ?[0-9]+)+,?[\\])]");
  private static final Pattern BATCH =
      Pattern.compile("(?i)\\bbatch(?:[ _-]?size)?\\s*(?:of|is|=|:)?\\s*([0-9]{1,6})\\b");

  /** Copies the numbers. */
  public Wording {
    batches = Set.copyOf(new TreeSet<>(batches));
  }

  /** Returns what the lines of a text say. */
  static Wording of(List<Cell> lines) {
    boolean torch = false;
    boolean keras = false;
    boolean table = false;
    long tabled = 0;
    Set<Long> batches = new TreeSet<>();
    for (Cell line : lines) {
      torch |= TORCH.matcher(line.content()).find();
      keras |= KERAS.matcher(line.content()).find();
      table |= TABLE.matcher(line.content()).find();
      if (table && tabled == 0) {
        tabled = first(line);
      }
      for (Pattern pattern : List.of(SHAPE, BATCH)) {
        Matcher batch = pattern.matcher(line.content());
        while (batch.find()) {
          batches.add(Long.valueOf(batch.group(1)));
        }
      }
    }
    batches.removeIf(batch -> batch < 2);
    return new Wording(
        torch == keras ? Speaker.OPEN : torch ? Speaker.TORCH : Speaker.KERAS, batches, tabled);
  }

  /** The first extent of a line's first shape; 0 where it has none. */
  private static long first(Cell line) {
    Matcher shape = SHAPE.matcher(line.content());
    return shape.find() ? Long.parseLong(shape.group(1)) : line.content().contains("[-1,") ? 1 : 0;
  }

  /** Returns the same without knowing which tool wrote it. */
  Wording open() {
    return new Wording(Speaker.OPEN, batches, tabled);
  }
}
