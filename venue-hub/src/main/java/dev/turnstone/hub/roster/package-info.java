/** What the hub knows of tonight's passes and settings: all of it comes from the cloud, and stays when the cloud goes. */
@NullMarked
package dev.turnstone.hub.roster;

import org.jspecify.annotations.NullMarked;
