import type { Plan } from "../../approval/plan.ts";
import { clamp } from "../limits.ts";

/** Where a change is made, in words: the name of a target alone can be the same in two services. */
export const placeOf = ({ service, environment }: Pick<Plan, "service" | "environment">): string =>
  clamp(`${service}, ${environment}`, 200);
