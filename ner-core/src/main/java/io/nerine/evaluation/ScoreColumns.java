package io.nerine.evaluation;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The counts of documents by what is counted.
 *
 * @param documents the number of documents
 * @param micro exact matches of all types
 * @param boundaries as {@link Evaluation#boundaries()}
 * @param overlap as {@link Evaluation#overlap()}
 * @param boundaryOnly as {@link SemEvalScores#boundaryOnly()}
 * @param partial as {@link SemEvalScores#partial()}
 * @param typeOnly as {@link SemEvalScores#typeOnly()}
 * @param types exact matches by type
 */
record ScoreColumns(
    int documents,
    CountColumn micro,
    CountColumn boundaries,
    CountColumn overlap,
    CountColumn boundaryOnly,
    CountColumn partial,
    CountColumn typeOnly,
    SortedMap<String, CountColumn> types) {

  /** {@return all but the types, in the order of the components} */
  List<CountColumn> pooled() {
    return List.of(micro, boundaries, overlap, boundaryOnly, partial, typeOnly);
  }

  static ScoreColumns of(List<DocumentScores> documents) {
    CountColumn.Builder micro = new CountColumn.Builder();
    CountColumn.Builder boundaries = new CountColumn.Builder();
    CountColumn.Builder overlap = new CountColumn.Builder();
    CountColumn.Builder boundaryOnly = new CountColumn.Builder();
    CountColumn.Builder partial = new CountColumn.Builder();
    CountColumn.Builder typeOnly = new CountColumn.Builder();
    SortedMap<String, CountColumn.Builder> builders = new TreeMap<>();
    int index = 0;
    for (DocumentScores document : documents) {
      micro.add(index, document.micro());
      boundaries.add(index, document.boundaries());
      overlap.add(index, document.overlap());
      boundaryOnly.add(index, document.semEval().boundaryOnly());
      partial.add(index, document.semEval().partial());
      typeOnly.add(index, document.semEval().typeOnly());
      for (var type : document.types().entrySet()) {
        builders
            .computeIfAbsent(type.getKey(), added -> new CountColumn.Builder())
            .add(index, type.getValue());
      }
      index++;
    }
    SortedMap<String, CountColumn> types = new TreeMap<>();
    builders.forEach(
        (type, builder) -> {
          CountColumn column = builder.build();
          if (column.size() > 0) {
            types.put(type, column);
          }
        });
    return new ScoreColumns(
        index,
        micro.build(),
        boundaries.build(),
        overlap.build(),
        boundaryOnly.build(),
        partial.build(),
        typeOnly.build(),
        types);
  }
}
