import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Catalog } from "../../src/catalog/types.ts";
import type { SubmitOutcome } from "../../src/sandbox/slack/people/submit-modal.ts";
import type { GivenValues } from "../../src/sandbox/slack/person-hand.ts";
import type { Channel, Message } from "../../src/sandbox/slack/state/types.ts";
import { strikeRequests } from "../../src/store/requests-jobs.ts";
import type { TestDatabase } from "../database.ts";
import { type ApprovalTarget, approvalTarget } from "./approval-target.ts";
import { type Company, impatient, openCompany, shippedCatalog, words } from "./company.ts";

/**
 * A company in which Ada responds, Chioma and Dmitri approve, Dmitri may freeze and break the glass, and Fatima is asked when all are
 * silent; with an incident of the highest severity.
 */
export interface ApprovalCompany extends Company {
  readonly target: ApprovalTarget;
  readonly channelOf: Channel;
  /** Types a command that asks for a change; resolves to the card of its request, once it can be decided on. */
  ask(person: string, text: string): Promise<Message>;
  /** The card of the newest request once it says this, and no longer that. */
  request(shown: RegExp, gone?: RegExp): Promise<Message>;
  press(person: string, message: Message, action: string): Promise<void>;
  /** Presses a button that opens a form, fills it in and sends it. */
  fill(person: string, message: Message, action: string, values: GivenValues): Promise<SubmitOutcome>;
  /** What the bot has written to this person in private once it says so. */
  direct(person: string, shown: RegExp): Promise<Message>;
  /** What this person alone was answered in the channel. */
  answered(person: string, shown: RegExp): Promise<Message>;
  /** How often something of this kind has happened to requests. */
  happened(kind: string): Promise<number>;
  /** So many minutes later: what is due by then is struck. */
  later(minutes: number): Promise<void>;
}

const tidying = `---
title: Tidy up
service: podcast-analytics
---
# Tidy up

Throw the deployment away:

\`\`\`bash
kubectl delete deployment api-service -n production
\`\`\`

Keep its alarm quiet meanwhile:

\`\`\`bash
aws cloudwatch disable-alarm-actions --alarm-names production-rds-high-cpu
\`\`\`
`;

const patienceMs = 15_000;

export async function openApprovalCompany(database: TestDatabase, more: Partial<Catalog["organization"]> = {}) {
  const runbooks = await mkdtemp(join(tmpdir(), "incident-approvals-"));
  await mkdir(join(runbooks, "podcast-analytics"));
  await writeFile(join(runbooks, "podcast-analytics", "tidy.md"), tidying);
  const { target, family } = approvalTarget();
  const clock = { aheadMs: 0 };
  const moved = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();
  const time = {
    incidentTime: (at: string) => moved(at, clock.aheadMs),
    realTime: (at: string) => moved(at, -clock.aheadMs),
  };
  const pace = { ...impatient, time };
  const company = await openCompany(database.url, "http", {}, runbooks, pace, [family], await approvalCatalog(more));
  const { slack } = company;
  await company.say("ada", "declare P0 podcast-analytics Uploads fail");
  const channel = await company.channel("-uploads-fail");
  await company.card(channel, /Take the lead/);
  for (const person of ["ben", "chioma", "dmitri", "fatima", "gus", "petra"]) slack.bringIn(person, channel.name);
  const tagged = (messages: readonly Message[], tag: string) =>
    messages.filter((one) => JSON.stringify(one.metadata ?? {}).includes(tag));
  const request = (shown: RegExp, gone?: RegExp, from = 0) => {
    const find = (): Message | undefined => {
      const one = tagged(channel.messages, '"surface":"request-').slice(from).at(-1);
      return one && shown.test(words(one)) && !gone?.test(words(one)) ? one : undefined;
    };
    return slack.waitFor(find, `a card of a request that says ${shown}`, patienceMs);
  };
  const self: ApprovalCompany = {
    ...company,
    target,
    channelOf: channel,
    async ask(person, text) {
      const before = tagged(channel.messages, '"surface":"request-').length;
      const said = await company.say(person, text, channel.name);
      // Where the machine was slow to answer, it was asked for all the same.
      if (!/asked for|operation_timeout/.test(said)) throw new Error(said);
      return request(/Approval needed/, undefined, before);
    },
    request: (shown, gone) => request(shown, gone),
    async press(person, message, action) {
      await slack.as(person).click(message, action);
    },
    async fill(person, message, action, values) {
      await slack.as(person).click(message, action);
      const form = await slack.waitFor(() => slack.modalOf(person), `a form for ${person}`, patienceMs);
      const outcome = await slack.as(person).submit(form, values);
      const left = slack.modalOf(person);
      if (left) await slack.as(person).close(left);
      return outcome;
    },
    direct: (person, shown) =>
      slack.waitFor(
        () => tagged(direct(company), `-${slack.person(person).id}"`).findLast((one) => shown.test(words(one))),
        `${person} told in private ${shown}`,
        patienceMs,
      ),
    answered: (person, shown) =>
      slack.waitFor(
        () => channel.messages.findLast((one) => one.visibleTo === slack.person(person).id && shown.test(words(one))),
        `${person} answered ${shown}`,
        patienceMs,
      ),
    async happened(kind) {
      const { rows } = await database.pool.query("select 1 from request_events where kind = $1", [kind]);
      return rows.length;
    },
    async later(minutes) {
      clock.aheadMs += minutes * 60_000;
      await strikeRequests(database.pool, "all");
    },
    async stop() {
      await company.stop();
      await rm(runbooks, { recursive: true, force: true });
    },
  };
  return self;
}

/** Every message the bot has written to one person in private. */
function direct({ slack }: Company): readonly Message[] {
  const written = slack.calls.filter(({ method, outcome }) => method === "chat.postMessage" && outcome === "ok");
  const channels = new Set(written.map(({ args }) => String(args.channel)).filter((id) => id.startsWith("D")));
  return [...channels].flatMap((id) => slack.messages(id));
}

async function approvalCatalog(more: Partial<Catalog["organization"]>): Promise<Catalog> {
  const { services, organization, ...rest } = await shippedCatalog();
  const approvals = organization.approvals.map((rule) => ({ ...rule, thenAsk: ["U0FATIMA01"] }));
  const people = { freezers: ["engineering-managers"], breakGlass: ["engineering-managers"], approvals };
  return {
    ...rest,
    organization: { ...organization, ...people, ...more },
    services: services.map((service) => {
      const { production } = service.environments;
      if (service.key !== "podcast-analytics" || !production) return service;
      // Nothing here answers for its health: it is not what these stories are about.
      const environments = { production: { ...production, healthChecks: [], prometheus: undefined } };
      return { ...service, environments };
    }),
  };
}
