package io.nerine.quality;

import io.nerine.schema.EntityType;
import io.nerine.text.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds types that annotators, and a model, will take for each other. */
final class SchemaChecks {

  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  private static final double CERTAIN = 1;
  private static final double LIKELY = 0.9;
  private static final double POSSIBLE = 0.5;

  /** Names of fewer letters differ in one by chance. */
  private static final int LEAST_NAME = 5;

  private static final int LEAST_DESCRIPTION_WORDS = 3;
  private static final int SHOWN_EXAMPLES = 3;

  private final Corpus corpus;
  private final Findings findings;

  SchemaChecks(Corpus corpus, Findings findings) {
    this.corpus = corpus;
    this.findings = findings;
  }

  void run() {
    List<EntityType> types = corpus.schema().types();
    List<List<String>> names = types.stream().map(type -> nameWords(type.name())).toList();
    List<Set<String>> descriptions = types.stream().map(type -> words(type.description())).toList();
    for (int one = 0; one < types.size(); one++) {
      for (int other = one + 1; other < types.size(); other++) {
        String first = types.get(one).name();
        String second = types.get(other).name();
        compareNames(first, second, names.get(one), names.get(other));
        compareDescriptions(first, second, descriptions.get(one), descriptions.get(other));
      }
    }
    findSharedExamples(types);
    findSharedMentions();
  }

