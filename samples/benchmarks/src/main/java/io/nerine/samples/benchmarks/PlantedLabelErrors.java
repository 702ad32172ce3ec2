package io.nerine.samples.benchmarks;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.JsonLines;
import io.nerine.improve.LabelError;
import io.nerine.improve.LabelErrorSearch;
import io.nerine.text.Words;
import io.nerine.training.CrossValidation;
import io.nerine.training.Trainer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Plants label errors into tagged documents and counts how many of the first suggestions are. */
public final class PlantedLabelErrors {

  /** The share of mentions that are spoilt. */
  private static final double SHARE = 0.05;

  private static final int FOLDS = 5;

  private final Random random;
  private final List<String> types;

  /** What was tagged or is tagged now where an error was planted. */
  private record Fault(Kind kind, String documentId, int start, int end) {

    boolean isAt(LabelError error) {
      return documentId.equals(error.documentId()) && start < error.end() && error.start() < end;
    }
  }

  private enum Kind {
    MISSING,
    TYPE,
    BOUNDARY,
    SPURIOUS
  }

  private PlantedLabelErrors(long seed, List<String> types) {
    this.random = new Random(seed);
    this.types = types;
  }

  /**
   * Plants errors into a twentieth of the mentions, as many of each kind: a tag that is gone, of
   * another type, with a word more or less, and one where no mention is. Cross-validates, and
   * prints how many of the first suggestions point at planted errors. The data has errors of its
   * own, so the true shares are higher.
   *
   * @param args tagged documents, an encoder; perhaps how many minutes to train, a seed, and a
   *     directory for the judged tags and the predictions as JSON Lines
   */
  public static void main(String[] args) {
    Dataset clean = Dataset.read(Path.of(args[0]));
    Trainer.Builder trainer = Trainer.builder().encoder(args[1]);
    if (args.length > 2) {
      trainer.maxDuration(Duration.ofSeconds(Math.round(60 * Double.parseDouble(args[2]))));
    }
    long seed = args.length > 3 ? Long.parseLong(args[3]) : 1;
    List<Fault> faults = new ArrayList<>();
    Dataset spoilt = new PlantedLabelErrors(seed, clean.schema().typeNames()).spoil(clean, faults);
    CrossValidation validation = trainer.build().crossValidate(spoilt, FOLDS);
    if (args.length > 4) {
      JsonLines.write(Path.of(args[4], "gold.jsonl"), validation.gold());
      JsonLines.write(Path.of(args[4], "predictions.jsonl"), validation.predictions());
    }
    List<LabelError> errors = LabelErrorSearch.find(validation.gold(), validation.predictions());
    System.out.println(
        String.format(
            Locale.ROOT,
            "%d documents, %d mentions, %d planted errors, F1 %.4f, %d suggestions",
            clean.size(),
            clean.mentions().values().stream().mapToInt(Integer::intValue).sum(),
            faults.size(),
            validation.evaluation().micro().f1(),
            errors.size()));
    for (int first : new int[] {10, 20, 50, 100, 200}) {
      print(errors.subList(0, Math.min(first, errors.size())), faults);
    }
  }

  private static void print(List<LabelError> first, List<Fault> faults) {
    long hits =
        first.stream().filter(error -> faults.stream().anyMatch(f -> f.isAt(error))).count();
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "first %3d: %5.1f %% planted;",
            first.size(),
            100.0 * hits / Math.max(1, first.size())));
    for (Kind kind : Kind.values()) {
      List<Fault> ofKind = faults.stream().filter(fault -> fault.kind == kind).toList();
      long found = ofKind.stream().filter(f -> first.stream().anyMatch(f::isAt)).count();
      line.append(
          String.format(
              Locale.ROOT,
              " %s %d of %d",
              kind.name().toLowerCase(Locale.ROOT),
              found,
              ofKind.size()));
    }
    System.out.println(line);
  }

  private Dataset spoil(Dataset clean, List<Fault> faults) {
    List<AnnotatedDocument> spoilt = new ArrayList<>();
    int next = 0;
    for (AnnotatedDocument document : clean.documents()) {
      Words words = Words.of(document.text());
      Set<EntitySpan> tags = new HashSet<>(document.spans());
      for (EntitySpan tag : document.spans()) {
        if (random.nextDouble() < SHARE) {
          Kind kind = Kind.values()[next++ % Kind.values().length];
          plant(kind, document, words, tag, tags, faults);
        }
      }
      spoilt.add(document.toBuilder().clearSpans().spans(tags).build());
    }
    return Dataset.of(clean.schema(), spoilt);
  }

  private void plant(
      Kind kind,
      AnnotatedDocument document,
      Words words,
      EntitySpan tag,
      Set<EntitySpan> tags,
      List<Fault> faults) {
    EntitySpan placed = tag;
    switch (kind) {
      case MISSING -> tags.remove(tag);
      case TYPE -> {
        tags.remove(tag);
        int type = types.indexOf(tag.type()) + 1 + random.nextInt(types.size() - 1);
        tags.add(new EntitySpan(tag.start(), tag.end(), types.get(type % types.size())));
      }
      case BOUNDARY -> {
        EntitySpan moved = moved(words, tag);
        if (tags.stream().anyMatch(other -> !other.equals(tag) && overlap(other, moved))) {
          return;
        }
        tags.remove(tag);
        tags.add(moved);
        placed = moved.end() > tag.end() ? moved : tag;
      }
      case SPURIOUS -> {
        EntitySpan added = anyWord(words);
        if (tags.stream().anyMatch(other -> overlap(other, added))) {
          return;
        }
        tags.add(added);
        placed = added;
      }
    }
    faults.add(new Fault(kind, document.id(), placed.start(), placed.end()));
  }

  private static boolean overlap(EntitySpan one, EntitySpan other) {
    return one.start() < other.end() && other.start() < one.end();
  }

  /** Drops the last word of a mention of several, else takes in the word behind, or before. */
  private static EntitySpan moved(Words words, EntitySpan tag) {
    int first = 0;
    while (words.end(first) <= tag.start()) {
      first++;
    }
    int last = first;
    while (last + 1 < words.size() && words.start(last + 1) < tag.end()) {
      last++;
    }
    if (last > first) {
      return new EntitySpan(tag.start(), words.end(last - 1), tag.type());
    }
    return last + 1 < words.size()
        ? new EntitySpan(tag.start(), words.end(last + 1), tag.type())
        : new EntitySpan(words.start(Math.max(0, first - 1)), tag.end(), tag.type());
  }

  private EntitySpan anyWord(Words words) {
    int word = random.nextInt(words.size());
    return new EntitySpan(
        words.start(word), words.end(word), types.get(random.nextInt(types.size())));
  }
}
