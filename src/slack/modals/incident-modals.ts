import type { ModalPrefill } from "../grammar/reading.ts";
import type { IncidentModal } from "./incident-modal.ts";
import { leadModal } from "./lead-modal.ts";
import { pageModal } from "./page-modal.ts";
import { postMortemModal } from "./post-mortem-modal.ts";
import { reopenModal } from "./reopen-modal.ts";
import { resolveModal } from "./resolve-modal.ts";
import { rolesModal } from "./roles-modal.ts";
import { severityModal } from "./severity-modal.ts";
import { updateModal } from "./update-modal.ts";

/** Every modal about an incident, by its callback id, which is also the command that opens it. */
export const incidentModals: Readonly<Record<ModalPrefill["modal"], IncidentModal>> = {
  update: updateModal,
  severity: severityModal,
  lead: leadModal,
  roles: rolesModal,
  resolve: resolveModal,
  reopen: reopenModal,
  page: pageModal,
  postmortem: postMortemModal,
};
