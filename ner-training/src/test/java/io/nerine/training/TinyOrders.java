package io.nerine.training;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Invented orders of parts, which the tiny model of the test support learns from. */
final class TinyOrders {

  static final EntitySchema SCHEMA =
      EntitySchema.builder("tiny-orders")
          .language("en")
          .description("Orders of parts, for the model that wiring tests load")
          .type(
              EntityType.builder("PART")
                  .description("A part by its name, with size or number")
                  .example("bolts M8")
                  .example("valve GX-447")
                  .build())
          .type(
              EntityType.builder("QUANTITY")
                  .description("How many or how much, with its unit")
                  .example("3")
                  .example("20 kg")
                  .build())
          .type(
              EntityType.builder("PLACE")
                  .description("The town that something goes to or comes from")
                  .example("Basel")
                  .build())
          .build();

  /** Slots: {@code {q}} a quantity, {@code {p}} a part, {@code {l}} a place, {@code {d}} a date. */
  private static final List<String> ORDERS =
      List.of(
          "Send {q} {p} to {l}.",
          "Please send {q} {p} to {l} by {d}.",
          "Ship {q} {p} to our yard in {l}.",
          "We need {q} {p} in {l} before {d}.",
          "Order {q} {p} and {q} {p} for {l}.",
          "Could you bring {q} {p} to {l}?",
          "{q} {p} arrived in {l} on {d}.",
          "{l} is waiting for {q} {p}.",
          "The shop in {l} wants {q} {p}, {q} {p} and {q} {p}.",
          "Our stock in {l} is down to {q} {p}.",
          "Return the {p} to {l}.",
          "The {p} broke again; send a new one to {l}.",
          "{p}: {q} for {l}",
          "{q} x {p}, {l}",
          "to {l}: {q} {p}",
          "Is the {p} still in {l}?",
          "Is {p} in stock?",
          "Move {q} {p} from {l} to {l}.",
          "{l} ordered {q} {p} on {d}.",
          "Replace the {p} with a {p}.",
          "We are short of {p} in {l}.",
          "Deliver {q} {p} to the site near {l}, please.",
          "Add {q} {p} to the order.",
          "Cancel the {p} for {l}.",
          "please send {q} {p} to {l}",
          "need {q} more {p} asap",
          "Hello, can {l} have {q} {p} by {d}? Thank you.",
          "The driver leaves {l} on {d} with {q} {p}.",
          "Two boxes were lost between {l} and {l}.",
          "The train to {l} is late.",
          "Who works in {l} on {d}?",
          "Thank you for the call on {d}.",
          "The meeting is at {n} on {d}.",
          "I will call you back before {d}.",
          "Invoice {n} was paid on {d}.",
          "No news so far.",
          "Please write to me when you know more.",
          "Where is my order?",
          "The new price is {n} and we cannot pay more.",
          "Room {n} is free on {d}.");

  private static final List<String> NAMES =
      List.of(
          "bolts",
          "nuts",
          "screws",
          "washers",
          "valve",
          "valves",
          "pump",
          "pumps",
          "bearing",
          "bearings",
          "hose",
          "hoses",
          "filter",
          "filters",
          "gasket",
          "gaskets",
          "brackets",
          "hinges",
          "springs",
          "belts",
          "chain",
          "cable",
          "cables",
          "fuse",
          "fuses",
          "motor",
          "gears",
          "rivets",
          "clamps",
          "pipes",
          "flange",
          "flanges",
          "seals",
          "switch",
          "sensor",
          "sensors",
          "relay",
          "spindle",
          "coupling",
          "nozzle",
          "nozzles",
          "rotor",
          "shaft",
          "plugs");

  private static final List<String> KINDS =
      List.of("steel", "brass", "hex", "copper", "rubber", "fuel", "oil", "water", "spare", "long");

  /** The first six are known to the vocabulary, so that some places are words and most are not. */
  private static final List<String> PLACES =
      List.of(
          "Basel",
          "Bergen",
          "Lyon",
          "Riga",
          "Turku",
          "Gdansk",
          "Aarhus",
          "Malmo",
          "Porto",
          "Graz",
          "Linz",
          "Torino",
          "Genoa",
          "Bilbao",
          "Ghent",
          "Bremen",
          "Kassel",
          "Leeds",
          "Derby",
          "Cork",
          "Galway",
          "Odense",
          "Vaasa",
          "Tartu",
          "Kaunas",
          "Lublin",
          "Brno",
          "Zadar",
          "Split",
          "Varna",
          "Sibiu",
          "Patras",
          "Izmir",
          "Bursa",
          "Haifa",
          "Tunis",
          "Oran",
          "Dakar",
          "Accra",
          "Durban",
          "Perth",
          "Hobart",
          "Dunedin",
          "Osaka",
          "Kobe",
          "Busan",
          "Pune",
          "Quito",
          "Lima",
          "Cali",
          "Recife",
          "Tulsa",
          "Boise",
          "Denver",
          "Omaha",
          "Halifax",
          "Regina",
          "New Bern",
          "San Remo",
          "Novi Sad",
          "Le Havre",
          "Santa Fe",
          "Port Said",
          "Cape Coast",
          "El Paso",
          "Den Haag");

