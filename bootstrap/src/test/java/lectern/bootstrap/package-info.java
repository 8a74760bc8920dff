/** Tests of the whole: its architecture, and the journeys of its users against the jar as it is shipped. */
@NullMarked
package lectern.bootstrap;

import org.jspecify.annotations.NullMarked;
