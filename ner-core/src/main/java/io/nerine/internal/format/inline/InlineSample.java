package io.nerine.internal.format.inline;

import io.nerine.format.FormatMatch;
import io.nerine.format.FormatProbe;
import io.nerine.internal.format.inline.InlineOptions.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the beginning of a file tells. */
final class InlineSample {

  /** One of ten may have a mistake. */
  private static final double MOST = 0.9;

  private static final Pattern LINES = Pattern.compile("\\r\\n|[\\r\\n]");

  private InlineSample() {}

  /**
   * Judges what a document is.
   *
   * @param probe the first look at the file
   * @param names the names of the tags that count; empty for all
   * @return the smallest unit in which most tags are closed
   */
  static Unit unit(FormatProbe probe, Set<String> names) {
    if (closed(lines(probe), names) >= MOST) {
      return Unit.LINE;
    }
    List<String> blocks = blocks(lines(probe));
    return blocks.size() > 1 && closed(blocks, names) >= MOST ? Unit.BLANK_LINES : Unit.FILE;
  }

  /** {@return how well a file fits} */
  static FormatMatch match(FormatProbe probe) {
    String head = probe.head().stripLeading();
    if (probe.directory() || head.isEmpty() || isOtherMarkup(head)) {
      return FormatMatch.NONE;
    }
    List<String> lines = lines(probe);
    long tagged = lines.stream().filter(InlineSample::hasEntity).count();
    if (tagged == 0 && closed(lines, Set.of()) < 1 && hasEntity(probe.head())) {
      return FormatMatch.POSSIBLE;
    }
    if (tagged == 0) {
      return FormatMatch.NONE;
    }
    boolean many = tagged * 10 >= lines.stream().filter(line -> !line.isBlank()).count();
    return many && closed(lines, Set.of()) >= MOST ? FormatMatch.LIKELY : FormatMatch.POSSIBLE;
  }

  private static boolean isOtherMarkup(String head) {
    String begin = head.substring(0, Math.min(20, head.length())).toLowerCase(Locale.ROOT);
    return begin.startsWith("{")
        || begin.startsWith("[")
        || begin.startsWith("<?xml")
        || begin.startsWith("<!doctype")
        || begin.startsWith("<html")
        || begin.startsWith("<xmi")
        || (head.contains("<START") && head.contains("<END>"));
  }

  private static boolean hasEntity(String text) {
    Markup.Scanner scanner = new Markup.Scanner(text);
    String open = "";
    for (Markup next = scanner.next(); next != null; next = scanner.next()) {
      if (next.kind() == Markup.Kind.OPEN && !InlineOptions.isStructure(next.name())) {
        open = next.name();
      } else if (next.kind() == Markup.Kind.CLOSE && next.name().equals(open)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> lines(FormatProbe probe) {
    List<String> lines = Arrays.asList(LINES.split(probe.head(), -1));
    // The last one may be cut.
    return probe.whole() || lines.size() < 2 ? lines : lines.subList(0, lines.size() - 1);
  }

  /** What stands between blank lines. */
  private static List<String> blocks(List<String> lines) {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = new StringBuilder();
    for (String line : lines) {
      if (!line.isBlank()) {
        block.append(line).append('\n');
      } else if (!block.isEmpty()) {
        blocks.add(block.toString());
        block.setLength(0);
      }
    }
    blocks.add(block.toString());
    return blocks;
  }

  /** How many of those pieces that have tags close them. */
  private static double closed(List<String> pieces, Set<String> names) {
    List<String> tagged =
        pieces.stream().filter(piece -> new Markup.Scanner(piece).next() != null).toList();
    long closed = tagged.stream().filter(piece -> InlineText.closes(piece, names)).count();
    return tagged.isEmpty() ? 1 : (double) closed / tagged.size();
  }
}
