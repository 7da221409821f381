import type { Plan } from "../../approval/plan.ts";
import type { Service } from "../../catalog/types.ts";
import type {
  Changing,
  Doing,
  Done,
  Inspection,
  Json,
  Preview,
  Refused,
  Site,
  Verification,
} from "../../targets/target.ts";
import { siteOf } from "../site-of.ts";
import type { ChangeContext } from "./change-context.ts";
import { lookingWay } from "./looking-way.ts";

/** How a plan is looked at, done and read back: what changes by its changer, a sensitive look by its reader. */
export interface Way {
  readonly kind: "way";
  readonly site: Site;
  readonly service: Service;
  preview(signal: AbortSignal): Promise<Preview | Refused>;
  run(pinned: Json, doing: Changing): Promise<Done | Refused | Failed>;
  verify(pinned: Json, doing: Doing): Promise<Verification>;
  inspect(pinned: Json, signal: AbortSignal): Promise<Inspection>;
}

/** It was not done, and the reason is in words. */
export interface Failed {
  readonly kind: "failed";
  readonly reason: string;
}

/** By the catalog as it is now. Refused where it names no such place any more, or nothing here does this operation. */
export async function findWay(plan: Plan, context: ChangeContext): Promise<Way | Refused> {
  const service = context.catalog().services.find(({ key }) => key === plan.service);
  const site = siteOf(service, plan.environment, context.catalog().organization);
  if (!service || !site)
    return { kind: "refused", reason: `The catalog names no ${plan.environment} of ${plan.service} any more.` };
  if (plan.risk === "sensitive" && (await context.targets.reader(plan.operation.name)))
    return { kind: "way", site, service, ...lookingWay(plan, { site, service }, context) };
  const changer = await context.targets.changer(plan.operation.name);
  if (!changer) return { kind: "refused", reason: `Nothing here does ${plan.operation.name}. Do this step by hand.` };
  const given = plan.operation.arguments;
  return {
    kind: "way",
    site,
    service,
    preview: (signal) => changer.preview(given, site, signal),
    run: (pinned, doing) => changer.run(given, pinned, site, doing),
    verify: (pinned, doing) => changer.verify(given, pinned, site, doing),
    inspect: (pinned, signal) => changer.inspect(given, pinned, site, signal),
  };
}
