@NullMarked
package dev.turnstone.provisioning;

import org.jspecify.annotations.NullMarked;
