package io.github.layerbook.exchange.pytorch.code;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.network.Node;
import io.github.layerbook.zoo.Zoo;
import io.github.layerbook.zoo.ZooEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What torchvision and timm call the zoo's networks, and what torchvision calls the modules in
 * them.
 *
 * @param body the container of what comes before the pooling over all positions; empty for none
 * @param numbering what has a number in the body
 * @param head the container of what comes after it, numbered; empty for none
 */
record ZooLayout(String body, Numbering numbering, String head) {
  private static final String POOL = "avgpool";
  private static final String HEAD = "classifier";

  /** What of a body has a number. */
  enum Numbering {
    /** Nothing: names stay. */
    NONE,
    /** Each module, whatever block it is in. */
    LEAVES,
    /** Each block and each module outside blocks. */
    UNITS,
    /** Each block; a convolution is one with what normalises and activates it. */
    GROUPS
  }

  private static final ZooLayout PLAIN = new ZooLayout("", Numbering.NONE, "");

  /** By the zoo's families; others are called alike. */
  private static final Map<String, ZooLayout> FAMILIES =
      Map.of(
          "AlexNet", new ZooLayout("features", Numbering.LEAVES, HEAD),
          "VGG", new ZooLayout("features", Numbering.LEAVES, HEAD),
          "SqueezeNet", new ZooLayout("features", Numbering.UNITS, HEAD),
          "DenseNet", new ZooLayout("features", Numbering.NONE, ""),
          "MobileNet", new ZooLayout("features", Numbering.GROUPS, HEAD),
          "MnasNet", new ZooLayout("layers", Numbering.UNITS, HEAD),
          "EfficientNet", new ZooLayout("", Numbering.NONE, HEAD),
          "ConvNeXt", new ZooLayout("", Numbering.NONE, HEAD));

  /** What timm calls networks that it has in torchvision's form, where the names differ. */
  private static final Map<String, String> TIMM =
      Dialect.pairs(
          """
          mobilenetv2_100=mobilenet_v2 mobilenetv3_large_100=mobilenet_v3_large
          mobilenetv3_small_100=mobilenet_v3_small vit_base_patch16_224=vit_b_16
          vit_base_patch32_224=vit_b_32 vit_large_patch16_224=vit_l_16
          vit_large_patch32_224=vit_l_32 swin_tiny_patch4_window7_224=swin_t
          swin_small_patch4_window7_224=swin_s swin_base_patch4_window7_224=swin_b
          """);

  /** Returns the zoo's entry that is the network of a name in torchvision. */
  static Optional<ZooEntry> torchvision(String name) {
    return Zoo.find(name).filter(entry -> entry.origin() == ZooEntry.Origin.TORCHVISION);
  }

  /** Returns the zoo's entry that is the network of a name in timm. */
  static Optional<ZooEntry> timm(String name) {
    int dot = name.indexOf('.');
    String plain = dot < 0 ? name : name.substring(0, dot);
    return torchvision(TIMM.getOrDefault(plain, plain));
  }

  /** Returns torchvision's paths of modules by the zoo's paths of layers. */
  static Map<String, String> paths(ZooEntry entry, List<Node> layers) {
    return FAMILIES.getOrDefault(entry.family(), PLAIN).renamed(layers);
  }

  private Map<String, String> renamed(List<Node> layers) {
    Map<String, String> paths = new LinkedHashMap<>();
    Set<String> units = new LinkedHashSet<>();
    int inHead = 0;
    boolean isHead = false;
    for (Node layer : layers) {
      String path = layer.path();
      isHead = isHead || path.equals(POOL) || path.startsWith(HEAD);
      if (path.equals(POOL) || !isModule(layer)) {
        paths.put(path, path);
      } else if (isHead) {
        paths.put(path, head.isEmpty() ? path : head + "." + inHead++);
      } else {
        paths.put(path, body.isEmpty() ? path : body + "." + numbered(path, units));
      }
    }
    return paths;
  }

  /** Whether a layer is a module; flattening between blocks is a function. */
  static boolean isModule(Node layer) {
    return !(layer.layer() instanceof Flatten && layer.block().isEmpty());
  }

  private String numbered(String path, Set<String> units) {
    String unit = unit(path);
    if (numbering == Numbering.NONE) {
      return path;
    }
    boolean isNew = units.add(unit);
    int number = new ArrayList<>(units).indexOf(unit);
    if (numbering != Numbering.GROUPS || path.indexOf('.') >= 0) {
      return path.equals(unit) ? "" + number : number + path.substring(unit.length());
    }
    String rest = path.substring(unit.length());
    return number + "." + (isNew ? "0" : rest.equals("_bn") ? "1" : "2");
  }

  private String unit(String path) {
    int dot = path.indexOf('.');
    if (numbering == Numbering.LEAVES) {
      return path;
    } else if (dot >= 0) {
      return path.substring(0, dot);
    }
    int underline = path.indexOf('_');
    return numbering == Numbering.GROUPS && underline > 0 ? path.substring(0, underline) : path;
  }
}
