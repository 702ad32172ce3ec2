package io.nerine.internal.format.uima;

import io.nerine.format.ReadOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which types of annotations are tags, and which of their features names the entity type. */
final class TagTypes {

  static final String TYPE_OPTION = "type";
  static final String FEATURE_OPTION = "feature";

  /** The package of DKPro's named entities. */
  private static final String NAMED_ENTITIES = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.";

  private static final String NAMED_ENTITY = "NamedEntity";

  /** Where a label stands in the types of one or another tool, the likeliest first. */
  private static final List<String> LABELS =
      List.of("value", "label", "type", "category", "entityType", "class", "tag", "kind");

  /** The types below these describe language or the document, not what it speaks of. */
  private static final List<String> STRUCTURE_PACKAGES =
      List.of(
          "de.tudarmstadt.ukp.dkpro.core.api.",
          "de.tudarmstadt.ukp.clarin.webanno.api.type.",
          "org.dkpro.core.api.",
          "org.apache.ctakes.typesystem.type.syntax.",
          "org.apache.ctakes.typesystem.type.textspan.");

  private static final Set<String> STRUCTURE =
      Set.of(
          "Token",
          "Sentence",
          "Paragraph",
          "Section",
          "Lemma",
          "POS",
          "PartOfSpeech",
          "Stem",
          "Chunk",
          "Dependency",
          "DocumentMetaData",
          "DocumentAnnotation",
          "SourceDocumentInformation");

  private final Set<String> wanted;
  private final @Nullable String feature;

  /** What is known of a type. */
  enum Rank {
    /** No tag. */
    NONE,
    /** A tag if there are no named entities. */
    CUSTOM,
    /** A named entity, or what the option asks for. */
    NAMED
  }

  private TagTypes(Set<String> wanted, @Nullable String feature) {
    this.wanted = wanted;
    this.feature = feature;
  }

  static TagTypes of(ReadOptions options) {
    Set<String> wanted = new TreeSet<>();
    options
        .option(TYPE_OPTION)
        .ifPresent(
            names ->
                Arrays.stream(names.split(",", -1))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .forEach(wanted::add));
    if (options.option(TYPE_OPTION).isPresent() && wanted.isEmpty()) {
      throw new IllegalArgumentException(
          "Option '%s' must name types such as NamedEntity, found none".formatted(TYPE_OPTION));
    }
    return new TagTypes(wanted, options.option(FEATURE_OPTION).orElse(null));
  }

  /** {@return whether the option says which types are tags} */
  boolean chosen() {
    return !wanted.isEmpty();
  }

  /**
   * Judges a type.
   *
   * @param type its name
   * @param system what is known of types
   * @return whether its annotations are tags
   */
  Rank rank(String type, TypeSystem system) {
    List<String> lineage = system.lineage(type);
    if (chosen()) {
      boolean asked =
          lineage.stream()
              .anyMatch(at -> wanted.contains(at) || wanted.contains(TypeSystem.simpleName(at)));
      return asked ? Rank.NAMED : Rank.NONE;
    }
    if (lineage.stream().anyMatch(TagTypes::isNamedEntity)) {
      return Rank.NAMED;
    }
    boolean structure =
        type.startsWith("uima.") || lineage.stream().anyMatch(TagTypes::isStructure);
    return structure ? Rank.NONE : Rank.CUSTOM;
  }

  private static boolean isNamedEntity(String type) {
    return type.startsWith(NAMED_ENTITIES) || TypeSystem.simpleName(type).equals(NAMED_ENTITY);
  }

  private static boolean isStructure(String type) {
    String name = TypeSystem.simpleName(type);
    return STRUCTURE_PACKAGES.stream().anyMatch(type::startsWith)
        || STRUCTURE.contains(name)
        || name.endsWith("Token");
  }

  /**
   * Finds the feature that names the entity type of a tag.
   *
   * @param type the type of the annotation
   * @param features the features that the annotation has
   * @return the name of the feature, or null if it has none
   */
  @Nullable String feature(String type, Map<String, String> features) {
    List<String> candidates =
        feature != null ? List.of(feature) : isNamedEntity(type) ? LABELS.subList(0, 1) : LABELS;
    return candidates.stream()
        .filter(name -> !features.getOrDefault(name, "").isBlank())
        .findFirst()
        .orElse(null);
  }
}