  /** The words of a name: {@code StartDate}, {@code start_date} and {@code Start dates} agree. */
  private static List<String> nameWords(String name) {
    String parted = name.replaceAll("(?<=[\\p{Ll}\\p{Nd}])(?=\\p{Lu})", " ");
    return SEPARATORS
        .splitAsStream(parted.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .map(SchemaChecks::singular)
        .toList();
  }

  private static String singular(String word) {
    boolean plural = word.length() > 3 && word.matches(".*[^sui]s");
    return plural ? word.substring(0, word.length() - 1) : word;
  }

  private void compareNames(
      String first, String second, List<String> words, List<String> otherWords) {
    String joined = String.join("", words);
    String otherJoined = String.join("", otherWords);
    if (joined.equals(otherJoined)) {
      tellNames(first, second, CERTAIN, "differ in spelling alone");
    } else if (Math.min(joined.length(), otherJoined.length()) >= LEAST_NAME
        && differsInOneLetter(joined, otherJoined)) {
      tellNames(first, second, LIKELY, "differ in one letter");
    } else if (words.size() > 1
        && otherWords.size() > 1
        && words.get(words.size() - 1).equals(otherWords.get(otherWords.size() - 1))) {
      tellNames(
          first, second, POSSIBLE, "name two kinds of '%s'".formatted(words.get(words.size() - 1)));
    }
  }

  private static boolean differsInOneLetter(String one, String other) {
    String longer = one.length() < other.length() ? other : one;
    String shorter = one.length() < other.length() ? one : other;
    if (longer.length() - shorter.length() > 1) {
      return false;
    }
    int start = 0;
    while (start < shorter.length() && longer.charAt(start) == shorter.charAt(start)) {
      start++;
    }
    int rest = longer.length() == shorter.length() ? start + 1 : start;
    return shorter.substring(Math.min(rest, shorter.length())).equals(longer.substring(start + 1));
  }

  private void tellNames(String first, String second, double certainty, String how) {
    findings.add(
        new FindingDraft(
                FindingCode.SIMILAR_NAMES, certainty >= LIKELY ? Severity.WARNING : Severity.INFO)
            .certainty(certainty)
            .types(first, second)
            .message("The names %s and %s %s".formatted(first, second, how))
            .advice("Merge the types, or say in name and description what tells them apart"));
  }

  /** The words of a description that mean something. */
  private static Set<String> words(String description) {
    Words bounds = Words.of(description);
    Set<String> words = new LinkedHashSet<>();
    for (int i = 0; i < bounds.size(); i++) {
      String word = description.substring(bounds.start(i), bounds.end(i)).toLowerCase(Locale.ROOT);
      if (Character.isLetterOrDigit(word.codePointAt(0)) && !Languages.isFunctionWord(word)) {
        words.add(word);
      }
    }
    return words;
  }

  private void compareDescriptions(
      String first, String second, Set<String> words, Set<String> otherWords) {
    Set<String> shared = new HashSet<>(words);
    shared.retainAll(otherWords);
    int all = words.size() + otherWords.size() - shared.size();
    double similarity = all == 0 ? 0 : (double) shared.size() / all;
    if (Math.min(words.size(), otherWords.size()) >= LEAST_DESCRIPTION_WORDS
        && similarity >= corpus.threshold(Threshold.SIMILAR_DESCRIPTIONS)) {
      findings.add(
          new FindingDraft(FindingCode.SIMILAR_DESCRIPTIONS, Severity.WARNING)
              .certainty(similarity)
              .types(first, second)
              .figure("similarity", Figures.rounded(similarity))
              .message(
                  "The descriptions of %s and %s share %s of their words"
                      .formatted(first, second, Figures.percent(similarity)))
              .advice("Describe what tells the types apart, or merge them"));
    }
  }

  private void findSharedExamples(List<EntityType> types) {
    Map<String, Set<String>> typesOfExample = new LinkedHashMap<>();
    for (EntityType type : types) {
      for (List<String> known : List.of(type.examples(), type.dictionary())) {
        for (String example : known) {
          typesOfExample
              .computeIfAbsent(
                  example.strip().toLowerCase(Locale.ROOT), key -> new LinkedHashSet<>())
              .add(type.name());
        }
      }
    }
    Map<List<String>, List<String>> shared = new LinkedHashMap<>();
    typesOfExample.forEach(
        (example, names) -> {
          if (names.size() > 1) {
            shared.computeIfAbsent(List.copyOf(names), key -> new ArrayList<>()).add(example);
          }
        });
    shared.forEach(
        (names, examples) ->
            findings.add(
                new FindingDraft(FindingCode.SHARED_EXAMPLES, Severity.WARNING)
                    .certainty(LIKELY)
                    .types(names)
                    .figure("shared", examples.size())
                    .message(
                        "%s give the same %s, as %s"
                            .formatted(
                                String.join(" and ", names),
                                Figures.count(examples.size(), "example"),
                                quoted(examples)))
                    .advice("Give examples that tell the types apart")));
  }

  private static String quoted(List<String> texts) {
    return String.join(", ", texts.stream().limit(SHOWN_EXAMPLES).map(Figures::quoted).toList());
  }

  /** Counts for each two types how many mentions of one have a text that is tagged as the other. */
  private void findSharedMentions() {
    Map<List<Integer>, int[]> shared = new HashMap<>();
    Map<List<Integer>, List<String>> samples = new HashMap<>();
    int[] all = new int[corpus.types().size()];
    for (int node : corpus.texts().nodes()) {
      List<Integer> types = corpus.texts().types(node);
      for (int type : types) {
        int count = corpus.texts().tagged(node, type);
        all[type] += count;
        for (int other : types) {
          if (other != type) {
            List<Integer> pair = List.of(type, other);
            shared.computeIfAbsent(pair, key -> new int[1])[0] += count;
            samples.computeIfAbsent(pair, key -> new ArrayList<>()).add(corpus.texts().text(node));
          }
        }
      }
    }
    shared.forEach(
        (pair, count) -> {
          double share = (double) count[0] / all[pair.get(0)];
          if (all[pair.get(0)] >= corpus.threshold(Threshold.FEW_MENTIONS)
              && share >= corpus.threshold(Threshold.SHARED_MENTIONS)) {
            tellSharedMentions(pair, count[0], share, samples.getOrDefault(pair, List.of()));
          }
        });
  }

  private void tellSharedMentions(
      List<Integer> pair, int count, double share, List<String> samples) {
    String one = corpus.type(pair.get(0));
    String other = corpus.type(pair.get(1));
    findings.add(
        new FindingDraft(FindingCode.SHARED_MENTIONS, Severity.INFO)
            .certainty(share)
            .types(one, other)
            .figure("mentions", count)
            .figure("share", Figures.rounded(share))
            .message(
                "%s of the mentions of %s have a text that is tagged as %s too, as %s"
                    .formatted(Figures.percent(share), one, other, quoted(samples)))
            .advice("See that the guideline says by what context they are told apart"));
  }
}
