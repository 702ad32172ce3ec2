package io.nerine.quality;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the mentions of one document are tagged as, by their texts and by their words. */
final class SameDocument {

  private static final int NO_TYPE = -1;

  private final int types;
  private final CheckedDocument document;
  private final Map<Integer, int[]> byText = new HashMap<>();
  private final Map<Integer, int[]> byWord = new HashMap<>();

  SameDocument(CheckedDocument document, int types) {
    this.types = types;
    this.document = document;
    for (Mention mention : document.mentions()) {
      if (mention.node() != MentionTrie.NONE) {
        count(byText, mention.node(), mention.type());
        for (int i = mention.first(); i < mention.end(); i++) {
          count(byWord, document.folded(i), mention.type());
        }
      }
    }
  }

  private void count(Map<Integer, int[]> counts, int key, int type) {
    int[] byType = counts.computeIfAbsent(key, unused -> new int[types + 1]);
    byType[type]++;
    byType[types]++;
  }

  /** {@return how often the text of a node is tagged, but for a mention itself} */
  int tagged(int node, boolean itself) {
    int[] counts = byText.get(node);
    return counts == null ? 0 : counts[types] - (itself ? 1 : 0);
  }

  /** {@return what other mentions of the same text are tagged as, for the most part} */
  int typeOfText(Mention mention) {
    return most(byText.get(mention.node()), mention);
  }

  /** {@return what other mentions with a word are tagged as, for the most part} */
  int typeOfWord(Mention mention, int word) {
    return most(byWord.get(document.folded(word)), mention);
  }

  /** The type of more than two thirds, told apart by whether that is more than one mention. */
  private int most(int @Nullable [] counts, Mention itself) {
    if (counts == null) {
      return NO_TYPE;
    }
    boolean counted = itself.isTagged() && itself.node() != MentionTrie.NONE;
    int all = counts[types] - (counted ? 1 : 0);
    for (int type = 0; type < types; type++) {
      int count = counts[type] - (counted && type == itself.type() ? 1 : 0);
      if (count * 3 > all * 2) {
        return all > 1 ? types + type : type;
      }
    }
    return NO_TYPE;
  }
}
