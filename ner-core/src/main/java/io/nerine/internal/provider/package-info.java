/**
 * The provider that loads bundles: public because {@link java.util.ServiceLoader} asks for that,
 * apart from the rest of the internals because it builds on the bundle package, which builds on
 * them. Not exported.
 */
@NullMarked
package io.nerine.internal.provider;

import org.jspecify.annotations.NullMarked;
