package dev.turnstone.hub.staff;

/**
 * Somebody whose session is in use.
 *
 * @param form what every form of theirs sends along: a page of somebody else cannot know it
 */
public record SignedIn(Person person, String form) {
    public boolean may(Power power) {
        return person.may(power);
    }
}
