/**
 * An application whose model is a dependency: a version is raised in its build, as any library's.
 */
@NullMarked
package io.nerine.samples.artifact;

import org.jspecify.annotations.NullMarked;
