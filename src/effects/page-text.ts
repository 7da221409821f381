import type { Page } from "../clients/pager.ts";
import type { PageEffect } from "../incident/effect.ts";
import type { Incident } from "../incident/incident.ts";
import { reference } from "../slack/messages/labels.ts";
import type { EffectContext } from "./context.ts";

/** What is read aloud to somebody who was asleep: which incident, of what, what is wrong; and where to go. */
export function pageText(
  incident: Incident,
  { reason }: PageEffect,
  { catalog }: Pick<EffectContext, "catalog">,
): Pick<Page, "summary" | "details" | "urgency" | "link"> {
  const { service, channel, affected, latestUpdate, status } = incident;
  const name = catalog().services.find(({ key }) => key === service)?.name ?? service;
  const known = [
    `Status: ${status}.`,
    ...(affected ? [`Affected: ${affected}.`] : []),
    ...(latestUpdate ? [`Latest update: ${latestUpdate.text}`] : []),
    ...(channel ? [`Slack channel: #${channel.name}`] : []),
  ];
  return {
    summary: `${reference(incident)} ${name}: ${reason}`,
    details: known.join("\n"),
    urgency: "high",
    ...(channel
      ? { link: { url: `https://slack.com/app_redirect?channel=${channel.id}`, text: `#${channel.name}` } }
      : {}),
  };
}
