package io.nerine.quality;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.document.EntitySpan;
import io.nerine.text.CharSpan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;

/**
 * Plants faults into a copy of tagged documents, at places drawn by a seed. Every mention and every
 * document gets at most one fault.
 */
final class FaultPlanter {

  /** What an annotator, or a careless split, gets wrong. */
  enum Kind {
    BOUNDARY,
    TYPE,
    MISSING,
    OVERLAP,
    DUPLICATE
  }

  /** How an edge is moved. */
  enum Move {
    TAKE_WORD_BEFORE,
    TAKE_WORD_BEHIND,
    DROP_FIRST_WORD,
    DROP_LAST_WORD,
    CUT_START,
    CUT_END
  }

  /**
   * A fault and where it is.
   *
   * @param how more of what was done, for figures
   * @param place what was and what is tagged; all of the document for a duplicate
   */
  record Fault(Kind kind, String how, DatasetPart part, String document, CharSpan place) {

    boolean isAt(Place found) {
      return part == found.part()
          && document.equals(found.documentId())
          && (kind == Kind.DUPLICATE || found.span().map(place::overlaps).orElse(false));
    }
  }

  /** Documents with faults. */
  record Planted(Dataset train, Dataset test, List<Fault> faults) {}

  private record Target(int document, int span) {}

  /** Shorter texts are no near-duplicates once a word is replaced, or repeat by nature. */
  private static final int LONG_ENOUGH = 120;

  private final Random random;
  private final List<AnnotatedDocument> clean;
  private final Dataset test;
  private final List<String> types;
  private final List<List<EntitySpan>> spans = new ArrayList<>();
  private final List<Target> targets = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();

  private FaultPlanter(Dataset train, Dataset test, long seed) {
    this.random = new Random(seed);
    this.clean = train.documents();
    this.test = test;
    this.types =
        List.copyOf(
            new TreeSet<>(
                clean.stream().flatMap(d -> d.spans().stream()).map(EntitySpan::type).toList()));
    for (int d = 0; d < clean.size(); d++) {
      spans.add(new ArrayList<>(clean.get(d).spans()));
      for (int s = 0; s < clean.get(d).spans().size(); s++) {
        targets.add(new Target(d, s));
      }
    }
    Collections.shuffle(targets, random);
  }

  /**
   * Plants faults of every kind.
   *
   * @param each the number of faults of each kind
   */
  static Planted plant(Dataset train, Dataset test, int each, long seed) {
    return new FaultPlanter(train, test, seed).plant(each);
  }

  private Planted plant(int each) {
    int next = 0;
    for (Kind kind : List.of(Kind.BOUNDARY, Kind.TYPE, Kind.MISSING, Kind.OVERLAP)) {
      for (int planted = 0; planted < each; next++) {
        Target target = targets.get(next);
        planted += spoil(kind, target) ? 1 : 0;
      }
    }
    List<AnnotatedDocument> spoilt = new ArrayList<>();
    for (int d = 0; d < clean.size(); d++) {
      List<EntitySpan> left = spans.get(d).stream().filter(Objects::nonNull).toList();
      spoilt.add(clean.get(d).toBuilder().clearSpans().spans(left).build());
    }
    List<AnnotatedDocument> tested = new ArrayList<>(test.documents());
    for (int i = 0; i < each; i++) {
      tested.add(copy(i, i % 2 == 0));
    }
    Collections.shuffle(tested, random);
    return new Planted(
        Dataset.of(test.schema(), spoilt), Dataset.of(test.schema(), tested), faults);
  }

  private boolean spoil(Kind kind, Target target) {
    AnnotatedDocument document = clean.get(target.document());
    EntitySpan span = document.spans().get(target.span());
    List<EntitySpan> list = spans.get(target.document());
    switch (kind) {
      case TYPE -> {
        String other;
        do {
          other = types.get(random.nextInt(types.size()));
        } while (other.equals(span.type()));
        list.set(target.span(), new EntitySpan(span.start(), span.end(), other));
        add(kind, span.type() + " as " + other, document, span.span());
      }
      case MISSING -> {
        list.set(target.span(), null);
        add(kind, "removed", document, span.span());
      }
      default -> {
        List<Move> moves = new ArrayList<>(List.of(Move.values()));
        Collections.shuffle(moves, random);
        for (Move move : moves) {
          EntitySpan moved = move(document, span, move);
          if (moved != null) {
            if (kind == Kind.BOUNDARY) {
              list.set(target.span(), moved);
            } else {
              list.add(moved);
            }
            add(kind, move.name(), document, union(span, moved));
            return true;
          }
        }
        return false;
      }
    }
    return true;
  }

