package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.JsonLines;
import io.nerine.internal.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares with an independent scorer in Python on real data, to the last digit. Needs a folder,
 * named by the system property {@code nerine.shared} or the environment variable {@code
 * NERINE_SHARED}, that holds {@code score/score.py} and {@code data/*}, and {@code python3}.
 */
class ReferenceScorerTest {

  private static final int DOCUMENTS = 200;

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> equalsTheReferenceScorer(TestReporter reporter) throws Exception {
    String property = System.getProperty("nerine.shared", "");
    String shared = property.isBlank() ? System.getenv("NERINE_SHARED") : property;
    if (shared == null || shared.isBlank()) {
      return leftOut(reporter, "neither nerine.shared nor NERINE_SHARED names a folder");
    }
    Path scorer = Path.of(shared, "score", "score.py");
    if (!Files.isRegularFile(scorer)) {
      return leftOut(reporter, "there is no " + scorer);
    }
    if (!pythonRuns()) {
      return leftOut(reporter, "python3 does not run");
    }
    List<Path> files;
    try (Stream<Path> found = Files.walk(Path.of(shared, "data"), 2)) {
      files =
          found
              .filter(file -> file.endsWith("test.jsonl") || file.endsWith("train.jsonl"))
              .sorted()
              .toList();
    }
    assertThat(files).as("data sets").hasSizeGreaterThanOrEqualTo(8);
    // test.jsonl sorts before train.jsonl, so each data set gives its test part, or else train.
    Map<Path, Path> fileOfDataSet = new TreeMap<>();
    files.forEach(file -> fileOfDataSet.putIfAbsent(file.getParent(), file));
    List<Comparison> comparisons = new ArrayList<>();
    for (Path file : fileOfDataSet.values()) {
      comparisons.addAll(comparisons(file));
    }
    JsonNode expected = score(scorer, comparisons);
    return IntStream.range(0, comparisons.size())
        .mapToObj(
            i ->
                dynamicTest(
                    comparisons.get(i).name(),
                    () -> assertEqual(comparisons.get(i), expected.get(i))));
  }

  private record Comparison(
      String name,
      List<AnnotatedDocument> gold,
      List<AnnotatedDocument> predicted,
      Path goldFile,
      Path predictedFile) {}

  /** A test of its own, so that the report shows it and no test counts as skipped. */
  private static Stream<DynamicTest> leftOut(TestReporter reporter, String reason) {
    return Stream.of(
        dynamicTest(
            "left out: " + reason,
            () -> {
              String message = "ReferenceScorerTest left out the comparison: " + reason;
              reporter.publishEntry("left out", message);
              System.err.println(message);
              assertThat(reason).isNotBlank();
            }));
  }

  private static boolean pythonRuns() throws InterruptedException {
    try {
      Process python =
          new ProcessBuilder("python3", "-c", "pass").redirectErrorStream(true).start();
      return python.waitFor(20, TimeUnit.SECONDS) && python.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private List<Comparison> comparisons(Path file) {
    String dataSet = file.getParent().getFileName().toString();
    List<AnnotatedDocument> gold;
    try (Stream<AnnotatedDocument> documents = JsonLines.stream(file)) {
      gold = documents.limit(DOCUMENTS).toList();
    }
    Path goldFile = directory.resolve(dataSet + ".jsonl");
    JsonLines.write(goldFile, gold);
    List<String> types =
        List.copyOf(
            new TreeSet<>(
                gold.stream().flatMap(d -> d.spans().stream()).map(EntitySpan::type).toList()));
    Random random = new Random(7);
    List<Comparison> comparisons = new ArrayList<>();
    for (Perturbation perturbation : Perturbation.values()) {
      List<AnnotatedDocument> predicted =
          gold.stream().map(document -> perturbation.apply(document, types, random)).toList();
      Path predictedFile = directory.resolve(dataSet + "-" + perturbation + ".jsonl");
      JsonLines.write(predictedFile, predicted);
      comparisons.add(
          new Comparison(dataSet + ", " + perturbation, gold, predicted, goldFile, predictedFile));
    }
    return comparisons;
  }

  private static void assertEqual(Comparison comparison, JsonNode expected) {
    Evaluation evaluation = Evaluator.evaluate(comparison.gold(), comparison.predicted());

    assertThat(evaluation.documents()).isEqualTo(expected.get("documents").intValue());
    assertSame(evaluation.micro(), expected.get("exact"));
    assertSame(evaluation.boundaries(), expected.get("bounds"));
    assertSame(evaluation.overlap(), expected.get("overlap"));
    // Python's sum() compensates its rounding from 3.12 on, so there the last digit may differ.
    assertThat(evaluation.macroF1())
        .isBetween(
            Math.nextDown(expected.get("macroF1").doubleValue()),
            Math.nextUp(expected.get("macroF1").doubleValue()));
    assertThat(evaluation.types()).hasSize(expected.get("types").size());
    evaluation
        .types()
        .forEach((type, scores) -> assertSame(scores, expected.at("/types").get(type)));
    assertThat(evaluation.micro().f1())
        .as("F1 of a comparison in which something is right and something wrong")
        .isStrictlyBetween(0.0, 1.0);
  }

  private static void assertSame(Scores scores, JsonNode expected) {
    assertThat(scores.gold()).isEqualTo(expected.get("gold").intValue());
    assertThat(scores.predicted()).isEqualTo(expected.get("predicted").intValue());
    assertThat(scores.truePositives()).isEqualTo(expected.get("tp").intValue());
    assertThat(scores.precision()).isEqualTo(expected.get("precision").doubleValue());
    assertThat(scores.recall()).isEqualTo(expected.get("recall").doubleValue());
    assertThat(scores.f1()).isEqualTo(expected.get("f1").doubleValue());
  }

  /** One process for all: starting Python takes longer than scoring. */
  private JsonNode score(Path scorer, List<Comparison> comparisons) throws Exception {
    String program =
        """
        import json, sys
        sys.path.insert(0, sys.argv[1])
        from score import load, score
        pairs = zip(sys.argv[2::2], sys.argv[3::2])
        print(json.dumps([score(load(gold), load(predicted)) for gold, predicted in pairs]))
        """;
    List<String> command =
        new ArrayList<>(List.of("python3", "-B", "-c", program, scorer.getParent().toString()));
    for (Comparison comparison : comparisons) {
      command.add(comparison.goldFile().toString());
      command.add(comparison.predictedFile().toString());
    }
    Path output = directory.resolve("scores.json");
    Process python =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(python.waitFor(60, TimeUnit.SECONDS)).as("python3 ends").isTrue();
    assertThat(python.exitValue()).isZero();
    return Json.parse(Files.readString(output, StandardCharsets.UTF_8));
  }

  /** Ways to spoil gold tags. */
  private enum Perturbation {
    DROPPED {
      @Override
      void spoil(EntitySpan span, AnnotatedDocument document, Spoiled to) {
        if (to.random.nextInt(3) > 0) {
          to.spans.add(span);
        }
      }
    },
    SHIFTED {
      @Override
      void spoil(EntitySpan span, AnnotatedDocument document, Spoiled to) {
        int start = Math.max(0, span.start() + to.random.nextInt(5) - 2);
        int end = Math.min(document.text().length(), span.end() + to.random.nextInt(5) - 2);
        to.spans.add(
            to.random.nextBoolean() && start < end
                ? new EntitySpan(start, end, span.type())
                : span);
      }
    },
    RETYPED {
      @Override
      void spoil(EntitySpan span, AnnotatedDocument document, Spoiled to) {
        String type = to.types.get(to.random.nextInt(to.types.size()));
        to.spans.add(
            to.random.nextBoolean() ? new EntitySpan(span.start(), span.end(), type) : span);
      }
    },
    DUPLICATED {
      @Override
      void spoil(EntitySpan span, AnnotatedDocument document, Spoiled to) {
        to.spans.add(span);
        to.spans.add(span);
        if (span.end() - span.start() > 2) {
          to.spans.add(new EntitySpan(span.start(), span.end() - 1, span.type()));
        }
      }
    };

    abstract void spoil(EntitySpan span, AnnotatedDocument document, Spoiled to);

    AnnotatedDocument apply(AnnotatedDocument document, List<String> types, Random random) {
      Spoiled spoiled = new Spoiled(types, random, new ArrayList<>());
      document.spans().forEach(span -> spoil(span, document, spoiled));
      return document.toBuilder().clearSpans().spans(spoiled.spans).build();
    }
  }

  private record Spoiled(List<String> types, Random random, List<EntitySpan> spans) {}
}
