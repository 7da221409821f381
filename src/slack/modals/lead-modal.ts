import { personId, userOf } from "../person.ts";
import { fieldOf, input, usersSelect } from "./form.ts";
import { type IncidentModal, incidentModal } from "./incident-modal.ts";

const blocks = { person: "person" } as const;

export const leadModal: IncidentModal = {
  view(data) {
    const { lead } = data.incident.roles;
    return incidentModal("lead", { title: "Hand over the lead", submit: "Hand over" }, data, [
      input(blocks.person, "Who leads from now on?", usersSelect(lead && userOf(lead)), {
        hint: "They are invited to the channel and named on the card.",
      }),
    ]);
  },
  read(values, _incident, team) {
    const user = fieldOf(values, blocks.person).selected_user;
    if (!user) return { kind: "errors", errors: { [blocks.person]: "Choose a person." } };
    return { kind: "ask", ask: { kind: "assign-role", role: "lead", person: personId(team, user) } };
  },
  blockOf: () => blocks.person,
};
