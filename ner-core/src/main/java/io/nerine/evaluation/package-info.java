/**
 * How good an extractor is: an {@link io.nerine.evaluation.Evaluator} compares predictions with
 * gold tags and gives an {@link io.nerine.evaluation.Evaluation}.
 *
 * <h2>What is counted</h2>
 *
 * <p>A mention is a start, an end and a type; offsets count UTF-16 units, half open. Mentions that
 * are equal in all three count once, in gold and in the prediction. With {@code tp} mentions that
 * are right, {@code precision = tp / predicted}, {@code recall = tp / gold} and {@code F1 = 2
 * precision recall / (precision + recall)}; each is 0 where its divisor is 0. Micro figures pool
 * the counts of all types and documents; the macro F1 is the plain mean of the F1 of all types that
 * occur in gold or prediction.
 *
 * <p>The examples are one text, of which every figure below is computed by a test:
 *
 * <pre>
 * Dr. Marta Kowalczyk of Acme Pumps visited Ludwigshafen, Mannheim and Ulm on Monday.
 *
 * gold        Person   Marta Kowalczyk      predicted   Person   Dr. Marta Kowalczyk
 *             Company  Acme Pumps                       Company  Acme Pumps
 *             Site     Ludwigshafen                     Person   Ludwigshafen
 *             Site     Mannheim                         Site     Mannheim and Ulm
 *             Site     Ulm
 *                                                       Date     Monday
 * </pre>
 *
 * <h2>Exact, boundaries, overlap</h2>
 *
 * <ul>
 *   <li>{@link io.nerine.evaluation.Evaluation#micro() Exact}: start, end and type are equal. The
 *       figure to quote. Example: 1 of 5 predictions right, 5 gold mentions: P 0.2, R 0.2, F1 0.2.
 *   <li>{@link io.nerine.evaluation.Evaluation#boundaries() Boundaries}: start and end are equal;
 *       each place counts once as right. Example: Acme Pumps and Ludwigshafen: F1 0.4.
 *   <li>{@link io.nerine.evaluation.Evaluation#overlap() Overlap}: the types are equal and at least
 *       one unit is shared; pairs are one to one and found greedily: exact ones first, then the
 *       largest overlap, then the first in the text. Example: the person, the company and one of
 *       the two sites: F1 0.6.
 * </ul>
 *
 * <h2>SemEval-2013 task 9.1</h2>
 *
 * <p>{@link io.nerine.evaluation.SemEvalScores} compares pairs of a gold mention and a prediction
 * that share at least one unit, one to one, whatever their types: first those of equal start, end
 * and type, then those of equal start and end, then the others, so that the pairs share as many
 * units in total as any pairs can, and agree in as many types as such pairs can. COR are the pairs
 * that agree, INC those that disagree, PAR those that agree in part, MIS the gold mentions in no
 * pair and SPU the predictions in none. {@code POS = COR + INC + PAR + MIS} is the number of gold
 * mentions, {@code ACT = COR + INC + PAR + SPU} that of predictions, {@code P = (COR + PAR / 2) /
 * ACT} and {@code R = (COR + PAR / 2) / POS}. In the example the sites Mannheim and Ulm can be
 * paired with one prediction alone, so Mannheim, which shares more, is:
 *
 * <pre>
 *                COR  INC  PAR  MIS  SPU     P    R    F1
 * strict           1    3    0    1    1   0.2  0.2  0.2    place and type
 * boundary only    2    2    0    1    1   0.4  0.4  0.4    place
 * partial          2    0    2    1    1   0.6  0.6  0.6    place, or in part
 * type only        3    1    0    1    1   0.6  0.6  0.6    type
 * </pre>
 *
 * <p>By type, a pair counts where its gold mention's type is and a spurious prediction where its
 * own is, so that the types add up to the whole.
 *
 * <p>nervaluate 1.2.1 uses the same categories but pairs greedily, each measure on its own, in the
 * order of the list: a prediction that overlaps two gold mentions goes to the first, however little
 * they share, and its type measure prefers pairs of one type to those that share more. It finds the
 * figures of a type by leaving out the other types, so that they do not add up: a wrong type is INC
 * in the whole, but MIS for one type and SPU for the other. And what is predicted twice it counts
 * twice.
 *
 * <h2>Words and tags</h2>
 *
 * <p>{@link io.nerine.evaluation.Evaluation#words()} counts {@link io.nerine.text.Words}, the units
 * that models tag. A word belongs to a mention that shares a unit with it. Example: 7 words are
 * gold, 11 predicted, and 6 are both: two each of the person, the company and the merged sites. P 6
 * / 11, R 6 / 7.
 *
 * <p>{@link io.nerine.evaluation.SequenceScores} scores tags such as {@code B-Site} as seqeval
 * does. Its strict micro F1 is our exact micro F1 where words and entities are the same. seqeval
 * differs: by default it takes {@code I} behind {@code O} for the begin of an entity, which the
 * strict mode does not count; it knows neither overlaps nor entities that end within a word; an
 * entity that a sentence's end cuts is two.
 *
 * <h2>Errors</h2>
 *
 * <p>Each gold mention that was not found and each prediction that is wrong belongs to exactly one
 * {@link io.nerine.evaluation.EvaluationError}, found in this order:
 *
 * <ol>
 *   <li>Of each type, mentions and predictions that hang together by overlaps: one gold mention and
 *       several predictions that do not overlap each other are {@code SPLIT}, one prediction and
 *       several gold mentions that do not overlap each other {@code MERGED}. In the example the
 *       sites Mannheim and Ulm are merged.
 *   <li>The others are paired as for SemEval. A pair of one place is {@code WRONG_TYPE}
 *       (Ludwigshafen), one of one type {@code WRONG_BOUNDARY} (Dr. Marta Kowalczyk), any other
 *       {@code WRONG_TYPE_AND_BOUNDARY}.
 *   <li>Gold mentions in no pair are {@code MISSED}, predictions in none {@code SPURIOUS} (Monday).
 * </ol>
 *
 * <p>The {@link io.nerine.evaluation.ConfusionMatrix} counts the pairs of different types under
 * these types and all else under {@code none}. In the example Site has a row of three: one under
 * Person and two under none.
 *
 * <h2>What is left out</h2>
 *
 * <p>In a gold document that names its reviewed types or regions, mentions of other types and such
 * that do not lie within one region are left out, in gold and in the prediction; regions that touch
 * are one. So a model is not blamed for finding what nobody looked for. Rejected tags change
 * nothing. {@link io.nerine.evaluation.EvaluationOptions.Builder#countUnreviewed(boolean)} counts
 * everything.
 *
 * <h2>How sure the figures are</h2>
 *
 * <p>{@link io.nerine.evaluation.ConfidenceIntervals} gives every figure the range that it may have
 * on other documents of the same kind, {@link io.nerine.evaluation.PairedComparison} tells whether
 * one model is better than another, {@link io.nerine.evaluation.SeedSummary} how much of that is
 * the luck of a seed. {@link io.nerine.evaluation.Calibration} compares confidences with what they
 * promise, {@link io.nerine.evaluation.PrecisionRecallCurve} shows what each threshold would cost,
 * {@link io.nerine.evaluation.TypeThresholds} chooses thresholds. {@link
 * io.nerine.evaluation.Guidance} says what to do next. In tests, use {@code
 * io.nerine.testing.EvaluationAssert}.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>The figure to quote is the exact micro F1. It equals the strict micro F1 of seqeval on
 *       legal tag sequences. Boundary and overlap scores are always at least as high and say where
 *       the errors lie.
 *   <li>The macro F1 counts every type alike, so a type with three mentions can move it by points.
 *   <li>Two intervals that overlap do not show that two models are equally good: compare them on
 *       the same documents.
 *   <li>Documents are what is resampled. If one document is cut into sentences that count as
 *       documents, intervals come out too narrow.
 *   <li>The precision of a slice is that of the predictions that fall into it, so a mention that
 *       was found too long may be missed in one slice and wrong in another.
 * </ul>
 */
@NullMarked
package io.nerine.evaluation;

import org.jspecify.annotations.NullMarked;
