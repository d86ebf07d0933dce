/**
 * A venue's own certificate authority: a root that stays with {@code provision}, an intermediate for the hub, and
 * the identities it issues.
 */
@NullMarked
package dev.turnstone.provisioning.authority;

import org.jspecify.annotations.NullMarked;
