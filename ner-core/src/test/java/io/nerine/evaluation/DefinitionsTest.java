package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.document.AnnotatedDocument;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The worked examples of the package description. */
class DefinitionsTest {

  private static final String TEXT =
      "Dr. Marta Kowalczyk of Acme Pumps visited Ludwigshafen, Mannheim and Ulm on Monday.";

  private static final AnnotatedDocument GOLD =
      tag("Person", "Marta Kowalczyk")
          .spans(tag("Company", "Acme Pumps").build().spans())
          .spans(tag("Site", "Ludwigshafen").build().spans())
          .spans(tag("Site", "Mannheim").build().spans())
          .spans(tag("Site", "Ulm").build().spans())
          .build();

  private static final AnnotatedDocument PREDICTED =
      tag("Person", "Dr. Marta Kowalczyk")
          .spans(tag("Company", "Acme Pumps").build().spans())
          .spans(tag("Person", "Ludwigshafen").build().spans())
          .spans(tag("Site", "Mannheim and Ulm").build().spans())
          .spans(tag("Date", "Monday").build().spans())
          .build();

  private final Evaluation evaluation = Evaluator.evaluate(List.of(GOLD), List.of(PREDICTED));

  private static AnnotatedDocument.Builder tag(String type, String mention) {
    int start = TEXT.indexOf(mention);
    return AnnotatedDocument.builder("example", TEXT).span(start, start + mention.length(), type);
  }

  @Test
  void exactBoundariesAndOverlap() {
    assertThat(evaluation.micro()).isEqualTo(new Scores(5, 5, 1));
    assertThat(evaluation.micro().precision()).isEqualTo(0.2);
    assertThat(evaluation.micro().recall()).isEqualTo(0.2);
    assertThat(evaluation.boundaries().truePositives()).isEqualTo(2);
    assertThat(evaluation.overlap().truePositives()).isEqualTo(3);
  }

  @Test
  void semEval() {
    SemEvalScores scores = evaluation.semEval();
    assertThat(scores.strict()).isEqualTo(new MatchCounts(1, 3, 0, 1, 1));
    assertThat(scores.boundaryOnly()).isEqualTo(new MatchCounts(2, 2, 0, 1, 1));
    assertThat(scores.partial()).isEqualTo(new MatchCounts(2, 0, 2, 1, 1));
    assertThat(scores.typeOnly()).isEqualTo(new MatchCounts(3, 1, 0, 1, 1));
    assertThat(scores.strict().precision()).isEqualTo(0.2);
    assertThat(scores.boundaryOnly().recall()).isEqualTo(0.4);
    assertThat(scores.partial().f1()).isEqualTo(0.6);
    assertThat(scores.typeOnly().f1()).isEqualTo(0.6);
  }

  @Test
  void semEvalByTypeAddsUpToTheWhole() {
    assertThat(evaluation.semEvalByType())
        .isEqualTo(
            Map.of(
                "Person", new SemEvalScores(0, 0, 1, 0, 0, 0),
                "Company", new SemEvalScores(1, 0, 0, 0, 0, 0),
                "Site", new SemEvalScores(0, 1, 1, 0, 1, 0),
                "Date", new SemEvalScores(0, 0, 0, 0, 0, 1)));
    assertThat(
            evaluation.semEvalByType().values().stream()
                .reduce(SemEvalScores.NONE, SemEvalScores::plus))
        .isEqualTo(evaluation.semEval());
  }

  @Test
  void words() {
    assertThat(evaluation.words()).isEqualTo(new Scores(7, 11, 6));
    assertThat(evaluation.wordTypes())
        .isEqualTo(
            Map.of(
                "Person", new Scores(2, 5, 2),
                "Company", new Scores(2, 2, 2),
                "Site", new Scores(3, 3, 2),
                "Date", new Scores(0, 1, 0)));
  }

  @Test
  void errors() {
    assertThat(evaluation.errors())
        .extracting(EvaluationError::kind)
        .containsExactly(
            ErrorKind.WRONG_BOUNDARY, ErrorKind.WRONG_TYPE, ErrorKind.MERGED, ErrorKind.SPURIOUS);
    EvaluationError merged = evaluation.errors().get(2);
    assertThat(merged.gold()).extracting(GOLD::textOf).containsExactly("Mannheim", "Ulm");
    assertThat(merged.predicted()).extracting(GOLD::textOf).containsExactly("Mannheim and Ulm");
  }

  @Test
  void confusion() {
    assertThat(evaluation.confusion())
        .hasToString(
            """
            actual   Company   Date  Person   Site   none
            Company        1      0       0      0      0
            Date           0      0       0      0      0
            Person         0      0       0      0      1
            Site           0      0       1      0      2
            none           0      1       1      1      0\
            """);
  }
}
