import { scrub } from "../operation/scrub.ts";
import { plainText } from "./plain-text.ts";

export interface CleaningPolicy {
  readonly hideEmailAddresses: boolean;
}

/** Output as it may leave the process: plain, without secrets and, by policy, without e-mail addresses. */
export function cleanOutput(text: string, policy: CleaningPolicy): string {
  const clean = scrub(plainText(text));
  return policy.hideEmailAddresses ? withoutEmailAddresses(clean) : clean;
}

/** The same for text that arrives in pieces: whole lines, so that no secret is cut in two and shown. */
export function createLineCleaner(policy: CleaningPolicy): (piece: string) => string {
  let rest = "";
  let isInKey = false;
  const cleanLine = (line: string): string => {
    if (isInKey) {
      isInKey = !/-----END [A-Z ]*PRIVATE KEY-----/.test(line);
      return "";
    }
    isInKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----(?!.*-----END)/.test(line);
    return `${cleanOutput(line, policy)}\n`;
  };
  return (piece) => {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    return lines.map(cleanLine).join("");
  };
}

function withoutEmailAddresses(text: string): string {
  return text.replace(/\b[\w.%+-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}\b/gi, "[e-mail address]");
}
