package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Plants faults of each kind into right predictions and finds every one as what it is. */
class PlantedErrorsTest {

  private static final List<String> TYPES = List.of("Person", "Site", "PartNumber");

  private static final List<ErrorKind> KINDS = List.of(ErrorKind.values());

  /** Faults, and documents without and with them. */
  private record Plan(
      List<EvaluationError> errors,
      List<AnnotatedDocument> gold,
      List<AnnotatedDocument> predicted) {}

  @Property(tries = 300)
  void findsEveryFaultAsWhatItIs(@ForAll long seed) {
    Random random = new Random(seed);
    Plan planted = new Plan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < 4; i++) {
      plant("d" + i, random, planted);
    }

    Evaluation evaluation = Evaluator.evaluate(planted.gold(), planted.predicted());

    assertThat(evaluation.errors()).containsExactlyInAnyOrderElementsOf(planted.errors());
    Map<ErrorKind, Integer> counts = new EnumMap<>(ErrorKind.class);
    for (ErrorKind kind : KINDS) {
      counts.put(
          kind, (int) planted.errors().stream().filter(error -> error.kind() == kind).count());
    }
    assertThat(evaluation.errorCounts()).isEqualTo(counts);
  }

  /** Lays out places one behind the other, each with one fault or none. */
  private static void plant(String id, Random random, Plan to) {
    List<EntitySpan> goldSpans = new ArrayList<>();
    List<EntitySpan> predictedSpans = new ArrayList<>();
    int at = random.nextInt(3);
    int places = 5 + random.nextInt(20);
    for (int i = 0; i < places; i++) {
      int fault = random.nextInt(KINDS.size() + 2);
      at += random.nextInt(4);
      EntitySpan span = span(at, at + 8 + random.nextInt(20), type(random));
      at = span.end();
      if (fault >= KINDS.size()) {
        goldSpans.add(span);
        predictedSpans.add(span);
        continue;
      }
      ErrorKind kind = KINDS.get(fault);
      List<EntitySpan> one = List.of(span);
      List<EntitySpan> other =
          switch (kind) {
            case WRONG_TYPE -> List.of(span(span.start(), span.end(), otherType(span, random)));
            case WRONG_BOUNDARY -> List.of(moved(span, span.type(), random));
            case WRONG_TYPE_AND_BOUNDARY -> List.of(moved(span, otherType(span, random), random));
            case MISSED, SPURIOUS -> List.of();
            case SPLIT, MERGED -> pieces(span, random);
          };
      boolean otherIsGold = kind == ErrorKind.MERGED || kind == ErrorKind.SPURIOUS;
      List<EntitySpan> goldHere = otherIsGold ? other : one;
      List<EntitySpan> predictedHere = otherIsGold ? one : other;
      goldSpans.addAll(goldHere);
      predictedSpans.addAll(predictedHere);
      to.errors().add(new EvaluationError(kind, id, goldHere, predictedHere));
    }
    AnnotatedDocument document = AnnotatedDocument.of(id, "x".repeat(at + 5));
    to.gold().add(document.toBuilder().spans(goldSpans).build());
    to.predicted().add(document.toBuilder().spans(predictedSpans).build());
  }

  private static EntitySpan span(int start, int end, String type) {
    return new EntitySpan(start, end, type);
  }

  private static String type(Random random) {
    return TYPES.get(random.nextInt(TYPES.size()));
  }

  private static String otherType(EntitySpan span, Random random) {
    int type = TYPES.indexOf(span.type());
    return TYPES.get((type + 1 + random.nextInt(TYPES.size() - 1)) % TYPES.size());
  }

  /** Shorter at one or both ends, so that it stays at its place. */
  private static EntitySpan moved(EntitySpan span, String type, Random random) {
    int cut = 1 + random.nextInt(3);
    return switch (random.nextInt(3)) {
      case 0 -> span(span.start() + cut, span.end(), type);
      case 1 -> span(span.start(), span.end() - cut, type);
      default -> span(span.start() + 1, span.end() - cut, type);
    };
  }

  private static List<EntitySpan> pieces(EntitySpan span, Random random) {
    List<EntitySpan> pieces = new ArrayList<>();
    int start = span.start();
    int number = 2 + random.nextInt(2);
    for (int i = 1; i <= number; i++) {
      int end = i == number ? span.end() : start + 2;
      pieces.add(span(start, end, span.type()));
      start = end + random.nextInt(2);
    }
    return pieces;
  }
}
