import type { Occasion } from "./rank-runbooks.ts";

/** What an incident says of itself. */
interface Described {
  readonly service: string;
  readonly severity: string;
  readonly title: string;
  readonly affected?: string | undefined;
  readonly latestUpdate?: { readonly text: string } | undefined;
}

/** An incident as something to find a runbook for. A word like `HighErrorRate` in it is taken for the name of an alert. */
export function occasionOf(incident: Described): Occasion & { readonly service: string } {
  const { service, severity, title, affected, latestUpdate } = incident;
  const text = [title, affected, latestUpdate?.text].filter((part) => part !== undefined).join("\n");
  return { service, severity, text, alerts: text.match(/\b[A-Z][a-z]+(?:[A-Z0-9][a-z0-9]*)+\b/g) ?? [] };
}
