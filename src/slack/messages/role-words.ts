import type { Role } from "../../incident/incident.ts";

/** What each role is called and does, as its holder is told. */
export const roleWords: Readonly<Record<Role, { readonly name: string; readonly does: string }>> = {
  lead: {
    name: "Lead",
    does: "Decides what is done next and by whom, keeps the severity true, and hands over before leaving.",
  },
  communications: {
    name: "Communications",
    does: "Tells everybody outside what is known, at the promised interval: /incident update.",
  },
  operations: {
    name: "Operations",
    does: "Finds the cause and makes the changes; says what is about to be done before doing it.",
  },
  scribe: {
    name: "Scribe",
    does: "Writes down what happens when: mark messages with :pushpin:, or type /incident timeline 14:05 …",
  },
};
