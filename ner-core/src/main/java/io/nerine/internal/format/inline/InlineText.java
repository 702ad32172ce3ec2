package io.nerine.internal.format.inline;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.FormatLog;
import io.nerine.internal.Json;
import io.nerine.internal.format.files.JsonAttributes;
import io.nerine.internal.format.files.Tally;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads the text of one document with its markup. For one use. */
final class InlineText {

  /** The attribute of a tag in which we write what attributes cannot hold, as JSON. */
  static final String ATTRIBUTES = "nerine";

  /** The attributes of a tag that name the entity type, in lower case. */
  private static final Set<String> TYPES = Set.of("type", "label", "category", "class");

  private static final String LEFT_OUT = "left out";

  private final String marked;
  private final int firstLine;
  private final InlineOptions options;
  private final String file;
  private final FormatLog log;
  private final Tally tally;

  private final List<Markup> markup = new ArrayList<>();

  /**
   * For each piece of markup the one that opens it, if it closes one, or the one that closes it.
   */
  private int[] partner = new int[0];

  /** Where lines begin; found when the first place is asked for. */
  private int[] lineStarts = new int[0];

  /**
   * Creates the text.
   *
   * @param marked the text with its markup
   * @param firstLine the number of its first line
   * @param options how to read
   * @param file the file, for the report
   * @param log takes what is wrong
   * @param tally takes what is left out
   */
  InlineText(
      String marked,
      int firstLine,
      InlineOptions options,
      String file,
      FormatLog log,
      Tally tally) {
    this.marked = marked;
    this.firstLine = firstLine;
    this.options = options;
    this.file = file;
    this.log = log;
    this.tally = tally;
  }

  /**
   * Reads the text.
   *
   * @param id the id of the document
   * @return the document
   */
  AnnotatedDocument document(String id) {
    Markup.Scanner scanner = new Markup.Scanner(marked);
    for (Markup next = scanner.next(); next != null; next = scanner.next()) {
      markup.add(next);
    }
    match();
    return build(id);
  }

  /**
   * Tells whether every tag of a text is closed in it.
   *
   * @param marked the text
   * @param names the names of the tags that count; empty for all
   * @return whether it is
   */
  static boolean closes(String marked, Set<String> names) {
    Map<String, Integer> open = new HashMap<>();
    Markup.Scanner scanner = new Markup.Scanner(marked);
    for (Markup next = scanner.next(); next != null; next = scanner.next()) {
      if (!names.isEmpty() && !names.contains(next.name())) {
        continue;
      }
      switch (next.kind()) {
        case OPEN -> open.merge(next.name(), 1, Integer::sum);
        case CLOSE -> {
          if (open.merge(next.name(), -1, Integer::sum) < 0) {
            return false;
          }
        }
        default -> {}
      }
    }
    return open.values().stream().allMatch(count -> count == 0);
  }

  /** Gives each tag that closes the nearest before it that opens under the same name. */
  private void match() {
    partner = new int[markup.size()];
    Arrays.fill(partner, -1);
    Map<String, Deque<Integer>> open = new HashMap<>();
    for (int i = 0; i < markup.size(); i++) {
      Markup tag = markup.get(i);
      if (tag.kind() == Markup.Kind.OPEN) {
        open.computeIfAbsent(tag.name(), key -> new ArrayDeque<>()).push(i);
      } else if (tag.kind() == Markup.Kind.CLOSE) {
        Deque<Integer> same = open.get(tag.name());
        if (same != null && !same.isEmpty()) {
          partner[i] = same.pop();
          partner[partner[i]] = i;
        }
      }
    }
  }

  private AnnotatedDocument build(String id) {
    StringBuilder text = new StringBuilder(marked.length());
    // In the order in which tags open, as tags of one place and type are written.
    @Nullable EntitySpan[] spans = new EntitySpan[markup.size()];
    int[] starts = new int[markup.size()];
    Deque<Integer> open = new ArrayDeque<>();
    int at = 0;
    for (int i = 0; i < markup.size(); i++) {
      Markup tag = markup.get(i);
      text.append(plain(marked.substring(at, tag.start())));
      at = tag.end();
      if (tag.kind() == Markup.Kind.COMMENT) {
        continue;
      }
      if (partner[i] < 0) {
        unmatched(tag);
        text.append(plain(marked.substring(tag.start(), tag.end())));
      } else if (tag.kind() == Markup.Kind.OPEN) {
        starts[i] = text.length();
        open.push(i);
      } else {
        warnIfCrossing(open, partner[i], tag);
        int opening = partner[i];
        spans[opening] = span(markup.get(opening), starts[opening], text.length());
      }
    }
    text.append(plain(marked.substring(at)));
    AnnotatedDocument.Builder document = AnnotatedDocument.builder(id, text.toString());
    for (EntitySpan span : spans) {
      if (span != null) {
        document.span(span);
      }
    }
    return document.build();
  }

