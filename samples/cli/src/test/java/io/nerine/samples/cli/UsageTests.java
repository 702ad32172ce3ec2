package io.nerine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTests {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trian | 'trian'",
        "train --model m | --train=",
        "train --train t | --model=",
        "train --train t --model m --recipe slow | --recipe",
        "train --train t --model m --epochs 0 | '--epochs'",
        "train --train t --model m --epochs many | '--epochs'",
        "train --train t --model m --learning-rate 2 | '--learning-rate'",
        "train --train t --model m --batch-size 0 | '--batch-size'",
        "train --train t --model m --threads 0 | '--threads'",
        "train --train t --model m --max-minutes 0 | '--max-minutes'",
        "train --train t --model m --max-minutes NaN | '--max-minutes'",
        "adapt --texts t | --output=",
        "adapt --texts t --output o --epochs 0 | '--epochs'",
        "adapt --texts t --output o --max-minutes 0 | '--max-minutes'",
        "evaluate --model m --data d --html | '--html'",
        "report --data d | --predicted=",
        "quantize --model m | --output=",
        "import-model d | --model=",
        "import-model --model m | parameter: 'DIR'",
        "import-model d --model m --tag-scheme IOE1 | '--tag-scheme'",
        "import-model d --model m --threshold high | '--threshold'",
        "import-model d --model m --label Ship | '--label'",
        "quantize --model m.nerine --output o.nerine --max-f1-loss -1 | '--max-f1-loss'",
        "quantize --model m.nerine --output o.nerine --min-agreement 2 | '--min-agreement'",
        "extract --input i | --model=",
        "extract --model m --format papyrus | There is no format 'papyrus'",
        "extract --model m --format brat | --output",
        "extract --model m --from brat | --input",
        "convert --from jsonl in out | --to=",
        "convert --to jsonl in | parameter: 'OUT'",
        "convert --to papyrus in out | There is no format 'papyrus'; there are ",
        "convert --from papyrus --to jsonl in out | '--from'",
        "convert --to jsonl --unit bytes in out | '--unit'",
        "convert --to jsonl --out-unit utf32 in out | give utf16, codepoint, utf8 or grapheme",
        "convert --from jsonl --to jsonl --option a=b in out | takes no option 'a'",
        "convert --from jsonl --to jsonl --option a in out | '--option'",
        "formats papyrus | There is no format 'papyrus'",
        "train --train t --model m --from papyrus | '--from'",
        "extract --model m --threads -1 | '--threads'",
        "extract --model m --min-confidence 1.5 | '--min-confidence'",
        "info | parameter: 'M'",
        "info a b | 'b'",
        "check | --data=",
        "check --data d --threshold few-mentions=-1 | few-mentions must be 0 to ",
        "check --data d --threshold few=1 | there is no threshold 'few'; there are ",
        "check --data d --threshold few-mentions=ten | 'ten' is not a number",
        "check --data d --threshold few-mentions=60 | must not be above advised-mentions",
        "split --data d | --out=",
        "split --data d --out o --dev 1 | '--dev'",
        "split --data d --out o --dev 0.5 --test 0.5 | share to train on",
        "split --data d --out o --folds 3 --test 0.2 | leave out --dev and --test",
        "store | parameter: 'DIR'",
        "store d add n | parameter: 'M'",
        "store d deploy production | parameter: 'VERSION'",
        "store d swap production | parameter: 'OTHER'",
        "encoders --quiet --verbose | mutually exclusive",
        "improve | either --unlabelled FILE",
        "improve --unlabelled u --label-errors e | either --unlabelled FILE",
        "improve --unlabelled u --out o | '--model'",
        "improve --unlabelled u --model m | '--out'",
        "improve --unlabelled u --model m --out o --folds 3 | --folds does not go with --unlabelled",
        "improve --unlabelled u --model m --out o --count 0 | '--count'",
        "improve --label-errors e | '--data'",
        "improve --label-errors e --data d --count 3 | --count does not go with --label-errors",
        "improve --label-errors e --data d --folds 1 | '--folds'",
        "improve --label-errors e --data d --max-minutes 0 | '--max-minutes'",
      })
  void badUsageIsToldInOneLineThatNamesTheOption(String line, String message) {
    Run run = Run.nerine((Object[]) line.split(" "));
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("nerine: ").contains(message).doesNotContain("\tat ");
    assertThat(run.errLines()).last().asString().startsWith("Try 'nerine");
  }

  @Test
  void commandIsRequired() {
    Run run = Run.nerine();
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("Missing required subcommand", "nerine --help");
  }

  @Test
  void mistypedCommandGetsASuggestion() {
    assertThat(Run.nerine("trian").err()).contains("train");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "adapt",
        "evaluate",
        "improve",
        "quantize",
        "import-model",
        "extract",
        "info",
        "encoders",
        "split",
        "convert",
        "formats",
        "check",
        "report",
        "store"
      })
  void everyCommandHasHelpAndBothVolumes(String command) {
    Run run = Run.nerine(command, "--help");
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("nerine " + command, "--quiet", "--verbose");
  }

  @Test
  void helpListsCommandsAndExitCodes() {
    Run run = Run.nerine("--help");
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("train", "evaluate", "extract", "info", "encoders", "split");
    assertThat(run.out()).contains("convert", "formats", "check", "report", "store", "improve");
    assertThat(run.out()).contains("bad usage or bad input");
  }

  @Test
  void versionIsTold() {
    Run run = Run.nerine("--version");
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).startsWith("nerine ");
  }

  @Test
  void unforeseenFailureHasItsOwnCodeAndATraceOnRequest() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() {
            throw new IllegalStateException("pulled the plug");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            return read();
          }
        };
    Path model = TinyBundle.write(folder.resolve("m.nerine"));
    Run brief = Run.withInput(broken, "extract", "--model", model);
    assertThat(brief.code()).isEqualTo(ExitCode.FAILED);
    assertThat(brief.errLines()).singleElement().asString().contains("pulled the plug");
    Run verbose = Run.withInput(broken, "extract", "--model", model, "--verbose");
    assertThat(verbose.code()).isEqualTo(ExitCode.FAILED);
    assertThat(verbose.err()).contains("\tat ");
  }
}
