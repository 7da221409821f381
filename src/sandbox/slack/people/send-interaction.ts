import type { Again, AppAnswer } from "../delivery/delivery.ts";
import { type JsonObject, textAt } from "../json.ts";
import type { Person } from "../state/types.ts";
import type { World } from "../state/world.ts";

/** Sends what a person did; when asked, the very same payload a second time. What the second brings is not shown. */
export async function sendInteraction(world: World, payload: JsonObject, again?: Again): Promise<AppAnswer> {
  const type = textAt(payload, "type");
  const answer = await world.delivery.send({ kind: "interactive", payload });
  world.traffic.record("to-app", type, answer.kind, payload);
  if (again !== undefined) {
    const repeated = await world.delivery.send({ kind: "interactive", payload }, again.retry);
    world.traffic.record("to-app", `${type} (again)`, repeated.kind, payload);
  }
  world.changes.notify();
  return answer;
}

/** Why an answer is not an acknowledgement, in a person's words; `undefined` when it is one. */
export function whyNotAcked(world: World, answer: AppAnswer): string | undefined {
  switch (answer.kind) {
    case "acked":
      return undefined;
    case "timeout":
      return `${world.app.name} did not answer in time`;
    case "http-error":
      return `${world.app.name} answered with an error (${answer.status})`;
    case "unreachable":
      return `${world.app.name} cannot be reached (${answer.reason})`;
  }
}

/** A line the person's page shows for a few seconds. */
export function notifyPerson(world: World, person: Person, text: string): void {
  world.notices.set(person.id, { id: world.ids.number(), text });
  world.changes.notify();
}
