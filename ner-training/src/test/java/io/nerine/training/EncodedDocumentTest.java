package io.nerine.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.document.AnnotatedDocument;
import io.nerine.onnx.decode.TagSet;
import io.nerine.onnx.text.PipelineSettings;
import io.nerine.onnx.text.SubwordTokenizer;
import io.nerine.onnx.text.TextEncoder;
import io.nerine.text.CharSpan;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EncodedDocumentTest {

  private static final String TEXT = "order part 12-3 in Bergen now";
  private static final TagSet TAGS = TagSet.bio(List.of("Code", "Site"));
  private static SubwordTokenizer tokenizer;

  @BeforeAll
  static void open() {
    tokenizer = SubwordTokenizer.of(TinyEncoder.tokenizerJson(true));
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  private static long[] targets(AnnotatedDocument.Builder document) {
    TextEncoder encoder = new TextEncoder(tokenizer, new PipelineSettings(64, 16, true));
    return EncodedDocument.of(document.build(), encoder, TAGS).windows().get(0).targets();
  }

  private static AnnotatedDocument.Builder document() {
    return AnnotatedDocument.builder("d", TEXT).span(11, 15, "Code").span(19, 25, "Site");
  }

  @Test
  void wordsCarryTheirGoldTags() {
    assertThat(targets(document())).containsExactly(0, 0, 1, 2, 2, 0, 3, 0);
  }

  @Test
  void outsideTheReviewedRegionsOnlyTaggedWordsCount() {
    long i = Batch.IGNORED;
    assertThat(targets(document().reviewedRegions(List.of(new CharSpan(0, 15)))))
        .containsExactly(0, 0, 1, 2, 2, i, 3, i);
  }

  @Test
  void whereSomeTypesWereNotReviewedUntaggedWordsDoNotCount() {
    long i = Batch.IGNORED;
    assertThat(targets(document().reviewedTypes(List.of("Code"))))
        .containsExactly(i, i, 1, 2, 2, i, 3, i);
    assertThat(targets(document().reviewedTypes(List.of("Code", "Site"))))
        .containsExactly(0, 0, 1, 2, 2, 0, 3, 0);
  }
}
