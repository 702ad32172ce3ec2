package io.nerine.samples.cli;

import io.nerine.data.Dataset;
import io.nerine.format.DocumentFormat;
import io.nerine.format.ReadOptions;
import io.nerine.schema.EntitySchema;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the format of tagged documents, for the commands that read data sets. */
final class DataFormat {

  @Option(
      names = "--from",
      paramLabel = "FORMAT",
      converter = FormatNames.OfFormat.class,
      description =
          "The format of the tagged documents, one that 'nerine formats' lists; by default JSON"
              + " Lines, or what their content tells.")
  private @Nullable DocumentFormat from;

  /** Reads a data set with the types of its tags. */
  Dataset read(Path file) {
    return from == null ? Dataset.read(file) : Dataset.read(file, from, ReadOptions.defaults());
  }

  /** Reads a data set with the types of a schema. */
  Dataset read(Path file, EntitySchema schema) {
    return from == null
        ? Dataset.read(file, schema)
        : Dataset.read(file, from, ReadOptions.defaults(), schema);
  }
}
