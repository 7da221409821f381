import type { JsonObject } from "../../slack/json.ts";
import { objectsIn, textIn } from "../objects.ts";
import { playedProgram } from "./programs.ts";

/**
 * What becomes of a container, by its image and environment:
 * a tag with `missing` cannot be pulled, a tag with `broken` or CRASH=true ends soon after its start, a Job's container does its work,
 * the API's 2.4.0 with its small pool leaks connections, everything else serves.
 */
export type Behaviour =
  | { readonly kind: "serves" | "leaks" | "crashes" | "cannot-pull" }
  | { readonly kind: "works"; readonly forMs: number; readonly exitCode: number; readonly reason: string };

export function behaviourOf(podSpec: JsonObject, container: JsonObject): Behaviour {
  const image = textIn(container, "image");
  const tag = image.slice(image.lastIndexOf(":") + 1);
  if (/missing/.test(tag)) return { kind: "cannot-pull" };
  if (/broken/.test(tag) || environment(container, "CRASH") === "true") return { kind: "crashes" };
  if (textIn(podSpec, "restartPolicy") === "Never" || textIn(podSpec, "restartPolicy") === "OnFailure")
    return { kind: "works", ...(playedProgram(container) ?? { forMs: 20_000, exitCode: 0, reason: "Completed" }) };
  return leaksConnections(container) ? { kind: "leaks" } : { kind: "serves" };
}

/** The story's mistake: 2.4.0 never returns some connections. A pool of 50 outlasts the leak. */
function leaksConnections(container: JsonObject): boolean {
  return (
    textIn(container, "image").endsWith("/api:2.4.0") && Number(environment(container, "DB_POOL_MAX_SIZE") || "15") < 50
  );
}

/** How a pod's containers behave, the worst first. */
export function isLeaking(podSpec: JsonObject): boolean {
  return objectsIn(podSpec, "containers").some((container) => behaviourOf(podSpec, container).kind === "leaks");
}

const environment = (container: JsonObject, name: string): string =>
  textIn(
    objectsIn(container, "env").find((variable) => variable.name === name),
    "value",
  );