  private void add(Kind kind, String how, AnnotatedDocument document, CharSpan place) {
    faults.add(new Fault(kind, how, DatasetPart.TRAIN, document.id(), place));
  }

  private static CharSpan union(EntitySpan one, EntitySpan other) {
    return new CharSpan(Math.min(one.start(), other.start()), Math.max(one.end(), other.end()));
  }

  /** The span with one edge moved; {@code null} if it cannot be without touching another. */
  private EntitySpan move(AnnotatedDocument document, EntitySpan span, Move move) {
    String text = document.text();
    int start = span.start();
    int end = span.end();
    switch (move) {
      case TAKE_WORD_BEFORE -> {
        int wordEnd = start > 0 && text.charAt(start - 1) == ' ' ? start - 1 : 0;
        start = startOfWord(text, wordEnd);
        if (start == wordEnd) {
          return null;
        }
      }
      case TAKE_WORD_BEHIND -> {
        int wordStart = end < text.length() && text.charAt(end) == ' ' ? end + 1 : text.length();
        end = endOfWord(text, wordStart);
        if (end == wordStart) {
          return null;
        }
      }
      case DROP_FIRST_WORD -> start = text.indexOf(' ', start) + 1;
      case DROP_LAST_WORD -> end = text.lastIndexOf(' ', end - 1);
      case CUT_START -> start += 1 + random.nextInt(2);
      case CUT_END -> end -= 1 + random.nextInt(2);
    }
    boolean cuts = move == Move.CUT_START || move == Move.CUT_END;
    if (cuts && !(end - start > 2 && isWithinWord(text, move == Move.CUT_START ? start : end))) {
      return null;
    }
    if (start >= end || start < 0 || (start == span.start() && end == span.end())) {
      return null;
    }
    if (start > span.end() || end < span.start()) {
      return null;
    }
    CharSpan moved = new CharSpan(start, end);
    for (EntitySpan other : document.spans()) {
      if (!other.equals(span) && other.span().overlaps(moved)) {
        return null;
      }
    }
    return new EntitySpan(start, end, span.type());
  }

  private static boolean isWithinWord(String text, int offset) {
    return Character.isLetter(text.charAt(offset - 1)) && Character.isLetter(text.charAt(offset));
  }

  private static int startOfWord(String text, int end) {
    int start = end;
    while (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static int endOfWord(String text, int start) {
    int end = start;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** A document to train on as one to score on, as it is or with one word in forty replaced. */
  private AnnotatedDocument copy(int number, boolean exact) {
    List<AnnotatedDocument> sources =
        clean.stream().filter(document -> document.text().length() >= LONG_ENOUGH).toList();
    AnnotatedDocument source = sources.get(random.nextInt(sources.size()));
    String id = "copy-" + number;
    AnnotatedDocument copy = exact ? source : edited(source);
    AnnotatedDocument.Builder builder =
        AnnotatedDocument.builder(id, copy.text()).spans(copy.spans());
    source.language().ifPresent(builder::language);
    faults.add(
        new Fault(
            Kind.DUPLICATE,
            exact ? "exact" : "edited",
            DatasetPart.TEST,
            id,
            new CharSpan(0, copy.text().length())));
    return builder.build();
  }

  private AnnotatedDocument edited(AnnotatedDocument source) {
    String text = source.text();
    List<EntitySpan> moved = new ArrayList<>(source.spans());
    int edits = Math.max(1, text.split("\\s+").length / 40);
    for (int tries = 0; edits > 0 && tries < 1000; tries++) {
      int start = startOfWord(text, random.nextInt(text.length()));
      int end = endOfWord(text, start);
      CharSpan word = new CharSpan(start, end);
      if (start == end || moved.stream().anyMatch(span -> span.span().overlaps(word))) {
        continue;
      }
      int shift = "altered".length() - word.length();
      text = text.substring(0, start) + "altered" + text.substring(end);
      moved.replaceAll(
          span ->
              span.start() < end
                  ? span
                  : new EntitySpan(span.start() + shift, span.end() + shift, span.type()));
      edits--;
    }
    return AnnotatedDocument.builder(source.id(), text).spans(moved).build();
  }
}
