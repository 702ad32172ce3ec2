package io.nerine.internal.format.files;

import java.util.Locale;
import java.util.Set;

/**
 * Gives documents names of files that every file system takes: of ASCII letters, digits, dots,
 * hyphens and underscores, each given once, whatever its case. Not thread-safe.
 */
public final class FileNames {

  private static final int MOST_CHARACTERS = 120;
  private static final int MOST_FOLDERS = 8;

  /** Names that Windows keeps for devices. */
  private static final Set<String> DEVICES =
      Set.of("con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "lpt1", "lpt2", "lpt3");

  private final boolean folders;
  private final UniqueNames given = new UniqueNames(true);

  /**
   * Creates the names of one directory.
   *
   * @param folders whether a slash in an id stands for a folder
   */
  public FileNames(boolean folders) {
    this.folders = folders;
  }

  /**
   * Names the file of a document.
   *
   * @param id the id of the document
   * @return a relative path without ending: the id itself where that is safe and not given yet
   */
  public String next(String id) {
    String[] names = folders ? id.split("/", -1) : new String[] {id};
    if (names.length > MOST_FOLDERS) {
      names = new String[] {id};
    }
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < names.length - 1; i++) {
      // A folder has no dot, so that it is never in the way of a file, which has an ending.
      path.append(safe(names[i]).replace('.', '_')).append('/');
    }
    path.append(safe(names[names.length - 1]));
    return given.next(path.toString());
  }

  private static String safe(String name) {
    String cut = name.length() > MOST_CHARACTERS ? name.substring(0, MOST_CHARACTERS) : name;
    StringBuilder safe = new StringBuilder(cut.length());
    for (int i = 0; i < cut.length(); i++) {
      char c = cut.charAt(i);
      safe.append(isSafe(c) ? c : '_');
    }
    // Hidden, the folder itself or the one above it.
    if (safe.isEmpty() || safe.charAt(0) == '.') {
      safe.insert(0, '_');
    }
    if (DEVICES.contains(safe.toString().toLowerCase(Locale.ROOT))) {
      safe.append('_');
    }
    return safe.toString();
  }

  private static boolean isSafe(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '-'
        || c == '_';
  }
}
