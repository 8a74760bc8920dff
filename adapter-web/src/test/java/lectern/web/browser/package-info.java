@NullMarked
package lectern.web.browser;

import org.jspecify.annotations.NullMarked;
