package io.github.layerbook.view.diagram;

import io.github.layerbook.network.BlockPath;
import io.github.layerbook.view.diagram.DiagramPlan.Box;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which blocks are drawn as frames: those that hold two boxes or frames at least, since one around
 * a single box says nothing that the box's name cannot say.
 */
record DiagramFrames(BlockPath scope, Set<BlockPath> drawn) {
  /** The frames of a diagram of a block, or of a whole network if the scope is none. */
  static DiagramFrames of(DiagramPlan plan, BlockPath scope) {
    Map<BlockPath, Set<String>> members = new HashMap<>();
    for (Box box : plan.boxes()) {
      String member = box.block().isNone() ? box.last().node().path() : box.block().toString();
      BlockPath frame = box.frame();
      while (frame.depth() >= Math.max(1, scope.depth())
          && members.computeIfAbsent(frame, key -> new HashSet<>()).add(member)) {
        member = frame.toString();
        frame = frame.outer();
      }
    }
    members.values().removeIf(inside -> inside.size() < 2);
    return new DiagramFrames(scope, members.keySet());
  }

  /** The innermost frame that a box stands in; none if there is none. */
  BlockPath of(Box box) {
    return nearest(box.frame());
  }

  /** The frame around a frame; none if there is none. */
  BlockPath around(BlockPath frame) {
    return nearest(frame.outer());
  }

  private BlockPath nearest(BlockPath path) {
    BlockPath frame = path;
    while (!frame.isNone() && !drawn.contains(frame)) {
      frame = frame.depth() <= scope.depth() ? BlockPath.NONE : frame.outer();
    }
    return frame;
  }
}
