@NullMarked
package dev.turnstone.platform.http;

import org.jspecify.annotations.NullMarked;
