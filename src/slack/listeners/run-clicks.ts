import { mostItems } from "../../incident/decide-run.ts";
import type { Incident } from "../../incident/incident.ts";
import { openRunbook } from "../../incident/open-runbook.ts";
import { findRun, type RunPlan } from "../../incident/run.ts";
import { planDiagnostics, planRun } from "../../runbook/plan-run.ts";
import { findIncident } from "../../store/find-incident.ts";
import { type SlackContext, turnedAway } from "../context.ts";
import type { Message } from "../messages/message.ts";
import { sentenceReply } from "../messages/replies.ts";
import { runStartedReply } from "../messages/run-started-reply.ts";
import { readRunValue } from "../run-value.ts";
import { type Click, type ClickListener, keyOf } from "./clicks.ts";
import { findRunbook } from "./find-step.ts";
import { firstOf } from "./first-of.ts";

/** What one step looks at. */
export const clickRunsStep: ClickListener = (context, click) =>
  startFrom(context, click, ({ workbook, value, given }) =>
    value.step === undefined ? undefined : planRun(workbook, { kind: "step", step: value.step }, given),
  );

/** Everything that the page shown only looks at. */
export const clickRunsPage: ClickListener = (context, click) =>
  startFrom(context, click, ({ workbook, value, given }) =>
    planRun(workbook, { kind: "page", page: value.page ?? 0 }, given),
  );

/** Everything that the runbook only looks at, or the page of it that fits. */
export const clickRunsDiagnostics: ClickListener = (context, click) =>
  startFrom(context, click, ({ workbook, value, given }) =>
    planDiagnostics(workbook, value.page ?? 0, given, mostItems),
  );

/** The same part again, as the runbook and its values are now. */
export const clickRunsAgain: ClickListener = (context, click) =>
  atRun(context, click, async (incident, run) => {
    const before = findRun(incident, run);
    if (!before) return sentenceReply("This run is too long ago. Start it from its runbook: /incident run.");
    const library = await context.runbooks.open(incident.service);
    const workbook = library.open(before.slug, incident.service);
    return start(context, click, incident, workbook && planRun(workbook, before.scope, givenIn(incident, before.slug)));
  });

/** Its message shows it: nothing is answered. */
export const clickCancelsRun: ClickListener = (context, click) =>
  atRun(context, click, async (incident, run) => {
    const command = { kind: "cancel-run", incident: incident.id, by: click.by, run } as const;
    const first = firstOf(await context.handle(command, keyOf(click)));
    return first.kind === "refused" ? sentenceReply(first.refusal.text) : undefined;
  });

export const clickShowsAllOfRun: ClickListener = (context, click) =>
  atRun(context, click, async (incident, run) => {
    const command = { kind: "request-run-output", incident: incident.id, by: click.by, run } as const;
    const first = firstOf(await context.handle(command, keyOf(click)));
    if (first.kind === "refused") return sentenceReply(first.refusal.text);
    return sentenceReply("All that was printed comes as a file into the thread of this run.");
  });

type FoundRunbook = Extract<Awaited<ReturnType<typeof findRunbook>>, { kind: "found" }>;
type Planning = FoundRunbook & { readonly given: ReadonlyMap<string, string> };

/** The plan is made here, with the values of this moment: what is filled in later changes nothing of it. */
async function startFrom(
  context: SlackContext,
  click: Click,
  plan: (found: Planning) => RunPlan | undefined,
): Promise<Message> {
  const away = await turnedAway(context, click.by);
  if (away) return sentenceReply(away);
  const found = await findRunbook(context, click.value);
  if (found.kind === "not-found") return sentenceReply(found.sentence);
  const { incident, value } = found;
  return start(context, click, incident, plan({ ...found, given: givenIn(incident, value.slug) }));
}

async function start(
  context: SlackContext,
  click: Click,
  incident: Incident,
  plan: RunPlan | undefined,
): Promise<Message> {
  if (!plan)
    return sentenceReply("This was changed in the file since. Open the runbook again to see it: /incident run.");
  const command = { kind: "start-run", incident: incident.id, by: click.by, ...plan } as const;
  const first = firstOf(await context.handle(command, keyOf(click)));
  return first.kind === "refused" ? sentenceReply(first.refusal.text) : runStartedReply(first.incident, plan);
}

const givenIn = (incident: Incident, slug: string): ReadonlyMap<string, string> =>
  new Map(Object.entries(openRunbook(incident, slug)?.values ?? {}).map(([name, { value }]) => [name, value]));

async function atRun(
  context: SlackContext,
  click: Click,
  work: (incident: Incident, run: number) => Promise<Message | undefined>,
): Promise<Message | undefined> {
  const away = await turnedAway(context, click.by);
  if (away) return sentenceReply(away);
  const value = readRunValue(click.value);
  const incident = value && (await findIncident(context.pool, value.incident));
  return value && incident ? work(incident, value.run) : sentenceReply(oldButton);
}

const oldButton = "This button is too old to be understood. Type /incident run instead.";
