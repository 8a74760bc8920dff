/**
 * The lecture, its rules and its words: no I/O, no clock, no randomness; every decision follows from its arguments.
 */
@NullMarked
@CheckReturnValue
package lectern.domain;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
