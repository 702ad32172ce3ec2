package io.nerine.internal.format.brat;

import io.nerine.document.EntitySpan;
import io.nerine.format.FormatLog;
import io.nerine.internal.Json;
import io.nerine.internal.format.files.JsonAttributes;
import io.nerine.internal.format.files.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The lines of the {@code .ann} files of one document. */
final class BratLines {

  /** The kind of note that holds attributes which brat's own attributes cannot hold, as JSON. */
  static final String ATTRIBUTES = "NerineAttributes";

  /** The kind of note that annotators write. */
  static final String NOTES = "AnnotatorNotes";

  /** The attribute of a tag for what brat calls normalisation. */
  static final String REFERENCE = "reference";

  /** The value of an attribute that has none. */
  static final String FLAG = "true";

  private static final String LEFT_OUT = "left out";
  private static final Pattern FIELDS = Pattern.compile("[ \\t]");
  private static final Pattern LINE_END = Pattern.compile("\\r?\\n");

  private final FormatLog log;
  private final List<BratTag> tags = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final Map<String, Map<String, String>> attributes = new HashMap<>();

  BratLines(FormatLog log) {
    this.log = log;
  }

  /** {@return the tags in the order of the lines} */
  List<BratTag> tags() {
    return tags;
  }

  /** {@return what is known of a tag beside its place and type} */
  Map<String, String> attributes(String tag) {
    return attributes.getOrDefault(tag, Map.of());
  }

  /**
   * Adds the lines of a file.
   *
   * @param file the file
   * @param content its content
   */
  void add(String file, String content) {
    Tally tally = new Tally(log, file);
    // A lone CR may stand in the text of a tag, where brat puts it from a text with CR LF.
    String[] lines = LINE_END.split(content, -1);
    List<Integer> behind = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i];
      if (line.startsWith("T")) {
        addTag(file, line, "line " + (i + 1), tally);
      } else if (!line.isBlank()) {
        behind.add(i);
      }
    }
    // An attribute may stand before its tag.
    behind.forEach(i -> addOther(lines[i], "line " + (i + 1), tally));
    tally.report();
  }

  private void addTag(String file, String line, String place, Tally tally) {
    BratTag tag = BratTag.parse(line, place);
    if (tag == null) {
      log.error(
          file,
          place,
          "'%s' is no tag".formatted(Json.abbreviated(line)),
          LEFT_OUT,
          "write T1<TAB>Type start end<TAB>text, or start end;start end in ascending order");
      return;
    }
    tags.add(tag);
    if (!ids.add(tag.id())) {
      tally.warning(
          place,
          "the number of a tag before it",
          "read; what refers to the number goes to both",
          "number tags differently");
    }
    if (tag.mention() == null) {
      tally.warning(
          place,
          "a tag without its text",
          "read; its offsets could not be verified",
          "add the text behind a tab");
    }
  }

  private void addOther(String line, String place, Tally tally) {
    String[] fields = FIELDS.split(line, 4);
    String tag = fields.length > 2 ? fields[2] : "";
    boolean ours = ids.contains(tag);
    switch (line.charAt(0)) {
      case 'A', 'M' -> {
        if (ours) {
          String value = fields.length > 3 ? fields[3].strip() : "";
          put(tag, fields[1], value.isEmpty() ? FLAG : value, place, tally);
        } else {
          tally.info(place, "an attribute of what is no tag", LEFT_OUT);
        }
      }
      case '#' -> addNote(fields, ours, place, tally);
      case 'N' -> {
        if (ours && fields.length > 3) {
          String reference = fields[3].split("\t", 2)[0].strip();
          String earlier = attributes(tag).get(REFERENCE);
          of(tag).put(REFERENCE, earlier == null ? reference : earlier + "|" + reference);
        } else {
          tally.info(place, "a normalisation of what is no tag", LEFT_OUT);
        }
      }
      case 'E' -> tally.info(place, "an event", "left out; its trigger is read as a tag");
      case 'R' -> tally.info(place, "a relation", LEFT_OUT);
      case '*' -> tally.info(place, "an equivalence or another set", LEFT_OUT);
      default -> tally.info(place, "a line of an unknown kind", LEFT_OUT);
    }
  }

  private void addNote(String[] fields, boolean ours, String place, Tally tally) {
    String note = fields.length > 3 ? fields[3] : "";
    if (ours && fields[1].equals(ATTRIBUTES)) {
      addAttributes(fields[2], note, place, tally);
    } else if (ours && fields[1].equals(NOTES)) {
      String earlier = attributes(fields[2]).get(EntitySpan.NOTE);
      of(fields[2]).put(EntitySpan.NOTE, earlier == null ? note : earlier + "\n" + note);
    } else {
      tally.info(place, "a note that is no annotator's on a tag", LEFT_OUT);
    }
  }

  private void addAttributes(String tag, String json, String place, Tally tally) {
    Map<String, String> stated = JsonAttributes.read(json);
    if (stated == null) {
      tally.warning(
          place, "attributes that are no JSON object", LEFT_OUT, "correct or delete them");
    } else {
      stated.forEach((name, value) -> put(tag, name, value, place, tally));
    }
  }

  private void put(String tag, String key, String value, String place, Tally tally) {
    if (of(tag).putIfAbsent(key, value) != null) {
      tally.warning(
          place,
          "an attribute '%s' of a tag that has one".formatted(Json.abbreviated(key)),
          LEFT_OUT,
          "keep one of them");
    }
  }

  private Map<String, String> of(String tag) {
    return attributes.computeIfAbsent(tag, key -> new LinkedHashMap<>());
  }
}
