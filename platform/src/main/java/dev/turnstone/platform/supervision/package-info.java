/** What a part tells whoever supervises its process: systemd, where it started it. */
@NullMarked
package dev.turnstone.platform.supervision;

import org.jspecify.annotations.NullMarked;
