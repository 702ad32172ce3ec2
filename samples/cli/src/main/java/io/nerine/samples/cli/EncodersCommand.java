package io.nerine.samples.cli;

import io.nerine.training.encoder.Encoders;
import java.util.List;
import picocli.CommandLine.Command;

/** Lists the encoders that training knows by name. */
@Command(name = "encoders", description = "List the encoders that can be fine-tuned.")
final class EncodersCommand extends NerineCommand {

  @Override
  int run() {
    console().out().print(table(Encoders.known()));
    console()
        .out()
        .println(
            "A directory in Hugging Face's layout (BERT, DistilBERT, RoBERTa, XLM-R, ELECTRA, ALBERT,"
                + " MPNet, DeBERTa-v2 and v3, ModernBERT) or a trained model can be given as well.");
    return ExitCode.DONE;
  }

  static TextTable table(List<Encoders.Entry> encoders) {
    TextTable table = TextTable.ofWords();
    for (Encoders.Entry encoder : encoders) {
      table.row(
          encoder.name(),
          encoder.name().equals(Encoders.DEFAULT) ? "default" : "",
          encoder.present()
              ? "present"
              : "missing: fetch the jar of %s and give it as --encoder"
                  .formatted(encoder.artifact()));
    }
    return table;
  }
}
