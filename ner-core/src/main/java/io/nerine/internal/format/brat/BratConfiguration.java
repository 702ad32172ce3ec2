package io.nerine.internal.format.brat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.nerine.format.FormatLog;
import io.nerine.internal.Json;
import io.nerine.internal.format.files.FolderFiles;
import io.nerine.internal.format.files.TextFiles;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The file {@code annotation.conf} of a directory, without which brat shows no type. Types whose
 * names brat cannot hold get others; comment lines say which, so that they are read back.
 */
final class BratConfiguration {

  private static final String COMMENT = "# nerine-type ";
  private static final int MOST_VALUES = 100;
  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_-]");
  private static final Pattern LINE_END = Pattern.compile("\\r\\n|[\\r\\n]");

  private final Map<String, String> nameOfType = new LinkedHashMap<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final Map<String, Set<String>> values = new LinkedHashMap<>();

  /**
   * Reads which types stand for others.
   *
   * @param folder the directory
   * @param log takes what is wrong
   * @return the types by the names that stand for them
   */
  static Map<String, String> types(Path folder, FormatLog log) {
    Map<String, String> types = new HashMap<>();
    Path file = FolderFiles.inside(folder, BratFiles.CONFIGURATION);
    if (file == null) {
      return types;
    }
    String content = TextFiles.read(file, log);
    for (String line : LINE_END.split(content == null ? "" : content, -1)) {
      String[] fields = line.startsWith(COMMENT) ? line.split(" ", 4) : new String[0];
      try {
        if (fields.length == 4) {
          types.put(fields[2], Json.parse(fields[3]).asText());
        }
      } catch (JsonProcessingException e) {
        String fix = "write '%sName \"type\"'".formatted(COMMENT);
        log.warning(file.toString(), "", "a type in broken JSON", "left out", fix);
      }
    }
    return types;
  }

  /**
   * Returns the name that brat takes for a type: letters, digits, hyphens and underscores.
   *
   * @param type the type
   * @return the name, of this type alone
   */
  String name(String type) {
    String given = nameOfType.get(type);
    if (given != null) {
      return given;
    }
    String safe = UNSAFE.matcher(type).replaceAll("_");
    // A line of hyphens is a separator in the configuration.
    safe = safe.startsWith("-") ? "_" + safe : safe;
    String name = safe;
    for (int number = 2; !names.add(name); number++) {
      name = safe + "_" + number;
    }
    nameOfType.put(type, name);
    return name;
  }

  /**
   * Notes an attribute, for brat to show it.
   *
   * @param name its name
   * @param value its value
   * @return false if brat should not know it, since it has too many values to choose from
   */
  boolean declares(String name, String value) {
    Set<String> known = values.computeIfAbsent(name, key -> new TreeSet<>());
    return known.contains(value) || (known.size() < MOST_VALUES && known.add(value));
  }

  /** {@return the content of the file} */
  String content() {
    StringBuilder content = new StringBuilder();
    nameOfType.forEach(
        (type, name) -> {
          if (!type.equals(name)) {
            content
                .append(COMMENT)
                .append(name)
                .append(' ')
                .append(LineBreaks.escaped(Json.line(type)))
                .append('\n');
          }
        });
    content.append("[entities]\n");
    names.forEach(name -> content.append(name).append('\n'));
    content.append("\n[relations]\n\n[events]\n\n[attributes]\n");
    values.forEach(
        (name, choices) -> {
          content.append(name).append("\tArg:<ENTITY>");
          if (choices.size() > 1 || !choices.contains(BratLines.FLAG)) {
            content.append(", Value:").append(String.join("|", choices));
          }
          content.append('\n');
        });
    return content.toString();
  }
}
