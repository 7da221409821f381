import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Channel, Message } from "../../src/sandbox/slack/state/types.ts";
import { type Company, impatient, openCompany, words } from "./company.ts";
import { type ScriptedTarget, scriptedFamily, startScriptedTarget } from "./scripted-target.ts";

export const lookingRunbook = `---
title: Pages are slow
service: web-analytics
---
# Pages are slow

Symptoms: pages load slowly, dashboards time out.

## Look

Whether all pods run:

\`\`\`bash
kubectl get pods -n <namespace>
\`\`\`

What the busiest ones need:

\`\`\`bash
kubectl top pods -n <namespace>
\`\`\`

What the api says:

\`\`\`bash
kubectl logs deployment/api -n <namespace> --tail=50 | grep -v DEBUG
\`\`\`

Where it runs:

\`\`\`bash
kubectl get node $(kubectl get pod -n <namespace> -l app=api -o name | head -1)
\`\`\`

## Mend

Look at one of them:

\`\`\`bash
kubectl get pod <pod> -n <namespace>
\`\`\`

Throw it away:

\`\`\`bash
kubectl delete pod <pod> -n <namespace>
\`\`\`
`;

/** A company whose cluster answers as the test says, with an incident whose pages are slow. */
export interface RunCompany extends Company {
  readonly target: ScriptedTarget;
  readonly runbooks: string;
  readonly channelOf: Channel;
  /** The message of a run once it says these words, and no longer those. */
  run(shown: RegExp, gone?: RegExp): Promise<Message>;
  /** The checklist of the runbook once it says these words. */
  list(shown: RegExp): Promise<Message>;
  /** Every message of a run. */
  runs(): readonly Message[];
}

export async function openRunCompany(databaseUrl: string, runbook = lookingRunbook): Promise<RunCompany> {
  const runbooks = await mkdtemp(join(tmpdir(), "incident-runs-"));
  await mkdir(join(runbooks, "web-analytics"));
  await writeFile(join(runbooks, "web-analytics", "slow.md"), runbook);
  const target = await startScriptedTarget();
  const company = await openCompany(databaseUrl, "socket", {}, runbooks, impatient, [scriptedFamily(target.url)]);
  await company.say("ada", "declare P2 web-analytics Pages load slowly");
  const channel = await company.channel("-pages-load-slowly");
  await company.card(channel, /Run diagnostics/);
  const tagged = (tag: RegExp) => channel.messages.filter((one) => tag.test(JSON.stringify(one.metadata ?? {})));
  const waitFor = (tag: RegExp, shown: RegExp, gone?: RegExp) =>
    company.slack.waitFor(
      () => tagged(tag).find((one) => shown.test(words(one)) && !gone?.test(words(one))),
      `a message ${tag} that says ${shown}`,
      20_000,
    );
  return {
    ...company,
    target,
    runbooks,
    channelOf: channel,
    run: (shown, gone) => waitFor(/"surface":"run-\d/, shown, gone),
    list: (shown) => waitFor(/"surface":"runbook-/, shown),
    runs: () => tagged(/"surface":"run-\d/),
    async stop() {
      await company.stop();
      await target.stop();
      await rm(runbooks, { recursive: true, force: true });
    },
  };
}

/** The block of a step by its number, which clicks name. */
export function blockOf(message: Message, number: number): string {
  const at = message.blocks.findIndex((block) => JSON.stringify(block).includes(`"${number}. `));
  return /"block_id":"(step-[^"]+)"/.exec(JSON.stringify(message.blocks[at + 1]))?.[1] ?? "";
}
