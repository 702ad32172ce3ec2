package io.nerine.report;

import io.nerine.evaluation.Guidance;
import java.util.List;

/** What to do next, what matters most first. */
final class GuidanceSection {

  private final List<Guidance> guidance;

  GuidanceSection(List<Guidance> guidance) {
    this.guidance = guidance;
  }

  void write(Html html) {
    html.open("section", "id", "guidance").element("h2", "What to do next");
    if (guidance.isEmpty()) {
      html.element("p", "Nothing stands out. More tagged documents usually help.").close();
      return;
    }
    html.open("ul", "class", "guidance");
    for (Guidance one : guidance) {
      String style =
          switch (one.severity()) {
            case PROBLEM -> "error";
            case WARNING -> "warning";
            case HINT -> "advice";
          };
      html.open("li", "class", style).open("p");
      html.element("span", one.severity().key(), "class", "tag " + style);
      html.element("strong", one.message()).close();
      html.element("p", one.advice());
      if (!one.documents().isEmpty()) {
        html.element(
            "p", "For example: " + String.join(", ", one.documents()), "class", "small muted");
      }
      html.close();
    }
    html.close().close();
  }
}
