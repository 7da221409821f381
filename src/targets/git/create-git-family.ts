import type { Family } from "../target.ts";
import { type GitParts, readLog } from "./read-log.ts";

/** The log of the service's repository, where it is hosted. */
export function createGitFamily(parts: GitParts): Family {
  return { readers: [readLog(parts)], changers: [], close: () => parts.door.close() };
}
