package io.nerine.samples.benchmarks;

import io.nerine.deploy.ModelStore;
import io.nerine.deploy.ModelVersion;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each version finds in each document, by one thread that has the model for itself. */
final class SoakAnswers {

  /** Batches of other texts beside one move its confidence in the last digits of a float. */
  private static final double TOLERANCE = 1e-3;

  private final List<String> documents;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, List<List<Entity>>> answers = new HashMap<>();

  private SoakAnswers(List<String> documents) {
    this.documents = documents;
    for (int i = 0; i < documents.size(); i++) {
      numbers.put(documents.get(i), i);
    }
  }

  static SoakAnswers of(ModelStore store, List<ModelVersion> versions, List<String> documents) {
    SoakAnswers answers = new SoakAnswers(documents);
    LoadOptions alone = LoadOptions.builder().threads(1).build();
    for (ModelVersion version : versions) {
      List<List<Entity>> found = new ArrayList<>();
      try (Extractor extractor = store.load(version, alone)) {
        documents.forEach(document -> found.add(extractor.extract(document).entities()));
      }
      answers.answers.put(version.id().toString(), found);
    }
    return answers;
  }

  List<String> documents() {
    return documents;
  }

  /** {@return how many entities all versions find in all documents} */
  long entities() {
    return answers.values().stream().flatMap(List::stream).mapToLong(List::size).sum();
  }

  /** {@return whether an extraction is what the version that made it finds alone} */
  boolean hold(Extraction extraction) {
    Integer number = numbers.get(extraction.text());
    List<List<Entity>> ofVersion = answers.get(extraction.modelVersion().orElse(""));
    if (number == null || ofVersion == null) {
      return false;
    }
    List<Entity> expected = ofVersion.get(number);
    List<Entity> found = extraction.entities();
    boolean same = found.size() == expected.size() && extraction.complete();
    for (int i = 0; same && i < found.size(); i++) {
      Entity one = found.get(i);
      Entity other = expected.get(i);
      same =
          one.toSpan().equals(other.toSpan())
              && one.source().equals(other.source())
              && Math.abs(one.confidence() - other.confidence()) <= TOLERANCE;
    }
    return same;
  }
}
