package io.nerine.samples.benchmarks;

import io.nerine.document.AnnotatedDocument;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;

/**
 * Tagged service reports of one to eight sentences, made up from a seed. Each sentence names two to
 * four things of the types Person, Part, Site and Date.
 */
final class InventedDocuments implements Iterable<AnnotatedDocument> {

  private static final List<String> FIRST =
      List.of("Marta", "Ines", "José", "Ade", "Søren", "Li", "Yusuf", "Zoë", "Anna", "Tomasz");

  private static final List<String> LAST =
      List.of("Kowalczyk", "Okafor", "Nyström", "Duarte", "O'Neill", "Wang", "Brandt", "Öztürk");

  private static final List<String> PARTS =
      List.of("valve", "drive belt", "gasket", "feed pump", "control board", "bearing", "sensor");

  private static final List<String> SITES =
      List.of("Malmö", "Gdynia", "Porto", "Lagos", "Izmir", "Riga", "Kalmar", "Łódź", "Bergen");

  private static final List<String> MONTHS =
      List.of("January", "March", "May", "June", "August", "October", "December");

  /** The slots are a person, a part, a site and a date. */
  private static final List<String> SENTENCES =
      List.of(
          "{Person} replaced the {Part} in {Site} on {Date} .",
          "On {Date} the {Part} of the second line in {Site} ran hot again , as {Person} had said .",
          "No parts were used , but {Person} asks {Person} to order a {Part} before {Date} .",
          "The crew from {Site} checked the {Part} and the {Part} and found nothing out of order .",
          "Pressure fell below 3.2 bar twice , so {Person} drove from {Site} to {Site} 🚚 .",
          "\" Leave it as it is \" , wrote {Person} ; the {Part} was due for overhaul anyway .");

  private final long seed;
  private final long count;

  InventedDocuments(long seed, long count) {
    this.seed = seed;
    this.count = count;
  }

  @Override
  public Iterator<AnnotatedDocument> iterator() {
    Random random = new Random(seed);
    return new Iterator<>() {
      private long next;

      @Override
      public boolean hasNext() {
        return next < count;
      }

      @Override
      public AnnotatedDocument next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return document(next++, random);
      }
    };
  }

  private static AnnotatedDocument document(long number, Random random) {
    StringBuilder text = new StringBuilder();
    List<Mention> mentions = new ArrayList<>();
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      append(SENTENCES.get(random.nextInt(SENTENCES.size())), text, mentions, random);
      text.append(i > 1 ? " " : "");
    }
    AnnotatedDocument.Builder document =
        AnnotatedDocument.builder("report-" + number, text.toString());
    mentions.forEach(mention -> document.span(mention.start, mention.end, mention.type));
    return document.build();
  }

  private record Mention(int start, int end, String type) {}

  private static void append(
      String sentence, StringBuilder text, List<Mention> mentions, Random random) {
    int at = 0;
    for (int open = sentence.indexOf('{'); open >= 0; open = sentence.indexOf('{', at)) {
      int close = sentence.indexOf('}', open);
      String type = sentence.substring(open + 1, close);
      text.append(sentence, at, open);
      int start = text.length();
      text.append(named(type, random));
      mentions.add(new Mention(start, text.length(), type));
      at = close + 1;
    }
    text.append(sentence, at, sentence.length());
  }

  private static String named(String type, Random random) {
    return switch (type) {
      case "Person" -> pick(FIRST, random) + " " + pick(LAST, random);
      case "Part" -> pick(PARTS, random) + " GX-" + (1000 + random.nextInt(9000));
      case "Site" -> pick(SITES, random);
      default -> (1 + random.nextInt(28)) + " " + pick(MONTHS, random);
    };
  }

  private static String pick(List<String> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
