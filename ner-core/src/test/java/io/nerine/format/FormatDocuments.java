package io.nerine.format;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.document.EntitySpan;
import io.nerine.text.CharSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.jspecify.annotations.Nullable;

/** Invented documents for the contract of formats: fixed ones and random ones. */
final class FormatDocuments {

  private static final List<String> WORDS =
      List.of(
          "Anna",
          "M\u00FCller",
          "cafe\u0301",
          "caf\u00E9",
          "\u05E9\u05DC\u05D5\u05DD",
          "\u0645\u0631\u062D\u0628\u0627",
          "\uD83D\uDE00",
          "\uD83D\uDC69\u200D\uD83D\uDC67",
          "\u6771\u4EAC",
          "\u0130stanbul",
          "O'Neill",
          "\"quoted\"",
          "back\\slash",
          "\\n",
          "<b>",
          "</b>",
          "&amp;",
          "]]>",
          "[x]",
          "{y}",
          "(z)",
          "100%",
          "a|b",
          "a;b",
          "x=y,z",
          "GX-4471-B",
          "'",
          "-",
          ".",
          "I\u0307",
          "\u202Eabc",
          "B-PER",
          "O");

  /** What tools may take for marks of their own, or cannot write. */
  private static final List<String> TRAPS =
      List.of(
          "#",
          "-DOCSTART-",
          "<START:PER>",
          "<END>",
          "<PER>",
          "</PER>",
          "12|t|",
          "T1\tPER",
          "_",
          "*",
          "\\",
          "\uFEFF",
          "\u0000",
          "\u0001",
          "\u000B",
          "\u0085",
          "\uFFFE",
          "\uFFFD",
          "\uD83D",
          "\uDE00",
          "\n\n",
          "\r",
          "#Text=",
          "null",
          "{\"text\":");

  private static final List<String> GAPS =
      List.of(" ", " ", " ", "", "  ", "\n", "\r\n", "\n\n", "\t", "\u00A0", "\u2028", "\u001F");

  private FormatDocuments() {}

  /** Six ordinary documents, each in one line. */
  static List<AnnotatedDocument> samples() {
    return List.of(
        AnnotatedDocument.builder("s1", "Marta Kowalczyk replaced valve GX-4471-B in Gdynia .")
            .span(0, 15, "PER")
            .span(31, 40, "PART")
            .span(44, 50, "LOC")
            .build(),
        AnnotatedDocument.builder("s2", "Nothing was found during the second shift .").build(),
        AnnotatedDocument.builder("s3", "\uD83D\uDE9A Truck 12 left Malm\u00F6 for \u6771\u4EAC .")
            .span(3, 11, "PART")
            .span(17, 22, "LOC")
            .span(27, 29, "LOC")
            .build(),
        AnnotatedDocument.builder(
                "s4", "Ask Jose\u0301 O'Neill & Sons about \"the pump\" < 3 bar .")
            .span(4, 17, "PER")
            .build(),
        AnnotatedDocument.builder("s5", "\u05D3\u05E0\u05D4 \u05DC\u05D5\u05D9 met Ade in Lagos .")
            .span(0, 7, "PER")
            .span(12, 15, "PER")
            .span(19, 24, "LOC")
            .build(),
        AnnotatedDocument.builder("s6", "Belt 9 of conveyor 7 runs hot again .")
            .span(0, 6, "PART")
            .span(10, 20, "PART")
            .build());
  }

  /** Documents that keep to what a format can hold of texts and tags, with all the rest. */
  static Arbitrary<List<AnnotatedDocument>> fitting(FormatHooks hooks) {
    return seeds().map(seed -> new Maker(seed, hooks).documents(false));
  }

  /** Documents of any kind. */
  static Arbitrary<List<AnnotatedDocument>> any(FormatHooks hooks) {
    return seeds().map(seed -> new Maker(seed, hooks).documents(true));
  }

  /** Shrinking a seed shrinks nothing, so the documents are small from the start. */
  private static Arbitrary<Long> seeds() {
    return Arbitraries.longs().dontShrink();
  }

