package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.exception.DataFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected figures come from seqeval 1.2.2. */
class SequenceScoresTest {

  private static List<List<String>> tags(String... sentences) {
    return Arrays.stream(sentences).map(sentence -> List.of(sentence.split(" "))).toList();
  }

  @Test
  void scoresByDefaultAsSeqevalDoes() {
    SequenceScores scores =
        SequenceScores.lenient(
            tags("B-PER I-PER O B-LOC O", "O O B-MISC I-MISC I-MISC O", "B-LOC B-LOC"),
            tags("B-PER I-PER O I-LOC O", "O B-MISC I-MISC I-MISC I-MISC O", "B-LOC I-LOC"));

    assertThat(scores.sentences()).isEqualTo(3);
    assertThat(scores.words()).isEqualTo(13);
    assertThat(scores.accuracy()).isEqualTo(9.0 / 13);
    assertThat(scores.types())
        .isEqualTo(
            Map.of(
                "PER", new Scores(1, 1, 1),
                "LOC", new Scores(3, 2, 1),
                "MISC", new Scores(1, 1, 0)));
    assertThat(scores.micro()).isEqualTo(new Scores(5, 4, 2));
    assertThat(scores.macro().precision()).isEqualTo(0.5);
    assertThat(scores.macro().recall()).isCloseTo(0.4444444444444444, within(1e-12));
    assertThat(scores.macro().f1()).isCloseTo(0.4666666666666666, within(1e-12));
    assertThat(scores.weighted().precision()).isCloseTo(0.5, within(1e-12));
    assertThat(scores.weighted().recall()).isCloseTo(0.4, within(1e-12));
    assertThat(scores.weighted().f1()).isCloseTo(0.44000000000000006, within(1e-12));
  }

  @Test
  void scoresWordsWhateverTheEntities() {
    SequenceScores scores =
        SequenceScores.lenient(tags("B-PER I-PER O B-LOC"), tags("I-PER B-PER B-PER B-MISC"));

    assertThat(scores.wordMicro()).isEqualTo(new Scores(3, 4, 2));
    assertThat(scores.wordTypes())
        .isEqualTo(
            Map.of(
                "PER", new Scores(2, 3, 2),
                "LOC", new Scores(1, 0, 0),
                "MISC", new Scores(0, 1, 0)));
  }

  /** The number of entities that a sequence holds, with the words that the first one has. */
  @ParameterizedTest
  @CsvSource({
    // Default: illegal tags are taken as well as can be.
    ", I-A I-A O, 1, 2",
    ", B-A I-B I-B, 2, 1",
    ", B-A E-A I-A, 2, 2",
    ", S-A I-A E-A, 2, 1",
    ", I-A B-A S-A, 3, 1",
    ", E-A E-A, 2, 1",
    ", B I O, 1, 2",
    // Strict: what is illegal is nothing.
    "IOB1, I-A I-A B-A I-A, 2, 2",
    "IOB1, B-A I-A, 1, 1",
    "IOB1, I-A I-B, 2, 1",
    "IOB2, I-A I-A O, 0, 0",
    "IOB2, B-A I-B I-B, 1, 1",
    "IOB2, B-A I-A B-A, 2, 2",
    "IOE1, I-A I-A O, 1, 2",
    "IOE2, I-A E-A E-A, 2, 2",
    "IOE2, I-A I-A O, 0, 0",
    "IOBES, B-A I-A E-A S-A, 2, 3",
    "IOBES, B-A I-A O, 0, 0",
    "IOBES, I-A E-A, 0, 0",
    "IOBES, S-A E-A, 1, 1",
    "BILOU, B-A I-A L-A U-B, 2, 3",
    "BILOU, B-A U-A, 1, 1",
    "BILOU, L-A, 0, 0",
  })
  void findsEntitiesAsSeqevalDoes(SequenceScheme scheme, String tags, int entities, int words) {
    List<SequenceTag> sequence =
        Arrays.stream(tags.split(" "))
            .map(scheme == null ? SequenceTag::lenient : SequenceTag::strict)
            .toList();

    List<SequenceTag.Chunk> chunks = SequenceTag.chunks(sequence, scheme);

    assertThat(chunks).hasSize(entities);
    assertThat(chunks.stream().limit(1).mapToInt(chunk -> chunk.end() - chunk.start()).sum())
        .isEqualTo(words);
  }

  @Test
  void readsTypesAsSeqevalDoes() {
    assertThat(SequenceTag.lenient("B-A-1")).isEqualTo(new SequenceTag('B', "A-1"));
    assertThat(SequenceTag.lenient("B")).isEqualTo(new SequenceTag('B', "_"));
    assertThat(SequenceTag.lenient("BA")).isEqualTo(new SequenceTag('B', "A"));
    assertThat(SequenceTag.lenient("B-A-")).isEqualTo(new SequenceTag('B', "A-"));
    assertThat(SequenceTag.strict("B-A-")).isEqualTo(new SequenceTag('B', "A"));
    assertThat(SequenceTag.strict("B--")).isEqualTo(new SequenceTag('B', "_"));
  }

