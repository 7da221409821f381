import type { Answered } from "./send-request.ts";

/** The body as curl prints it; with `-i` or `-I` the headers before it. What signs somebody in is not printed. */
export function printAnswer({ status, statusText, headers, text }: Answered, showHeaders: boolean): string {
  if (!showHeaders) return text;
  const lines = headers.map(([name, value]) => `${name}: ${isSecret(name) ? "[hidden]" : value}`);
  return [`HTTP/1.1 ${status} ${statusText}`, ...lines, "", text].join("\n");
}

/** Said below an answer when it led elsewhere and that was not followed; empty otherwise. */
export function redirectNote({ headers, notFollowed }: Answered): string {
  const location = headers.find(([name]) => name === "location")?.[1];
  if (notFollowed === undefined || location === undefined) return "";
  return `\n(it leads to ${location.slice(0, 300)}, which was not followed: ${notFollowed})`;
}

/** Whether a header carries what nobody may read. */
export function isSecret(header: string): boolean {
  return /^(set-cookie2?|cookie|(proxy-)?authorization|x-api-key|.*(token|secret|password|session).*)$/i.test(header);
}