  /** Makes the documents of one seed. */
  private static final class Maker {

    private final Random random;
    private final FormatHooks hooks;

    Maker(long seed, FormatHooks hooks) {
      this.random = new Random(seed);
      this.hooks = hooks;
    }

    List<AnnotatedDocument> documents(boolean any) {
      List<AnnotatedDocument> documents = new ArrayList<>();
      List<String> ids = new ArrayList<>(hooks.ids());
      int count = 1 + random.nextInt(4);
      while (documents.size() < count && !ids.isEmpty()) {
        String id = ids.remove(random.nextInt(ids.size()));
        AnnotatedDocument document = document(id, any);
        if (any || hooks.isPromised(document)) {
          documents.add(document);
        }
      }
      return documents;
    }

    private AnnotatedDocument document(String id, boolean any) {
      boolean anyText = any || (holds(FormatCapability.ANY_TEXT) && wordParts());
      String text = anyText ? anyText(any) : words();
      AnnotatedDocument.Builder document = AnnotatedDocument.builder(id, text);
      List<Integer> edges = any ? units(text) : edges(text);
      List<EntitySpan> taken = new ArrayList<>();
      for (int i = random.nextInt(5); i > 0 && edges.size() > 1; i--) {
        EntitySpan span = span(text, edges, any, i);
        if (any || fits(span, taken)) {
          taken.add(span);
          document.span(span);
        }
      }
      addBeyondTags(document, text, edges, any);
      return document.build();
    }

    private void addBeyondTags(
        AnnotatedDocument.Builder document, String text, List<Integer> edges, boolean any) {
      if (random.nextInt(3) == 0) {
        document.language(pick(List.of("en", "pt-BR", "ja")));
      }
      if (random.nextInt(3) == 0) {
        document.part(pick(List.of(DatasetPart.values())));
      }
      if (random.nextInt(4) == 0) {
        List<String> keys = new ArrayList<>(hooks.metadataKeys());
        if (any) {
          keys.addAll(List.of("text", "id", "spans", "label", "meta", "data", "", "entities"));
        }
        document.metadata(pick(keys), value(2));
      }
      if (random.nextInt(6) == 0) {
        document.reviewedTypes(new LinkedHashSet<>(List.of(pick(hooks.types()), "PER")));
      }
      if (random.nextInt(6) == 0) {
        document.reviewedRegions(List.of(new CharSpan(0, text.length() / 2)));
      }
      if (random.nextInt(4) == 0 && edges.size() > 1) {
        document.rejectedSpan(span(text, edges, any, 9));
      }
    }

    private EntitySpan span(String text, List<Integer> edges, boolean any, int number) {
      int first = random.nextInt(edges.size() - 1);
      int width = 1 + random.nextInt(Math.min(8, edges.size() - 1 - first));
      int start = edges.get(first);
      int end = edges.get(first + width);
      if (!any && !wordParts()) {
        // Edges are the starts of words and the end of the text.
        end = end == text.length() ? end : end - 1;
      }
      List<String> types = new ArrayList<>(hooks.types());
      if (any) {
        types.addAll(List.of("Job title", "a<b>&\"c\"", "x|y", "t\tu", "\uD83D\uDE00", "[1]", "*"));
      }
      Map<String, String> attributes = new LinkedHashMap<>();
      if (random.nextInt(4) == 0) {
        attributes.put(pick(hooks.attributeKeys()), words());
        attributes.put(EntitySpan.ID, "tag-" + number);
      }
      return new EntitySpan(start, end, pick(types), attributes);
    }

    private boolean fits(EntitySpan span, List<EntitySpan> taken) {
      for (EntitySpan other : taken) {
        if (span.matches(other)) {
          if (!holds(FormatCapability.REPEATED_SPANS)) {
            return false;
          }
        } else if (span.span().contains(other.span()) || other.span().contains(span.span())) {
          if (!holds(FormatCapability.NESTED_SPANS)) {
            return false;
          }
        } else if (span.span().overlaps(other.span()) && !holds(FormatCapability.CROSSING_SPANS)) {
          return false;
        }
      }
      return true;
    }

