/**
 * What formats share that keep texts and tags in files of their own: folders that are walked, files
 * that are named, documents that are drawn one by one, and notes that are counted. Not exported.
 */
@NullMarked
package io.nerine.internal.format.files;

import org.jspecify.annotations.NullMarked;
