/** What people know and machines only recognise: hashes of PINs and passwords, and who may try how often. */
@NullMarked
package dev.turnstone.platform.secret;

import org.jspecify.annotations.NullMarked;
