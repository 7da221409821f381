import type { Incident } from "../../incident/incident.ts";
import { clamp, limits } from "../limits.ts";
import { mention } from "../person.ts";
import { marks, statusWord } from "./labels.ts";

/** `P1 · Investigating · Lead @x`: the channel's topic, at most 250 characters. */
export function topic(incident: Incident): string {
  const lead = incident.roles.lead ? mention(incident.roles.lead) : "open";
  return clamp(`${marks(incident)}${incident.severity} · ${statusWord(incident.status)} · Lead ${lead}`, limits.topic);
}
