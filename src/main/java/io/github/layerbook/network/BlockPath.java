package io.github.layerbook.network;

import java.util.regex.Pattern;

/**
 * The path of a block: its name after those of the blocks around it, {@code layer1.0}; immutable.
 *
 * <p>A block is a module of its own, whose caller holds what it reads until it has run. A stage is
 * written and addressed like a block but only puts layers together under a name: it changes no
 * figure.
 *
 * <pre>{@code
 * BlockPath block = BlockPath.of("layer1.0.downsample");
 * block.outer()                          // layer1.0
 * block.at(1)                            // layer1
 * block.layer("conv")                    // layer1.0.downsample.conv
 * block.isIn(BlockPath.of("layer1"))     // true
 * }</pre>
 */
public final class BlockPath {
  /** The place of layers that stand in no block, with the empty path. */
  public static final BlockPath NONE = new BlockPath();

  private static final char DOT = '.';
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private final BlockPath outer;
  private final String name;
  private final boolean stage;

  /** Whether this or a block around it is a stage; where none is, the text says all. */
  private final boolean staged;

  private final String text;
  private final int depth;

  private BlockPath() {
    this.outer = this;
    this.name = "";
    this.stage = false;
    this.staged = false;
    this.text = "";
    this.depth = 0;
  }

  private BlockPath(BlockPath outer, String name, boolean stage) {
    this.outer = outer;
    this.name = name;
    this.stage = stage;
    this.staged = stage || outer.staged;
    this.text = outer.layer(name);
    this.depth = outer.depth + 1;
  }

  /** Reads a path as {@link #toString} prints it; the empty one is {@link #NONE}. */
  public static BlockPath of(String text) {
    return NONE.block(text);
  }

  /** Returns the block of a name in this one; dots in the name stand between blocks in blocks. */
  public BlockPath block(String names) {
    BlockPath block = this;
    int start = 0;
    while (!names.isEmpty() && start <= names.length()) {
      int dot = names.indexOf(DOT, start);
      int end = dot < 0 ? names.length() : dot;
      block = new BlockPath(block, names.substring(start, end), false);
      start = end + 1;
    }
    return block;
  }

  /** Returns the stage of a name in this block. */
  public BlockPath stage(String stageName) {
    return new BlockPath(this, stageName, true);
  }

  /** Returns the block around this one; {@link #NONE} around an outermost one and itself. */
  public BlockPath outer() {
    return outer;
  }

  /** Returns the block's own name, the last of the path; empty for {@link #NONE}. */
  public String name() {
    return name;
  }

  /** Returns how many names the path has. */
  public int depth() {
    return depth;
  }

  /**
   * Returns the enclosing block whose path has the given number of names; this one if it has fewer.
   */
  public BlockPath at(int names) {
    BlockPath block = this;
    while (block.depth > Math.max(0, names)) {
      block = block.outer;
    }
    return block;
  }

  /** Returns whether this is no block. */
  public boolean isNone() {
    return depth == 0;
  }

  /** Returns whether the name is a number, as those of the blocks in a list are. */
  public boolean isNumber() {
    return NUMBER.matcher(name).matches();
  }

  /** Returns the number that the name is; −1 if it is none. */
  public int number() {
    return isNumber() ? Integer.parseInt(name) : -1;
  }

  /** Returns the outermost block, this one or an enclosing one, of a list: {@code layers.3}. */
  public BlockPath numbered() {
    BlockPath found = NONE;
    for (BlockPath block = this; !block.isNone(); block = block.outer) {
      found = block.isNumber() ? block : found;
    }
    return found;
  }

  /** Returns this with the block that it is or is in, of some depth, under another name. */
  public BlockPath renamed(int names, String newName) {
    if (depth <= names) {
      return depth == names ? new BlockPath(outer, newName, stage) : this;
    }
    return new BlockPath(outer.renamed(names, newName), name, stage);
  }

  /** Returns whether this only groups layers and is not a module. */
  public boolean isStage() {
    return stage;
  }

  /** Returns the innermost block, this one or an enclosing one, that is a module. */
  public BlockPath module() {
    BlockPath block = this;
    while (block.stage) {
      block = block.outer;
    }
    return block;
  }

  /** Returns whether this is a block or in it; everything is in {@link #NONE}. */
  public boolean isIn(BlockPath other) {
    return other.depth == 0 || isIn(other.text);
  }

  /** Returns whether this is the block of a path or in it. */
  boolean isIn(String path) {
    return text.startsWith(path)
        && (text.length() == path.length() || text.charAt(path.length()) == DOT);
  }

  /** Returns the path of a layer, or of another block, of a name in this block. */
  public String layer(String layerName) {
    return depth == 0 ? layerName : text + DOT + layerName;
  }

  /** Returns a path in this block from here on: {@code conv} of {@code b.conv} in {@code b}. */
  public String within(String path) {
    return depth == 0 ? path : path.substring(text.length() + 1);
  }

  /** Returns whether the layer of a path stands in this block or in a block in it. */
  public boolean holds(String layerPath) {
    return depth == 0
        || (layerPath.length() > text.length()
            && layerPath.charAt(text.length()) == DOT
            && layerPath.startsWith(text));
  }

  /** Returns the names with dots between them. */
  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof BlockPath path
            && staged == path.staged
            && text.equals(path.text)
            && (!staged || (stage == path.stage && outer.equals(path.outer))));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
