package io.github.layerbook.exchange.onnx.pattern;

import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.operator.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a node's name, its weights' names and what the exporter wrote beside it tell of the module
 * that it comes from.
 *
 * <p>PyTorch's newer exporter writes the module beside each node, its older one into the node's
 * name: {@code /layer1/layer1.0/conv1/Conv}.
 */
public final class NodeNames {
  private static final String SCOPES = "pkg.torch.onnx.name_scopes";

  /** Modules in modules; a path ends there. */
  private static final int DEEPEST = 50;

  private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

  /** Names that exporters make up for what has none. */
  private static final Pattern MADE_UP =
      Pattern.compile("(onnx::.*|val_\\d+|_val_\\d+|[0-9]+|node_.*|n\\d+|.*[#:].*)");

  private static final Pattern FOREIGN = Pattern.compile("[^A-Za-z0-9_]+");
  private static final Pattern ENDS = Pattern.compile("^_+|_+$");

  private NodeNames() {}

  /** Returns what an operation is called: its module, its weights, or empty. */
  public static String of(Operation operation) {
    String module = module(operation);
    return module.isEmpty() ? weights(operation) : module;
  }

  /** Returns the module that an operation comes from; empty if that is not told. */
  public static String module(Operation operation) {
    String scopes = operation.metadata().getOrDefault(SCOPES, "");
    if (!scopes.isEmpty()) {
      List<String> all = new ArrayList<>();
      Matcher quoted = QUOTED.matcher(scopes);
      while (quoted.find()) {
        all.add(quoted.group(1));
      }
      return all.size() < 2 ? "" : path(List.of(all.get(all.size() - 2).split("\\.", -1)));
    }
    if (!operation.name().startsWith("/")) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    String last = "";
    String[] scopesOf = operation.name().substring(1).split("/", DEEPEST);
    for (String scope : Arrays.asList(scopesOf).subList(0, scopesOf.length - 1)) {
      String own =
          !last.isEmpty() && scope.startsWith(last + ".")
              ? scope.substring(last.length() + 1)
              : scope;
      parts.addAll(Arrays.asList(own.split("\\.", -1)));
      last = scope;
    }
    return path(parts);
  }

  /** Returns the name of an operation's weights without its last part; empty if they have none. */
  public static String weights(Operation operation) {
    Signature signature = Signature.of(operation.operator());
    for (int i = 0; i < operation.inputs().size(); i++) {
      String name = operation.inputs().get(i);
      int dot = name.lastIndexOf('.');
      if (signature.weights().contains(signature.name(i)) && dot > 0 && !isMadeUp(name)) {
        return path(List.of(name.substring(0, dot).split("\\.", -1)));
      }
    }
    return "";
  }

  /** Returns whether an exporter made a name up. */
  public static boolean isMadeUp(String name) {
    return MADE_UP.matcher(name).matches();
  }

  /** Returns parts as a path that names blocks and a layer. */
  public static String path(List<String> parts) {
    return parts.stream()
        .limit(DEEPEST)
        .map(NodeNames::part)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("."));
  }

  /** Returns a name as one part of a path. */
  public static String part(String name) {
    String plain =
        isPlain(name) ? name : ENDS.matcher(FOREIGN.matcher(name).replaceAll("_")).replaceAll("");
    return plain.length() > 60 ? plain.substring(0, 60) : plain;
  }

  /** Most names are letters and digits, for which no pattern is asked. */
  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char each = name.charAt(i);
      boolean letter = (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
      boolean inner = each == '_' && i > 0 && i < name.length() - 1;
      if (!letter && !inner && (each < '0' || each > '9')) {
        return false;
      }
    }
    return true;
  }
}
