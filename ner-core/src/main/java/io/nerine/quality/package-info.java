/**
 * Checks of tagged data before a model is trained on them: {@link io.nerine.quality.DataQuality}
 * gives a {@link io.nerine.quality.QualityReport} of ranked {@link io.nerine.quality.Finding}s.
 *
 * <p>What each kind of finding means stands at {@link io.nerine.quality.FindingCode}, what decides
 * whether there is one at {@link io.nerine.quality.Threshold}.
 *
 * <h2>How doubts about tags arise</h2>
 *
 * <p>Three questions are asked of every mention: is its type the one that mentions like it have, do
 * mentions like it begin and end there, and is text like it tagged at all? Each is answered by a
 * model that learned from how all the other mentions of the data are tagged, by words, shapes of
 * words, neighbours, and what the same words are tagged as elsewhere in the data and in the
 * document. The certainty of a doubt is how likely the better answer is against the one given. So a
 * name that is tagged 40 times as an organisation and once as a place is told at that one place,
 * unless its context speaks for the place; a text that is tagged in half of its places is told as
 * information at most. All of it is counted in one pass and learned in a few: time grows linearly
 * with the text.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>A fault that is made everywhere is no exception, and is not found.
 *   <li>A certainty is no probability: of findings with certainty 0.9, more or fewer than nine in
 *       ten are faults, depending on how many faults there are. Work through the list from the top
 *       until most of what you see is right.
 *   <li>With fewer than some hundred mentions the models know little, so that few doubts are told.
 *   <li>What a document declares not to be reviewed ({@link
 *       io.nerine.document.AnnotatedDocument#reviewedTypes()}, {@link
 *       io.nerine.document.AnnotatedDocument#reviewedRegions()}) is never missing; nor is what it
 *       rejects ({@link io.nerine.document.AnnotatedDocument#rejectedSpans()}).
 *   <li>Tags with different {@linkplain io.nerine.document.EntitySpan#ANNOTATOR annotators} may
 *       overlap; they are compared instead.
 * </ul>
 */
@NullMarked
package io.nerine.quality;

import org.jspecify.annotations.NullMarked;
