package io.github.layerbook.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.zoo.Zoo;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models of the zoo have as many parameters as their published files; tied ones once. */
class PublishedZooTest {
  @ParameterizedTest
  @CsvSource({
    "llama3.2_1b, 1235814400",
    "llama3_8b, 8030261248",
    "llama3_70b, 70553706496",
    "llama3_405b, 405853388800",
    "llama4_scout, 107769861120",
    "mistral_7b, 7241732096",
    "mixtral_8x7b, 46702792704",
    "mixtral_8x22b, 140620634112",
    "qwen2.5_0.5b, 494032768",
    "qwen2.5_7b, 7615616512",
    "qwen2.5_72b, 72706203648",
    "qwen3_0.6b, 596049920",
    "qwen3_8b, 8190735360",
    "qwen3_30b_a3b, 30532122624",
    "qwen3_235b_a22b, 235093634560",
    "qwen3_next_80b, 79674391296",
    "llama2_7b, 6738415616",
    "gemma_2b, 2506172416",
    "gemma2_2b, 2614341888",
    "gemma2_9b, 9241705984",
    "gemma3_1b, 999885952",
    "gemma3_27b, 27432406640",
    "phi1.5, 1418270720",
    "phi3_mini, 3821079552",
    "phi4, 14659507200",
    "olmo2_7b, 7298617344",
    "olmoe, 6919161856",
    "smollm3_3b, 3075098624",
    "falcon_7b, 6921720704",
    "pythia_160m, 162322944",
    "gpt2_xl, 1557611200",
    "gpt_oss_20b, 20914757184",
    "gpt_oss_120b, 116829156672",
    "opt_1.3b, 1315758080",
    "bloom, 176247271424",
    "starcoder2_3b, 3030371328",
    "deepseek_v2_lite, 15706484224",
    "deepseek_v3, 671026404352",
    "glm4.5_air, 106852245504",
    "jamba, 51570323328",
    "mamba_130m, 129135360",
    "mamba_2.8b, 2768345600",
    "bert_large, 335141888",
    "roberta_base, 124697433",
    "distilbert_base, 66362880",
    "minilm_l6, 22713216",
    "t5_small, 60506624",
    "t5_base, 222903552",
    "flan_t5_base, 247577856",
    "whisper_tiny, 37760640",
    "whisper_large_v3, 1543490560",
    "dinov2_small, 22056576",
    "clip_b_32, 151277313",
    "siglip_b_16, 203155970"
  })
  void aModelHasTheParametersOfItsFiles(String name, long parameters) {
    ZooEntry entry = Zoo.entry(name);
    assertEquals(
        parameters, Report.of(entry.network()).total(Quantity.PARAMETERS).value(), entry.title());
    assertEquals(Origin.HUGGING_FACE, entry.origin());
  }

  @Test
  void eachNameIsThatOfAVariableAndEachPaperTold() {
    for (ZooEntry entry : Zoo.entries()) {
      assertTrue(entry.variable().matches("[a-z][a-z0-9_]*"), entry.name());
      assertFalse(entry.paper().title().isEmpty(), entry.name());
      assertTrue(entry.year() > 1980 && entry.year() < 2100, entry.name());
    }
  }
}
