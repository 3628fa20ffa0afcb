package io.github.layerbook.exchange.huggingface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.claim.CheckReport.Checked;
import io.github.layerbook.claim.CheckReport.Verdict;
import io.github.layerbook.claim.Claims;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Report;
import io.github.layerbook.whatif.edit.Edit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cards and files of published models state, against their configurations. */
class ModelCardTest {
  private static final Map<String, Network> MODELS = new ConcurrentHashMap<>();

  private static Network model(String name, long tokens) {
    return MODELS.computeIfAbsent(
        name + " " + tokens,
        any ->
            HuggingFace.form()
                .read(Truth.CONFIGS.path(name).toString(), ReadingOptions.NONE.input(tokens))
                .network()
                .orElseThrow());
  }

  private static List<Checked> checked(Network model, String text) {
    return Claims.in(text, Notation.standard()).check(Report.of(model)).rows();
  }

  private static String verdicts(List<Checked> rows) {
    return String.join(" ", rows.stream().map(row -> row.verdict().toString()).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "llama-3.1-8b | 8.03B parameters | HOLDS",
        "llama-3.1-8b | 8.04B parameters | FAILS",
        "llama-3.1-8b | ~8B | HOLDS",
        "llama-3.1-8b | ~9B params | FAILS",
        "llama-3.1-8b | 32 attention heads | HOLDS",
        "llama-3.1-8b | - 8 KV heads | HOLDS",
        "llama-3.1-8b | 4 key-value heads | FAILS",
        "llama-3.1-8b | 33 layers | FAILS",
        "llama-3.1-8b | * 14336 intermediate size | HOLDS",
        "llama-3.1-8b | FFN dim: 28,672 | FAILS",
        "mixtral-8x7b | 2 active experts | HOLDS",
        "deepseek-v3 | 37B activated of 671B | HOLDS HOLDS",
        "deepseek-v3 | 671B total parameters with 37B activated for each token | HOLDS HOLDS",
        "deepseek-v3 | A strong MoE model with 671 billion total parameters, 37 billion active | HOLDS HOLDS",
        "deepseek-v3 | 236B total, 21B active | FAILS FAILS",
        "deepseek-v3 | - **Number of Activated Experts**: 8 | HOLDS",
        "deepseek-v2-lite | 15.7B total, 2.7B active | HOLDS HOLDS",
        "mixtral-8x7b | 46.7B total, 12.9B active parameters per token | HOLDS HOLDS",
        "mixtral-8x7b | Number of Experts: 16 | FAILS",
        "qwen3-30b-a3b | - Number of Parameters: 30.5B in total and 3.3B activated | HOLDS HOLDS",
        "qwen3-30b-a3b | - Number of Paramaters (Non-Embedding): 29.9B | HOLDS",
        "qwen3-30b-a3b | non-embedding 29.9B | HOLDS",
        "qwen3-30b-a3b | 30.8B parameters (non-embedding) | FAILS",
        "qwen2.5-0.5b | Number of Parameters: 0.49B | HOLDS",
        "qwen2.5-0.5b | Number of Parameters (Non-Embedding): 0.36B | HOLDS",
        "qwen2.5-0.5b | Number of Layers: 24 | HOLDS",
        "qwen2.5-0.5b | number of layers 24 | HOLDS",
        "qwen2.5-0.5b | number of layers 23 | FAILS",
        "qwen2.5-0.5b | Number of Attention Heads (GQA): 14 for Q and 2 for KV | HOLDS HOLDS",
        "qwen2.5-0.5b | GQA 14 heads for Q and 2 for KV | HOLDS HOLDS",
        "qwen2.5-0.5b | GQA 16 heads for Q and 2 for KV | FAILS HOLDS",
        "qwen2.5-0.5b | Context Length: Full 32,768 tokens | UNCLEAR",
        "qwen2.5-0.5b | Context Length: 16 | HOLDS",
        "qwen2.5-0.5b | vocabulary size: 151,936 | HOLDS",
        "qwen2.5-0.5b | hidden size 896 | HOLDS",
        "vit-base-patch16-224 | vocabulary size: 1,000 | UNCLEAR",
        "gpt-oss-20b | 21B parameters with 3.6B active parameters | HOLDS HOLDS",
        "gpt-oss-20b | - **Number of Layers:** 24 | HOLDS",
        "gpt-oss-20b | num_hidden_layers: 24 | HOLDS",
        "gpt-oss-20b | Attention heads: 64 | HOLDS",
        "gpt-oss-20b | KV heads: 7 | FAILS",
        "gpt-oss-20b | num_key_value_heads = 8 | HOLDS",
        "gpt-oss-20b | Vocabulary size of 201,088 | HOLDS",
        "gpt-oss-20b | hidden_size 2880 | HOLDS",
        "gpt-oss-20b | head_dim: 64 | HOLDS",
        "gpt-oss-20b | Experts per token: 4 | HOLDS",
        "gpt-oss-20b | GQA: 64 query heads and 8 KV heads | HOLDS HOLDS",
        "gpt-oss-20b | Attention heads: 64 query heads, 4 KV heads | HOLDS FAILS"
      })
  void aCardsLineIsJudged(String model, String line, String verdicts) {
    List<Checked> rows = checked(model(model, 16), line);
    assertEquals(verdicts, verdicts(rows), rows.toString());
  }

