/** PostgreSQL: the one truth. Embedded on one machine, yours in production. */
@NullMarked
package dev.turnstone.cloud.database;

import org.jspecify.annotations.NullMarked;
