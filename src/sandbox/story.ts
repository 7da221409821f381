import type { SlackWorkspace } from "./slack/create-slack-workspace.ts";

const story = [
  { by: "ben", channel: "podcast-analytics", text: "api-service v42 is out in production: faster episode imports." },
  { by: "chioma", channel: "podcast-analytics", text: "Nice! Keeping an eye on the dashboards." },
  {
    by: "ada",
    channel: "podcast-analytics",
    text: "Error rate of the API went from 0.2% to 37% in the last ten minutes. Customers see 500s on /campaigns.",
  },
  { by: "ada", channel: "incidents", text: "Podcast API looks bad since v42. Who declares?" },
] as const;

/** What has happened when somebody opens the page: a deploy, and an error rate that should worry them. */
export async function tellStory(slack: Pick<SlackWorkspace, "as">): Promise<void> {
  for (const { by, channel, text } of story) await slack.as(by).send(channel, text);
}
