package io.nerine.samples.cli;

import io.nerine.format.DocumentFormat;
import io.nerine.format.FormatCapability;
import io.nerine.format.Formats;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the formats of tagged documents, or shows all of one. */
@Command(
    name = "formats",
    description = "List the formats of tagged documents, or what one holds and its options.")
final class FormatsCommand extends NerineCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "FORMAT",
      converter = FormatNames.OfFormat.class,
      description = "The format to show; by default all are listed.")
  private @Nullable DocumentFormat format;

  @Override
  int run() {
    PrintStream out = console().out();
    if (format == null) {
      TextTable table = TextTable.ofWords();
      Formats.all().forEach(each -> table.row(each.name(), each.description()));
      out.print(table);
      return ExitCode.DONE;
    }
    out.println(format.name() + ": " + format.description());
    if (!format.aliases().isEmpty()) {
      out.println("also named: " + joined(format.aliases().stream().sorted().toList()));
    }
    out.println("offsets count: " + FormatNames.of(format.offsets()));
    out.println(
        "holds texts, tags and: "
            + joined(format.capabilities().stream().sorted().map(FormatsCommand::worded).toList()));
    print("options for reading (--option)", format.readOptions());
    print("options for writing (--out-option)", format.writeOptions());
    return ExitCode.DONE;
  }

  private static String joined(Iterable<String> words) {
    String joined = String.join(", ", words);
    return joined.isEmpty() ? "nothing" : joined;
  }

  private static String worded(FormatCapability capability) {
    return capability.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void print(String title, Map<String, String> options) {
    if (options.isEmpty()) {
      return;
    }
    TextTable table = TextTable.ofWords();
    new TreeMap<>(options).forEach((name, text) -> table.row("  " + name, text));
    console().out().println(title + ":");
    console().out().print(table);
  }
}
