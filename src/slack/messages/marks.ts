/** Reactions that mean something here. */

/** Puts a message on the timeline. */
export const timelineMark = "pushpin";

/** What the bot answers below a message that is on it. */
export const recordedMark = "white_check_mark";
