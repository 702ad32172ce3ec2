package io.nerine.improve;

/**
 * A type of which there are few tags.
 *
 * @param name its name
 * @param tags how many tags there are
 * @param pool the documents in which the model is surest of it
 */
record RareType(String name, int tags, CandidatePool pool) {

  RareType(String name, int tags, int mostCandidates) {
    this(name, tags, new CandidatePool(mostCandidates, candidate -> candidate.suspicion(name)));
  }

  /** {@return how good a document is to make the type less rare, 0 to 1} */
  double score(Candidate candidate) {
    return candidate.suspicion(name) * (1 - (double) tags / ActiveLearning.RARE_BELOW);
  }
}
