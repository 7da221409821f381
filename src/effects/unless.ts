import { Fault } from "../clients/fault.ts";

/** Swallows the faults whose code says that the world already is as wanted. */
export function unless(...codes: readonly string[]): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof Fault) || !codes.includes(error.code)) throw error;
  };
}
