package io.github.layerbook.exchange.onnx.source;

import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.attention.LatentAttention;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * Latent attention in ONNX's operators: keys and values made of one short vector for each position,
 * and a key for positions that all heads share.
 *
 * @param to where the operators are written
 * @param layer the layer
 * @param shape the input's shape
 */
record LatentWriter(StepWriter to, LatentAttention layer, Shape shape) {
  static String write(StepWriter to, Said said, List<String> inputs) {
    return new LatentWriter(to, (LatentAttention) said.layer(), said.inputs().get(0))
        .written(inputs.get(0));
  }

  private String written(String input) {
    long heads = layer.heads().value();
    long plain = layer.headsize().value();
    long turned = layer.rotary().value();
    long values = layer.valuesize().value();
    long latent = layer.latent().value();
    long width = shape.channels().size().value();
    long length = shape.spatial().get(0).size().value();
    HeadsWriter parts = new HeadsWriter(to, heads, heads, plain + turned, values);
    String queries =
        parts.queries("q", queries(input, width, heads * (plain + turned)), length, q -> q);
    String compressed =
        to.projected("kv_a_proj_with_mqa", input, width, latent + turned, layer.bias());
    String latents =
        to.scaledByRoot("kv_a_layernorm", to.part("latents", compressed, 2, 0, latent), latent);
    String made = to.projected("kv_b_proj", latents, latent, heads * (plain + values), false);
    String both = parts.keys("kv", made, length, plain + values, kv -> kv);
    String keys = to.part("k", both, 3, 0, plain);
    if (turned > 0) {
      String still = to.part("q_still", queries, 3, 0, plain);
      String turning = to.part("q_position", queries, 3, plain, plain + turned);
      String placed = HeadsWriter.turned(to, "q", turning, 3, length, turned, turned);
      queries = to.joined("q_whole", 3, List.of(still, placed));
      String position = to.part("k_position", compressed, 2, latent, latent + turned);
      String one = to.reshaped("k_one", position, 0L, 1L, length, turned);
      String own = HeadsWriter.turned(to, "k", one, 3, length, turned, turned);
      String each = to.add("Expand", "k_each", own, to.numbers("k_heads", 1L, heads, 1L, 1L));
      keys = to.joined("k_whole", 3, List.of(keys, each));
    }
    String joined =
        parts.attended(
            queries,
            keys,
            to.part("v", both, 3, plain, plain + values),
            length,
            scores -> parts.masked(scores, parts.distances(length, length), true, 0),
            parts::softmax);
    return to.add(
        "Identity", "", to.projected("o_proj", joined, heads * values, width, layer.bias()));
  }

  private String queries(String input, long width, long out) {
    Size rank = layer.querylatent();
    if (rank == null) {
      return to.projected("q_proj", input, width, out, false);
    }
    String latents = to.projected("q_a_proj", input, width, rank.value(), layer.bias());
    String normalized = to.scaledByRoot("q_a_layernorm", latents, rank.value());
    return to.projected("q_b_proj", normalized, rank.value(), out, false);
  }
}