  @Test
  void detectsTheScheme() {
    assertThat(SequenceScheme.detect(tags("B-A I-A O"))).isEqualTo(SequenceScheme.IOB2);
    assertThat(SequenceScheme.detect(tags("I-A E-A", "O"))).isEqualTo(SequenceScheme.IOE2);
    assertThat(SequenceScheme.detect(tags("S-A"))).isEqualTo(SequenceScheme.IOBES);
    assertThat(SequenceScheme.detect(tags("U-A O B-A L-A"))).isEqualTo(SequenceScheme.BILOU);
    assertThatThrownBy(() -> SequenceScheme.detect(tags("O O")))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("[O]");
    assertThatThrownBy(() -> SequenceScheme.detect(List.of(List.of(""))))
        .isExactlyInstanceOf(DataFormatException.class);
  }

  @Test
  void scoresNothing() {
    SequenceScores scores = SequenceScores.lenient(List.of(), List.of());

    assertThat(scores.micro()).isEqualTo(new Scores(0, 0, 0));
    assertThat(scores.accuracy()).isZero();
    assertThat(scores.macro()).isEqualTo(new AveragedScores(0, 0, 0));
    assertThat(SequenceScores.lenient(List.of(List.of()), List.of(List.of())).sentences())
        .isEqualTo(1);
    assertThat(SequenceScores.lenient(tags("O"), tags("B-A")).weighted())
        .isEqualTo(new AveragedScores(0, 0, 0));
  }

  @Test
  void saysWhatCannotBeCompared() {
    assertThatThrownBy(() -> SequenceScores.lenient(tags("O"), List.of()))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("1 gold sentences but 0 predicted");
    assertThatThrownBy(() -> SequenceScores.lenient(tags("O", "O O"), tags("O", "O")))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("Sentence 2 has 2 gold tags but 1 predicted");
    assertThatThrownBy(() -> SequenceScores.lenient(tags("O", "O O"), tags("O", "O X-A")))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("predicted tag 'X-A' of word 2 in sentence 2");
    assertThatThrownBy(() -> SequenceScores.strict(tags("S-A"), tags("O"), SequenceScheme.IOB2))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("gold tag 'S-A' of word 1 in sentence 1")
        .hasMessageContaining("IOB of IOB2");
    assertThatThrownBy(() -> SequenceScores.lenient(List.of(List.of("")), tags("O")))
        .isExactlyInstanceOf(DataFormatException.class);
  }

  /** On legal sequences both modes and the evaluation of entities agree. */
  @Property(tries = 300)
  void equalsTheEvaluationOfEntities(
      @ForAll("legal") List<String> gold, @ForAll("legal") List<String> predicted) {
    int words = Math.min(gold.size(), predicted.size());
    List<List<String>> goldTags = List.of(gold.subList(0, words));
    List<List<String>> predictedTags = List.of(predicted.subList(0, words));

    Evaluation evaluation =
        Evaluator.evaluate(
            List.of(document(goldTags.get(0))), List.of(document(predictedTags.get(0))));

    SequenceScores strict = SequenceScores.strict(goldTags, predictedTags, SequenceScheme.IOB2);
    assertThat(strict.micro()).isEqualTo(evaluation.micro());
    assertThat(strict.types()).isEqualTo(evaluation.types());
    assertThat(strict.macro().f1()).isEqualTo(evaluation.macroF1());
    assertThat(strict.wordTypes()).isEqualTo(evaluation.wordTypes());
    assertThat(SequenceScores.lenient(goldTags, predictedTags).types()).isEqualTo(strict.types());
  }

  /** Words of one letter, a space behind each. */
  private static AnnotatedDocument document(List<String> tags) {
    AnnotatedDocument.Builder document = AnnotatedDocument.builder("d", "x ".repeat(tags.size()));
    for (int word = 0; word < tags.size(); word++) {
      if (tags.get(word).startsWith("B-")) {
        int end = word + 1;
        while (end < tags.size() && tags.get(end).startsWith("I-")) {
          end++;
        }
        document.span(new EntitySpan(2 * word, 2 * end - 1, tags.get(word).substring(2)));
      }
    }
    return document.build();
  }

  @Provide
  Arbitrary<List<String>> legal() {
    return Arbitraries.of("O", "A", "B", "+")
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(SequenceScoresTest::legalised);
  }

  /** A letter begins an entity of that type, a plus goes on with one. */
  private static List<String> legalised(List<String> marks) {
    List<String> tags = new ArrayList<>();
    String type = "";
    for (String mark : marks) {
      if (mark.equals("+") && !type.isEmpty()) {
        tags.add("I-" + type);
        continue;
      }
      type = mark.equals("O") || mark.equals("+") ? "" : mark;
      tags.add(type.isEmpty() ? "O" : "B-" + type);
    }
    return tags;
  }
}
