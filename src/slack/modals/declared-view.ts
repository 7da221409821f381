import type { ModalView } from "@slack/types";
import type { Catalog } from "../../catalog/types.ts";
import type { Incident } from "../../incident/incident.ts";
import { plain } from "../blocks.ts";
import { limits } from "../limits.ts";
import { declaredReply } from "../messages/replies.ts";

/** What the form turns into once the incident exists: the same words as after a typed command. */
export function declaredView(incident: Incident, catalog: Catalog): ModalView {
  return {
    type: "modal",
    callback_id: "declared",
    title: plain("Declared", limits.modalTitle),
    close: plain("Close", limits.modalTitle),
    blocks: [...declaredReply(incident, catalog).blocks],
  };
}
