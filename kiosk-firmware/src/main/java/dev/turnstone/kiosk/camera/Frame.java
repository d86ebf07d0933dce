package dev.turnstone.kiosk.camera;

/**
 * One picture a camera took.
 *
 * @param scene changes when the camera itself knows that something else is before it (another picture was dropped),
 *     so that the same code in the next scene is a new showing; a live camera knows no such thing and stays at 0
 * @param takenNanos on the monotonic clock of this process
 */
public record Frame(Luma luma, long scene, long takenNanos) {}
