import { headDue } from "../../approval/publish-head.ts";
import type { ChangePerformed } from "../../deliver-change.ts";
import { auditHeadMessage } from "../../slack/messages/audit-head.ts";
import { notedHead, noteHead } from "../../store/audit-heads.ts";
import { postgresNow } from "../../store/now.ts";
import { reconcile } from "../reconcile.ts";
import { again, type ChangeContext } from "./change-context.ts";
import type { ChangeShowContext } from "./change-show-context.ts";

/** Says once a day where incidents are announced what the audit's head is, if it has moved; and plans the next time. */
export async function publishHead(
  { db, newId, time }: Pick<ChangeContext, "db" | "newId" | "time">,
  show: ChangeShowContext,
): Promise<ChangePerformed> {
  const postgres = await postgresNow(db);
  const { last, next } = headDue(time.incidentTime(postgres));
  await noteHead(db, newId(), last);
  const noted = await notedHead(db);
  const message = noted && auditHeadMessage(noted);
  if (noted && message) {
    const { announcementChannel } = show.catalog().organization;
    const target = async () => ({ channel: await show.channels.idOf(announcementChannel) });
    await reconcile({ place: { incident: noted.id, surface: "audit-head" }, message, target }, show);
  }
  return again(Math.max(0, Date.parse(time.realTime(next)) - Date.parse(postgres)));
}