  private String plain(String piece) {
    return options.references() ? References.decoded(piece) : piece;
  }

  private void unmatched(Markup tag) {
    String shown = Json.abbreviated(marked.substring(tag.start(), tag.end()));
    boolean entity = options.marksEntity(tag.name());
    if (tag.kind() == Markup.Kind.EMPTY || !entity) {
      tally.info(place(tag.start()), "'" + shown + "' alone, without its pair", "read as text");
      return;
    }
    boolean opens = tag.kind() == Markup.Kind.OPEN;
    log.error(
        file,
        place(tag.start()),
        "'" + shown + (opens ? "' is not closed" : "' closes nothing"),
        "read as text",
        "%s it, or write &lt; for '<' in a text; a document may be set by option '%s'"
            .formatted(opens ? "close" : "open", InlineOptions.DOCUMENTS));
  }

  private void warnIfCrossing(Deque<Integer> open, int opening, Markup closing) {
    // Those that were closed out of turn are still on the stack.
    while (!open.isEmpty() && open.peek() != opening && isClosed(open.peek(), closing)) {
      open.pop();
    }
    if (open.isEmpty()) {
      return;
    }
    if (open.peek() == opening) {
      open.pop();
      return;
    }
    Markup inner = markup.get(open.peek());
    if (options.marksEntity(inner.name()) && options.marksEntity(closing.name())) {
      log.warning(
          file,
          place(closing.start()),
          "'</%s>' stands within '<%s>', which began later".formatted(closing.name(), inner.name()),
          "read as tags that cross",
          "close the inner tag first");
    }
  }

  private boolean isClosed(int opening, Markup now) {
    return markup.get(partner[opening]).start() < now.start();
  }

  private @Nullable EntitySpan span(Markup tag, int start, int end) {
    if (!options.marksEntity(tag.name())) {
      tally.info(
          place(tag.start()), "a tag <%s>, which is structure".formatted(tag.name()), LEFT_OUT);
      return null;
    }
    if (start == end) {
      tally.warning(
          place(tag.start()), "a tag around no text", LEFT_OUT, "put the mention into it");
      return null;
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    String type = tag.name();
    for (Map.Entry<String, String> attribute : tag.attributes().entrySet()) {
      if (isType(attribute.getKey()) && !attribute.getValue().isBlank()) {
        type = attribute.getValue();
      } else if (attribute.getKey().equals(ATTRIBUTES)) {
        addAttributes(attribute.getValue(), attributes, tag);
      } else {
        attributes.put(attribute.getKey(), attribute.getValue());
      }
    }
    return new EntitySpan(start, end, type, attributes);
  }

  static boolean isType(String attribute) {
    return TYPES.contains(attribute.toLowerCase(Locale.ROOT));
  }

  private void addAttributes(String json, Map<String, String> attributes, Markup tag) {
    Map<String, String> stated = JsonAttributes.read(json);
    if (stated != null) {
      attributes.putAll(stated);
    } else {
      tally.warning(
          place(tag.start()),
          "an attribute '%s' that is no JSON object".formatted(ATTRIBUTES),
          LEFT_OUT,
          "delete it");
    }
  }

  private String place(int offset) {
    if (lineStarts.length == 0) {
      int[] breaks = IntStream.range(0, marked.length()).filter(this::isLineFeed).toArray();
      lineStarts =
          IntStream.concat(IntStream.of(0), Arrays.stream(breaks).map(i -> i + 1)).toArray();
    }
    int found = Arrays.binarySearch(lineStarts, offset);
    int line = found < 0 ? -found - 2 : found;
    return "line " + (firstLine + line) + ", column " + (offset - lineStarts[line] + 1);
  }

  private boolean isLineFeed(int offset) {
    return marked.charAt(offset) == '\n';
  }
}
