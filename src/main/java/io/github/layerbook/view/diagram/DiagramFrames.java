package io.github.layerbook.view.diagram;

import io.github.layerbook.view.diagram.DiagramPlan.Box;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which blocks are drawn as frames: those that hold two boxes or frames at least, since one around
 * a single box says nothing that the box's name cannot say.
 */
final class DiagramFrames {
  private final String scope;
  private final Set<String> drawn = new HashSet<>();

  private DiagramFrames(String scope) {
    this.scope = scope;
  }

  /** The frames of a diagram of a block, or of a whole network if the scope is empty. */
  static DiagramFrames of(DiagramPlan plan, String scope) {
    Map<String, Set<String>> members = new HashMap<>();
    for (Box box : plan.boxes()) {
      String member = box.name().isEmpty() ? box.last().node().path() : box.name();
      String frame = box.frame();
      while (frame.length() >= Math.max(1, scope.length())
          && members.computeIfAbsent(frame, key -> new HashSet<>()).add(member)) {
        member = frame;
        frame = outer(frame);
      }
    }
    DiagramFrames frames = new DiagramFrames(scope);
    members.forEach((frame, inside) -> frames.addIf(inside.size() > 1, frame));
    return frames;
  }

  private void addIf(boolean holdsSeveral, String frame) {
    if (holdsSeveral) {
      drawn.add(frame);
    }
  }

  /** The path of the innermost frame that a box stands in; empty for none. */
  String of(Box box) {
    return nearest(box.frame());
  }

  /** The path of the frame around a frame; empty for none. */
  String around(String frame) {
    return nearest(outer(frame));
  }

  private String nearest(String path) {
    String frame = path;
    while (!frame.isEmpty() && !drawn.contains(frame)) {
      frame = frame.length() <= scope.length() ? "" : outer(frame);
    }
    return frame;
  }

  private static String outer(String block) {
    int dot = block.lastIndexOf('.');
    return dot < 0 ? "" : block.substring(0, dot);
  }
}
