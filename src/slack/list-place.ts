import type { IncidentFilter } from "../store/list-incidents.ts";

/** Where in the list somebody is: what they asked for, and the number their page ends or begins with. */
export interface ListPlace {
  readonly filter: IncidentFilter;
  readonly before?: number | undefined;
  readonly after?: number | undefined;
}

/** What the buttons Newer and Older carry, `status=open&severity=P1&before=12`; who presses them decides what is seen. */
export function writeListPlace({ filter, before, after }: ListPlace): string {
  const { status, severity, service, isMine } = filter;
  const words = { status, severity, service, mine: isMine ? "yes" : undefined, before, after };
  const written = new URLSearchParams();
  for (const [name, value] of Object.entries(words)) if (value !== undefined) written.set(name, String(value));
  return written.toString();
}

/** Undefined when the text is not one of ours. */
export function readListPlace(text: string | undefined): ListPlace | undefined {
  const words = new URLSearchParams(text ?? "");
  const status = statuses.find((one) => one === words.get("status"));
  if (!status) return undefined;
  return {
    filter: {
      status,
      severity: words.get("severity") ?? undefined,
      service: words.get("service") ?? undefined,
      isMine: words.get("mine") === "yes",
    },
    before: number(words.get("before")),
    after: number(words.get("after")),
  };
}

const statuses = ["open", "resolved", "all"] as const;

const number = (text: string | null): number | undefined => (text && /^\d{1,9}$/.test(text) ? Number(text) : undefined);
