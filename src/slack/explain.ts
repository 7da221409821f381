import { Fault } from "../clients/fault.ts";
import { StoreFault } from "../store/fault.ts";

export interface Explainer {
  readonly newErrorId: () => string;
  readonly log: {
    warn(details: object, message: string): void;
    error(details: object, message: string): void;
  };
}

/**
 * The one catch at the top. What cannot be done is said to the person who asked: the database away, Slack away, or a mistake
 * of ours with an id that stands in the log.
 */
export async function explained<T>(
  { newErrorId, log }: Explainer,
  asked: object,
  work: () => Promise<T>,
  say: (sentence: string) => T,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreFault) {
      log.warn({ ...asked, err: error }, "could not reach the database for a person");
      return say(error.outcome === "unknown" ? lostWhileSaving : cannotSave);
    }
    if (error instanceof Fault) {
      log.warn({ ...asked, err: error }, "a fault while a person waited");
      return say(`${error.message}. ${error.advice ?? "Please try again in a moment."}`);
    }
    const id = newErrorId();
    log.error({ ...asked, err: error, errorId: id }, "a bug while a person waited");
    return say(
      `Something is wrong with me: error ${id}. It is in my log under this id. What you asked may not have been done.`,
    );
  }
}

const cannotSave = "I cannot reach my database, so nothing was saved. Please try again in a moment; I keep trying too.";
const lostWhileSaving =
  "I lost my database while saving, so I cannot tell whether it was saved. Look at /incident list before you try again.";
