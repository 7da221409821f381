import type { PagerDirectory, PagerUser } from "./types.ts";

/** The people of the sandbox's Slack who carry a pager: not Elena, who has none, and not the guest. */
export function defaultDirectory(): PagerDirectory {
  return {
    users: [
      user("ADA0001", "Ada Okafor"),
      user("BEN0001", "Ben Lindqvist"),
      user("CHIOMA1", "Chioma Eze"),
      user("DMITRI1", "Dmitri Petrov"),
      user("FATIMA1", "Fatima Haddad"),
      bot,
    ],
    policies: [
      { id: "PPOLICY1", name: "Engineering on call", levels: [["PADA0001"], ["PBEN0001"], ["PCHIOMA1", "PDMITRI1"]] },
      { id: "PPOLICY2", name: "Databases on call", levels: [["PFATIMA1"], ["PCHIOMA1"]] },
    ],
    services: [
      service("PPODCAST", "Podcast analytics", "PPOLICY1"),
      service("PWEB0001", "Web analytics", "PPOLICY1"),
      service("PSOCIAL1", "Social analytics", "PPOLICY2"),
      service("PARCHIT1", "Architect dashboard", "PPOLICY1"),
      service("PBLOG001", "Blog engine", "PPOLICY1"),
    ],
    priorities: ["P0", "P1", "P2", "P3", "P4"].map((name) => ({ id: `PPRIO${name}`, name })),
  };
}

/** Whom the bot acts as. */
const bot: PagerUser = { id: "PBOT0001", name: "Incident Commander", email: "incident-commander@sandbox.example" };

function user(id: string, name: string): PagerUser {
  return { id: `P${id}`, name, email: `${name.split(" ")[0]?.toLowerCase()}@sandbox.example` };
}

function service(id: string, name: string, policyId: string) {
  return { id, name, policyId, routingKey: `sandbox-routing-key-${id.toLowerCase()}` };
}
