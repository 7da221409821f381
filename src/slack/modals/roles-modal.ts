import type { Button } from "@slack/types";
import { type Incident, type PersonId, type Role, roles } from "../../incident/incident.ts";
import { actionIds } from "../action-ids.ts";
import { button, divider, markdown, option, section } from "../blocks.ts";
import { roleWords } from "../messages/role-words.ts";
import { mention, personId } from "../person.ts";
import { chosenIn, fieldOf, input, select, usersSelect } from "./form.ts";
import { type IncidentModal, incidentModal } from "./incident-modal.ts";

const blocks = { role: "role", person: "person" } as const;

/** Who does what, one row a role: its holder or _Open_, and what the reader can do about it; below, giving a role to somebody. */
export const rolesModal: IncidentModal = {
  view(data) {
    const { incident, viewer, prefill } = data;
    const chosen = prefill?.modal === "roles" ? prefill.role : undefined;
    return incidentModal("roles", { title: "Roles", submit: "Give the role" }, data, [
      ...roles.map((role) => ({ ...row(incident, role, viewer), block_id: `role-${role}` })),
      divider(),
      input(blocks.role, "Give a role", select(options, chosen)),
      input(blocks.person, "To whom?", usersSelect(undefined), {
        hint: "They are invited to the channel and told in a direct message what the role does.",
      }),
    ]);
  },
  read(values, _incident, team) {
    const role = roles.find((one) => one === chosenIn(values, blocks.role));
    if (!role) return { kind: "errors", errors: { [blocks.role]: "Choose a role." } };
    const user = fieldOf(values, blocks.person).selected_user;
    if (!user) return { kind: "errors", errors: { [blocks.person]: "Choose a person." } };
    return { kind: "ask", ask: { kind: "assign-role", role, person: personId(team, user) } };
  },
  blockOf: () => blocks.person,
};

const options = roles.map((role) => option(roleWords[role].name, role));

function row(incident: Incident, role: Role, viewer: PersonId | undefined) {
  const holder = incident.roles[role];
  const { name, does } = roleWords[role];
  return section(markdown(`*${name}*   ${holder ? mention(holder) : "_Open_"}\n${does}`), act(role, holder, viewer));
}

function act(role: Role, holder: PersonId | undefined, viewer: PersonId | undefined): Button {
  if (holder && holder === viewer) return button("Leave", actionIds.leaveRole, { value: role });
  return holder
    ? button("Take over", actionIds.joinRole, { value: role })
    : button("Join", actionIds.joinRole, { value: role, style: "primary" });
}
