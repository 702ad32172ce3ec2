package io.nerine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.onnx.decode.TagDecoder;
import io.nerine.onnx.decode.TagSet;
import io.nerine.onnx.decode.TaggedSpan;
import io.nerine.schema.EntitySchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TemperatureTest {

  private static final EntitySchema SCHEMA = EntitySchema.of("orders", "Part", "Site");
  private static final Preparation PREPARATION = new Preparation(TinyEncoder.create(), 64, SCHEMA);
  private static final TagSet TAG_SET = PREPARATION.tagSet();

  @AfterAll
  static void close() {
    PREPARATION.close();
  }

  /** Draws tags from probabilities and gives their logits, too sure by a factor. */
  private static List<EncodedDocument> documents(
      int number, double overconfidence, List<float[]> scores) {
    Random random = new Random(5);
    List<EncodedDocument> documents = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      float[] logits = new float[TAG_SET.size()];
      double[] exponents = new double[logits.length];
      double sum = 0;
      for (int tag = 0; tag < logits.length; tag++) {
        // Inside tags cannot come first, so the draw leaves them out.
        double logit = tag == 2 || tag == 4 ? -30 : random.nextGaussian() * 1.5;
        logits[tag] = (float) (logit * overconfidence);
        exponents[tag] = Math.exp(logit);
        sum += exponents[tag];
      }
      double draw = random.nextDouble() * sum;
      int gold = 0;
      while (draw > exponents[gold]) {
        draw -= exponents[gold++];
      }
      scores.add(logits);
      documents.add(document(i, gold));
    }
    return documents;
  }

  /** A document of one word with a gold tag. */
  private static EncodedDocument document(int number, int gold) {
    AnnotatedDocument.Builder document = AnnotatedDocument.builder("d" + number, "word");
    if (gold > 0) {
      document.span(0, 4, TAG_SET.typeNames().get((gold - 1) / 2));
    }
    return PREPARATION.encode(Dataset.of(SCHEMA, List.of(document.build()))).get(0);
  }

  @Test
  void findsTheFactorByWhichLogitsAreTooSure() {
    for (double overconfidence : new double[] {0.7, 1, 2, 3}) {
      List<float[]> scores = new ArrayList<>();
      List<EncodedDocument> documents = documents(6_000, overconfidence, scores);
      assertThat(Temperature.fit(scores, documents, TAG_SET))
          .isCloseTo(overconfidence, within(0.1 * overconfidence));
    }
  }

  @Test
  void withoutEntitiesNothingIsScaled() {
    assertThat(Temperature.fit(List.of(), List.of(), TAG_SET)).isCloseTo(1, within(1e-3));
  }

  @Test
  void aHandfulOfEntitiesMovesItLittle() {
    List<float[]> scores = new ArrayList<>();
    List<EncodedDocument> documents = documents(3, 3, scores);
    assertThat(Temperature.fit(scores, documents, TAG_SET)).isBetween(0.6, 1.9);
  }

  @Test
  void scalingMovesNoEntity() {
    Random random = new Random(3);
    TagDecoder decoder = new TagDecoder(TAG_SET);
    for (int i = 0; i < 500; i++) {
      float[] logits = new float[TAG_SET.size() * (1 + random.nextInt(12))];
      for (int k = 0; k < logits.length; k++) {
        logits[k] = (float) (random.nextGaussian() * 4);
      }
      assertThat(places(decoder.decode(Temperature.apply(logits, 2.5))))
          .isEqualTo(places(decoder.decode(logits)));
    }
  }

  private static List<String> places(List<TaggedSpan> spans) {
    return spans.stream()
        .map(span -> span.firstWord() + "-" + span.endWord() + ":" + span.type())
        .toList();
  }
}
