import type { KnownBlock } from "@slack/types";
import { type Incident, type PersonId, roles } from "../../incident/incident.ts";
import { header } from "../blocks.ts";
import { marks, reference, statusWord } from "../messages/labels.ts";
import { bullets, line, place, richText, strong, words } from "../rich-text.ts";
import type { HomeData } from "./home-view.ts";

const mostShown = 20;

/** What this person is responsible for now. Nothing is shown to those who hold no role. */
export function myRoles({ mine, viewer }: Pick<HomeData, "mine" | "viewer">): readonly KnownBlock[] {
  const held = mine.flatMap((incident) => {
    const names = rolesOf(incident, viewer);
    return names.length > 0 ? [{ incident, names }] : [];
  });
  if (held.length === 0) return [];
  const lines = held
    .slice(0, mostShown)
    .map(({ incident, names }) =>
      line(
        strong(names.join(", ")),
        words(` · ${marks(incident)}${reference(incident)} · ${statusWord(incident.status)}\n`),
        words(incident.title),
        ...(incident.channel ? [words(" · "), place(incident.channel)] : []),
      ),
    );
  return [header("Your roles"), richText(bullets(lines))];
}

function rolesOf(incident: Incident, person: PersonId): readonly string[] {
  return roles
    .filter((role) => incident.roles[role] === person)
    .map((role) => `${role.charAt(0).toUpperCase()}${role.slice(1)}`);
}