    private boolean wordParts() {
      return holds(FormatCapability.WORD_PARTS);
    }

    private boolean holds(FormatCapability capability) {
      return hooks.holds(capability);
    }

    private String words() {
      StringBuilder text = new StringBuilder();
      for (int i = 1 + random.nextInt(8); i > 0; i--) {
        text.append(pick(WORDS)).append(i > 1 ? " " : "");
      }
      return text.toString();
    }

    private String anyText(boolean any) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(9); i > 0; i--) {
        text.append(any && random.nextInt(4) == 0 ? pick(TRAPS) : pick(WORDS));
        text.append(pick(GAPS));
      }
      return text.toString();
    }

    /** Offsets between the units of a text. */
    private static List<Integer> units(String text) {
      List<Integer> edges = new ArrayList<>();
      for (int i = 0; i <= text.length(); i++) {
        edges.add(i);
      }
      return edges;
    }

    /** Offsets where a tag may begin or end; of a text of words, the starts of words. */
    private List<Integer> edges(String text) {
      List<Integer> edges = new ArrayList<>();
      for (int i = 0; i < text.length(); i++) {
        boolean within =
            wordParts()
                ? i > 0 && Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i))
                : i > 0 && text.charAt(i - 1) != ' ';
        if (!within) {
          edges.add(i);
        }
      }
      edges.add(text.length());
      return edges;
    }

    private @Nullable Object value(int depth) {
      return switch (random.nextInt(depth == 0 ? 6 : 8)) {
        case 0 -> random.nextInt();
        case 1 -> random.nextInt(1000) / 8.0;
        case 2 -> random.nextBoolean();
        case 3 -> null;
        case 4 -> 1L << 40;
        case 5 -> words();
        case 6 -> listOf(value(depth - 1), value(depth - 1));
        default -> {
          Map<String, @Nullable Object> map = new LinkedHashMap<>();
          map.put("k", value(depth - 1));
          map.put("l \u00E9", value(depth - 1));
          yield map;
        }
      };
    }

    private static List<@Nullable Object> listOf(@Nullable Object first, @Nullable Object second) {
      List<@Nullable Object> list = new ArrayList<>();
      list.add(first);
      list.add(second);
      return list;
    }

    private <T> T pick(List<T> choices) {
      return choices.get(random.nextInt(choices.size()));
    }
  }

  /** One document for a capability, which nothing but that capability makes special. */
  static AnnotatedDocument example(FormatCapability capability) {
    String text = "Anna Berg moved from Riga to Kalmar";
    AnnotatedDocument.Builder plain = AnnotatedDocument.builder("only", text).span(0, 9, "PER");
    return switch (capability) {
      case IDS -> plain.id("an id of its own").build();
      case LANGUAGES -> plain.language("sv").build();
      case PARTS -> plain.part(DatasetPart.DEV).build();
      case METADATA -> plain.metadata("m-source", List.of("a", Map.of("k", 1))).build();
      case ANY_TEXT ->
          AnnotatedDocument.builder("only", "Anna  Berg\n\nmoved\tto Riga ")
              .span(0, 10, "PER")
              .build();
      case WORD_PARTS -> plain.span(21, 23, "LOC").build();
      case NESTED_SPANS -> plain.span(5, 9, "NAME").build();
      case CROSSING_SPANS -> plain.span(5, 15, "NAME").build();
      case REPEATED_SPANS -> plain.span(0, 9, "PER").build();
      case SPAN_ATTRIBUTES ->
          plain.span(new EntitySpan(21, 25, "LOC", Map.of("a-grade", "sure"))).build();
      case REVIEW_MARKS ->
          plain.reviewedTypes(List.of("PER")).reviewedRegions(List.of(new CharSpan(0, 20))).build();
      case REJECTED_SPANS -> plain.rejectedSpan(new EntitySpan(21, 25, "PER")).build();
    };
  }
}