  private static final List<String> DATES =
      List.of("Monday", "Tuesday", "Friday", "Sunday", "3 May", "12 June", "1 March", "noon");

  private static final List<String> COUNTS =
      List.of("two", "three", "four", "five", "six", "ten", "twelve", "twenty", "a dozen");

  private static final List<String> UNITS =
      List.of("kg", "m", "boxes of", "pairs of", "sets of", "metres of", "tons of");

  private TinyOrders() {}

  /** {@return orders of one part of the data, no two with the same text} */
  static Dataset create(int documents, long seed, DatasetPart part) {
    Random random = new Random(seed);
    Set<String> texts = new LinkedHashSet<>();
    List<AnnotatedDocument> list = new ArrayList<>();
    for (int tries = 0; list.size() < documents && tries < 20 * documents; tries++) {
      Order order = new Order(random);
      order.fill(pick(ORDERS, random));
      if (texts.add(order.text.toString())) {
        list.add(order.document(part.name().toLowerCase(Locale.ROOT) + "-" + list.size(), part));
      }
    }
    return Dataset.of(SCHEMA, list);
  }

  /** {@return the words of the vocabulary, in lower case; other words are spelt by letters} */
  static List<String> words() {
    Set<String> words = new LinkedHashSet<>();
    for (List<String> texts :
        List.of(ORDERS, KINDS, DATES, COUNTS, UNITS, NAMES.subList(0, 30), PLACES.subList(0, 6))) {
      for (String text : texts) {
        for (String word : text.replaceAll("\\{.\\}", " ").split("[^A-Za-z]+", -1)) {
          if (word.length() > 1) {
            words.add(word.toLowerCase(Locale.ROOT));
          }
        }
      }
    }
    return List.copyOf(words);
  }

  private static String pick(List<String> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }

  /** One order as it is written. */
  private static final class Order {

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private final List<String> types = new ArrayList<>();
    private final List<int[]> spans = new ArrayList<>();

    Order(Random random) {
      this.random = random;
    }

    void fill(String template) {
      int at = 0;
      while (at < template.length()) {
        if (template.charAt(at) == '{') {
          slot(template.charAt(at + 1));
          at += 3;
        } else {
          text.append(template.charAt(at++));
        }
      }
    }

    private void slot(char slot) {
      switch (slot) {
        case 'p' -> mention("PART", part());
        case 'l' -> mention("PLACE", pick(PLACES, random));
        case 'q' -> quantity();
        case 'd' -> text.append(pick(DATES, random));
        default -> text.append(1 + random.nextInt(400));
      }
    }

    private void quantity() {
      int kind = random.nextInt(10);
      if (kind < 3) {
        mention("QUANTITY", pick(COUNTS, random));
      } else if (kind < 7) {
        mention("QUANTITY", number());
      } else {
        String unit = pick(UNITS, random);
        boolean joined = unit.endsWith(" of");
        mention(
            "QUANTITY", number() + " " + (joined ? unit.substring(0, unit.length() - 3) : unit));
        text.append(" of");
      }
    }

    private String number() {
      return String.valueOf(1 + random.nextInt(random.nextBoolean() ? 20 : 900));
    }

    private String part() {
      String name =
          random.nextInt(3) == 0
              ? pick(KINDS, random) + " " + pick(NAMES, random)
              : pick(NAMES, random);
      return switch (random.nextInt(8)) {
        case 0, 1 -> name + " M" + (2 + random.nextInt(30));
        case 2 -> name + " M%dx%d".formatted(2 + random.nextInt(30), 5 + random.nextInt(95));
        case 3 -> name + " " + code();
        case 4 -> code();
        default -> name;
      };
    }

    private String code() {
      String code =
          "%c%c-%d"
              .formatted(
                  'A' + random.nextInt(26), 'A' + random.nextInt(26), 10 + random.nextInt(990));
      return random.nextInt(3) == 0 ? code + "-" + (char) ('A' + random.nextInt(26)) : code;
    }

    private void mention(String type, String mention) {
      types.add(type);
      spans.add(new int[] {text.length(), text.length() + mention.length()});
      text.append(mention);
    }

    AnnotatedDocument document(String id, DatasetPart part) {
      AnnotatedDocument.Builder document =
          AnnotatedDocument.builder(id, text.toString()).language("en").part(part);
      for (int i = 0; i < types.size(); i++) {
        document.span(spans.get(i)[0], spans.get(i)[1], types.get(i));
      }
      return document.build();
    }
  }
}
