package io.nerine.onnx.imported;

import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.decode.TagScheme;
import io.nerine.onnx.decode.TagSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognises what the labels of a model stand for: types of entities and a tag scheme. */
final class LabelSet {

  private static final Pattern PREFIXED = Pattern.compile("([BIELSU])[-_](.+)", Pattern.DOTALL);
  private static final Pattern SUFFIXED = Pattern.compile("(.+)[-_]([BIELSU])", Pattern.DOTALL);
  private static final Pattern NUMBERED = Pattern.compile("(?i)LABEL_\\d+");

  private static final Set<String> OUTSIDE = Set.of("O", "OTHER", "OUTSIDE", "NONE");

  /** What some training programs add for tokens that carry no label. */
  private static final Set<String> NOTHING =
      Set.of("X", "[CLS]", "[SEP]", "[PAD]", "<PAD>", "<S>", "</S>", "PAD");

  private final List<String> labels;
  private final String place;
  private final Map<String, Set<String>> lettersOfType = new LinkedHashMap<>();

  private LabelSet(List<String> labels, String place) {
    this.labels = labels;
    this.place = place;
  }

  /**
   * Recognises labels.
   *
   * @param labels the labels in the order of the model's scores
   * @param place where they come from, for messages
   * @param wanted the scheme, or {@code null} to find it out
   * @return the tags that they are
   * @throws ModelLoadingException if they are no tags of a scheme
   */
  static TagSet recognise(List<String> labels, String place, @Nullable TagScheme wanted) {
    return new LabelSet(labels, place).recognise(wanted);
  }

  private TagSet recognise(@Nullable TagScheme wanted) {
    if (labels.stream().allMatch(label -> NUMBERED.matcher(label).matches())) {
      throw new ModelLoadingException(
          ("%s names its labels %s only, which tells no types; write what they stand for into"
                  + " id2label, such as {\"0\": \"O\", \"1\": \"B-PER\", \"2\": \"I-PER\"}")
              .formatted(place, shown()));
    }
    Pattern form = form();
    List<String[]> parsed = new ArrayList<>();
    for (String label : labels) {
      parsed.add(parse(label, form));
    }
    if (parsed.stream().noneMatch(label -> label[0].equals("O"))) {
      throw new ModelLoadingException(
          "%s has no label for words outside all mentions, such as O: %s"
              .formatted(place, shown()));
    }
    if (lettersOfType.isEmpty()) {
      throw new ModelLoadingException("%s has no label of a type: %s".formatted(place, shown()));
    }
    TagScheme scheme = wanted != null ? wanted : scheme();
    List<String> names = new ArrayList<>();
    for (String[] label : parsed) {
      names.add(label.length == 1 ? label[0] : label[0] + "-" + label[1]);
    }
    try {
      return TagSet.of(scheme, List.copyOf(lettersOfType.keySet()), names);
    } catch (IllegalArgumentException e) {
      throw new ModelLoadingException(
          "%s does not fit the tag scheme %s: %s".formatted(place, scheme, e.getMessage()), e);
    }
  }

  /** The way in which letters stand: the one that fits most labels; null for bare type names. */
  private @Nullable Pattern form() {
    List<String> named =
        labels.stream()
            .filter(label -> !OUTSIDE.contains(label.toUpperCase(Locale.ROOT)))
            .filter(label -> !NOTHING.contains(label.toUpperCase(Locale.ROOT)))
            .toList();
    long prefixed = named.stream().filter(label -> PREFIXED.matcher(label).matches()).count();
    long suffixed = named.stream().filter(label -> SUFFIXED.matcher(label).matches()).count();
    if (2 * Math.max(prefixed, suffixed) < named.size() || named.isEmpty()) {
      // A type can be called E-Mail.
      return null;
    }
    return prefixed >= suffixed ? PREFIXED : SUFFIXED;
  }

  private String[] parse(String label, @Nullable Pattern form) {
    String upper = label.toUpperCase(Locale.ROOT);
    if (OUTSIDE.contains(upper)) {
      return new String[] {"O"};
    }
    if (NOTHING.contains(upper)) {
      return new String[] {TagSet.UNUSED};
    }
    String letter = "I";
    String type = label;
    if (form != null) {
      Matcher matcher = form.matcher(label);
      if (!matcher.matches()) {
        throw new ModelLoadingException(
            "%s has the label '%s', which is neither O nor a letter with a type as the others: %s"
                .formatted(place, label, shown()));
      }
      letter = matcher.group(form == PREFIXED ? 1 : 2);
      type = matcher.group(form == PREFIXED ? 2 : 1);
    }
    lettersOfType.computeIfAbsent(type.strip(), any -> new LinkedHashSet<>()).add(letter);
    return new String[] {letter, type.strip()};
  }

  private TagScheme scheme() {
    Set<String> letters = new TreeSet<>();
    lettersOfType.values().forEach(letters::addAll);
    if (letters.contains("L") || letters.contains("U")) {
      return TagScheme.BILOU;
    }
    if (letters.contains("E") || letters.contains("S")) {
      return TagScheme.BIOES;
    }
    if (!letters.contains("B")) {
      return TagScheme.IO;
    }
    // In IOB2 each type has B, in IOB1 only those with mentions that touch.
    boolean allBegin = lettersOfType.values().stream().allMatch(of -> of.contains("B"));
    return allBegin ? TagScheme.BIO : TagScheme.IOB1;
  }

  private String shown() {
    return labels.size() <= 12
        ? labels.toString()
        : labels.subList(0, 12).toString().replace("]", ", ...]");
  }
}
