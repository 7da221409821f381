import { randomUUID } from "node:crypto";
import type { KubernetesDoor } from "../../../src/clients/kubernetes.ts";
import { createJobFamily } from "../../../src/targets/job/create-job-family.ts";
import type { JobPatience } from "../../../src/targets/job/follow-job.ts";
import type { Changing, Done, Preview, Refused, Site } from "../../../src/targets/target.ts";

/** Programs run as an approved request would, without the approvals. */
export function jobBench(door: KubernetesDoor, site: Site, patience: Partial<JobPatience> = {}) {
  const family = createJobFamily({ door, now: Date.now, newId: randomUUID, patience: { pauseMs: 50, ...patience } });
  const [changer] = family.changers;
  if (!changer) throw new Error("nothing runs programs");
  const limit = () => AbortSignal.timeout(60_000);
  const emitted: string[] = [];
  const changing = (more: Partial<Changing> = {}): Changing => ({
    signal: limit(),
    dryRun: false,
    emit: (text) => void emitted.push(text),
    beforeSending: async () => undefined,
    ...more,
  });
  const givenOf = (line: string, more: object = {}) => {
    const [program = "", ...words] = line.split(" ");
    return { program, arguments: words, ...more };
  };
  return {
    emitted,
    preview: (line: string, more?: object): Promise<Preview | Refused> =>
      changer.preview(givenOf(line, more), site, limit()),
    async previewed(line: string, more?: object): Promise<Preview> {
      const shown = await changer.preview(givenOf(line, more), site, limit());
      if (shown.kind === "refused") throw new Error(shown.reason);
      return shown;
    },
    run: (
      line: string,
      { pinned }: Preview,
      more: Partial<Changing> = {},
      where = site,
      given = {},
    ): Promise<Done | Refused> => changer.run(givenOf(line, given), pinned, where, changing(more)),
    verify: (line: string, { pinned }: Preview) => changer.verify(givenOf(line), pinned, site, changing()),
    inspect: (line: string, { pinned }: Preview) => changer.inspect(givenOf(line), pinned, site, limit()),
  };
}

/** The name that a preview pinned. */
export function nameIn({ pinned }: Preview): string {
  const name = typeof pinned === "object" && pinned !== null && "name" in pinned ? pinned.name : undefined;
  if (typeof name !== "string") throw new Error("no name is pinned");
  return name;
}
