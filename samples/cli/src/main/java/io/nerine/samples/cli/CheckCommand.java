package io.nerine.samples.cli;

import io.nerine.data.Dataset;
import io.nerine.format.SchemaJson;
import io.nerine.quality.DataQuality;
import io.nerine.quality.QualityOptions;
import io.nerine.quality.QualityReport;
import io.nerine.quality.Threshold;
import io.nerine.schema.EntitySchema;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Checks tagged documents. */
@Command(
    name = "check",
    description = {
      "Check tagged documents: whether tags are precise, consistent and complete, whether there is",
      "enough of everything, whether what is scored is kept apart, and texts and types are sound.",
      "The surest findings of each kind are shown; --verbose shows all, each with more places."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CheckCommand extends NerineCommand {

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description =
          "The tagged documents. Those that say that they are for dev or test (\"split\") are"
              + " compared with the others.")
  private Path data;

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description = "The entity types, as JSON; by default those of the tags.")
  private @Nullable Path schema;

  @Option(
      names = "--test",
      paramLabel = "FILE",
      description = "Tagged documents to score on, to be compared with those of --data.")
  private @Nullable Path test;

  @Option(
      names = "--json",
      paramLabel = "OUT",
      description = "A file for the whole report as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--ignore-case",
      description = "Let texts that differ in case alone count as the same mention.")
  private boolean ignoreCase;

  @Option(
      names = "--ignore-inflection",
      description = "Let texts that differ in the endings of words count as the same mention.")
  private boolean ignoreInflection;

  @Option(
      names = "--threshold",
      paramLabel = "NAME=VALUE",
      converter = {OfThreshold.class, OfValue.class},
      description =
          "Another threshold, such as few-mentions=30; the report as JSON lists all. Repeatable.")
  private Map<Threshold, Double> thresholds = new LinkedHashMap<>();

  @Mixin private DataFormat format;

  @Override
  int run() {
    QualityOptions options = options();
    QualityReport report = check(options);
    if (json != null) {
      PendingFile.write(json, report.toJson());
    }
    console().out().println(verbose() ? report.toDetailedString() : report);
    return report.hasErrors() ? ExitCode.CHECK_FAILED : ExitCode.DONE;
  }

  private QualityOptions options() {
    QualityOptions.Builder options =
        QualityOptions.builder().ignoreCase(ignoreCase).ignoreInflection(ignoreInflection);
    thresholds.forEach(
        (threshold, value) ->
            set("--threshold", value, number -> options.threshold(threshold, number)));
    try {
      return options.build();
    } catch (IllegalArgumentException e) {
      throw badUsage("Invalid value for option '--threshold': " + e.getMessage());
    }
  }

  private QualityReport check(QualityOptions options) {
    if (schema != null) {
      EntitySchema types = SchemaJson.read(schema);
      Dataset declared = format.read(data, types);
      return test == null
          ? DataQuality.check(declared, options)
          : DataQuality.check(declared, format.read(test, types), options);
    }
    Dataset inferred = format.read(data);
    if (test == null) {
      return DataQuality.check(inferred, options);
    }
    Dataset scored = format.read(test);
    EntitySchema types = union(inferred.schema(), scored.schema());
    return DataQuality.check(
        Dataset.of(types, inferred.documents()), Dataset.of(types, scored.documents()), options);
  }

  /** The types and languages of both, so that one that a part lacks is a finding and no failure. */
  private static EntitySchema union(EntitySchema one, EntitySchema other) {
    EntitySchema.Builder union = EntitySchema.builder(one.name());
    Stream.concat(one.types().stream(), other.types().stream()).distinct().forEach(union::type);
    Stream.concat(one.languages().stream(), other.languages().stream())
        .distinct()
        .forEach(union::language);
    return union.build();
  }

  /** Reads the name of a threshold as reports write it. */
  static final class OfThreshold implements ITypeConverter<Threshold> {

    @Override
    public Threshold convert(String name) {
      return Arrays.stream(Threshold.values())
          .filter(threshold -> name(threshold).equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "there is no threshold '%s'; there are %s"
                          .formatted(
                              name,
                              String.join(
                                  ", ",
                                  Arrays.stream(Threshold.values())
                                      .map(OfThreshold::name)
                                      .toList()))));
    }

    private static String name(Threshold threshold) {
      return threshold.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Reads a number whatever the locale. */
  static final class OfValue implements ITypeConverter<Double> {

    @Override
    public Double convert(String value) {
      try {
        return Double.valueOf(value);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'%s' is not a number".formatted(value));
      }
    }
  }
}
