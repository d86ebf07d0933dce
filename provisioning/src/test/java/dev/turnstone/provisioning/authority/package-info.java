@NullMarked
package dev.turnstone.provisioning.authority;

import org.jspecify.annotations.NullMarked;