  @ParameterizedTest
  @CsvSource({"8192, KV cache 1.00 GiB, HOLDS", "8192, KV cache 1.25 GiB, FAILS"})
  void aCacheIsMeantAtSixteenBits(long tokens, String line, String verdict) {
    assertEquals(verdict, verdicts(checked(model("llama-3.1-8b", tokens), line)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4,194,304 | 6,742,609,920 | 0.0622 | HOLDS HOLDS HOLDS",
        "4,194,304 | 6,742,609,920 | 0.06220594176090199 | HOLDS HOLDS HOLDS",
        "4,194,304 | 6,742,609,920 | 0.0623 | HOLDS HOLDS FAILS",
        "4,194,304 | 6,742,609,920 | 0.06 | HOLDS HOLDS HOLDS",
        "4,194,305 | 6,742,609,920 | 0.0622 | FAILS HOLDS HOLDS",
        "4,194,304 | 6,738,415,616 | 0.0622 | HOLDS FAILS HOLDS"
      })
  void whatPeftPrintsIsJudged(String trained, String all, String percent, String verdicts) {
    Network tuned =
        Edit.parse("lora 8 on q_proj,v_proj").of(Blueprint.of(model("llama-2-7b", 16))).network();
    String line =
        "trainable params: %s || all params: %s || trainable%%: %s"
            .formatted(trained, all, percent);
    assertEquals(verdicts, verdicts(checked(tuned, line)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "llama-2-7b       | 6,738,417,664   | with the 2,048 rotary frequencies of all layers",
        "qwen3-0.6b       | 751,632,384     | with the 155,582,464 shared parameters at each use",
        "llama-3.2-1b     | 1,498,482,688   | with the 262,668,288 shared parameters at each use",
        "falcon-7b        | 7,217,189,760   | with the 295,469,056 shared parameters at each use",
        "t5-small         | 60,506,880      | with 256 values of a relative bias that nothing reads",
        "bert-base-uncased | 110,106,428    | with the 624,188 of both heads",
        "deepseek-v3      | 671,026,419,200 | with the 14,848 values of e_score_correction_bias",
        "deepseek-v3      | 684,531,386,000 | 41,540,496 scales of blocks of 128 by 128",
        "glm-4.5-air      | 110,468,824,832 | with the 5,888 values of e_score_correction_bias",
        "llama-2-7b       | 1,129,967,616   | in words of eight 4-bit numbers, with scales and zeros of groups of 128 and"
      })
  void aFilesCountIsExplainedToItsLastValue(String model, String stored, String why) {
    Checked row = checked(model(model, 16), stored + " parameters").get(0);
    assertEquals(Verdict.FAILS, row.verdict());
    assertTrue(row.why().contains(why), row.why());
    assertTrue(row.why().endsWith("it is " + stored), row.why());
  }
}
