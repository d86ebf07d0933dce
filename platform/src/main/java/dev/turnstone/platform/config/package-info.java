@NullMarked
package dev.turnstone.platform.config;

import org.jspecify.annotations.NullMarked;
