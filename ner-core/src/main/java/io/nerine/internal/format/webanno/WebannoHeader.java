package io.nerine.internal.format.webanno;

import io.nerine.format.FormatLog;
import io.nerine.internal.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the first lines of a file declare: its version, and the layers that its columns hold. */
final class WebannoHeader {

  /** How each file begins. */
  static final String FORMAT = "#FORMAT=WebAnno TSV ";

  static final String SPANS = "#T_SP=";
  static final String RELATIONS = "#T_RL=";
  static final String CHAINS = "#T_CH=";

  /** The layer that holds named entities in a project of INCEpTION. */
  static final String NAMED_ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity";

  /** The feature of that layer which holds the type. */
  static final String VALUE = "value";

  /** The feature of that layer which holds the identity in a knowledge base. */
  static final String IDENTIFIER = "identifier";

  private static final String ROLE = "ROLE_";

  private static final Pattern VERSION = Pattern.compile("3\\.([0-9]{1,3})\\s*");

  /** Hostile headers may declare any number. */
  private static final int MOST_COLUMNS = 10_000;

  private final boolean javaEscapes;
  private final List<Layer> layers = new ArrayList<>();
  private int columns;

  /** What a layer holds. */
  enum Kind {
    SPAN,
    RELATION,
    CHAIN
  }

  /**
   * A layer.
   *
   * @param name its full name
   * @param kind what it holds
   * @param first the number of its first column behind the first three, from 0
   * @param features the names of its features, one a column; a placeholder is empty
   */
  record Layer(String name, Kind kind, int first, List<String> features) {

    String simpleName() {
      return name.substring(name.lastIndexOf('.') + 1);
    }

    /** {@return whether a feature is a value, neither a placeholder nor part of a link} */
    boolean isValue(int feature) {
      String name = features.get(feature);
      return !name.isEmpty() && !name.startsWith(ROLE) && name.indexOf('.') < 0;
    }

    /** {@return whether a feature is the other end of a link, named by its layer} */
    boolean isTarget(int feature) {
      String name = features.get(feature);
      return !name.startsWith(ROLE) && name.indexOf('.') >= 0;
    }
  }

  private WebannoHeader(boolean javaEscapes) {
    this.javaEscapes = javaEscapes;
  }

  /**
   * Reads the first line.
   *
   * @param line the line
   * @return the header, still without layers, or null if it is none of WebAnno TSV 3
   */
  static @Nullable WebannoHeader of(String line) {
    if (!line.startsWith(FORMAT)) {
      return null;
    }
    Matcher version = VERSION.matcher(line.substring(FORMAT.length()));
    return version.matches() ? new WebannoHeader(Integer.parseInt(version.group(1)) <= 1) : null;
  }

  /**
   * Reads the declaration of a layer.
   *
   * @param line the line
   * @return whether it is one
   */
  boolean declares(String line) {
    Kind kind;
    if (line.startsWith(SPANS)) {
      kind = Kind.SPAN;
    } else if (line.startsWith(RELATIONS)) {
      kind = Kind.RELATION;
    } else if (line.startsWith(CHAINS)) {
      kind = Kind.CHAIN;
    } else {
      return false;
    }
    String[] fields = line.substring(SPANS.length()).strip().split("\\|", -1);
    List<String> features = new ArrayList<>();
    for (int i = 1; i < fields.length && columns + features.size() < MOST_COLUMNS; i++) {
      features.add(fields[i]);
    }
    if (features.isEmpty()) {
      features.add("");
    }
    layers.add(new Layer(fields[0], kind, columns, List.copyOf(features)));
    columns += features.size();
    return true;
  }

  /** {@return whether texts are escaped as in Java} */
  boolean javaEscapes() {
    return javaEscapes;
  }

  List<Layer> layers() {
    return layers;
  }

  /** {@return the number of columns behind the first three} */
  int columns() {
    return columns;
  }

  /**
   * Finds the layer that holds the tags.
   *
   * @param wanted its name, full or without package; null for the default
   * @return the layer; null if there is none, since INCEpTION declares only layers that are used
   */
  @Nullable Layer tags(@Nullable String wanted) {
    Layer first = null;
    for (Layer layer : layers) {
      if (layer.kind != Kind.SPAN) {
        continue;
      }
      if (wanted == null
          ? layer.simpleName().equals("NamedEntity")
          : layer.name.equals(wanted) || layer.simpleName().equals(wanted)) {
        return layer;
      }
      boolean valued = false;
      for (int i = 0; i < layer.features.size(); i++) {
        valued |= layer.isValue(i);
      }
      if (first == null && valued && !isLinguistic(layer.name)) {
        first = layer;
      }
    }
    return wanted == null ? first : null;
  }

  /** Parts of speech, lemmas, chunks and the like are no entities. */
  private static boolean isLinguistic(String name) {
    return name.contains(".lexmorph.")
        || name.contains(".segmentation.")
        || name.contains(".syntax.")
        || name.contains(".morph.");
  }

  /**
   * Finds the feature that holds the type.
   *
   * @param layer the layer
   * @param wanted its name; null for the default
   * @return its number in the layer, or -1 if the layer has none
   */
  static int type(Layer layer, @Nullable String wanted) {
    if (wanted != null) {
      return layer.features.indexOf(wanted);
    }
    int value = layer.features.indexOf(VALUE);
    for (int i = 0; i < layer.features.size() && value < 0; i++) {
      if (layer.isValue(i) && !layer.features.get(i).equals(IDENTIFIER)) {
        value = i;
      }
    }
    return value;
  }

  /** Says that a file is none. */
  static void refuse(FormatLog log, String file, String line) {
    log.error(
        file,
        "line 1",
        "'%s' where '#FORMAT=WebAnno TSV 3.3' should stand".formatted(Json.abbreviated(line)),
        "nothing was read",
        "export the document as WebAnno TSV 3");
  }
}
