import { sendJson } from "../server/respond.ts";
import type { Exchange } from "../server/router.ts";
import { buildPageState } from "./build-page-state.ts";

/** Sends the state now and after every change; changes of the same moment go together. */
export function streamPageState({ world, request, response, url }: Exchange): boolean {
  // A page that has just been opened does not know anybody yet: it starts as the first member.
  const members = [...world.people.values()].filter(({ kind }) => kind === "member");
  const person = world.people.get(url.searchParams.get("person") ?? "") ?? members[0];
  if (person === undefined) {
    sendJson(response, 404, { ok: false, error: "there is no such person" });
    return true;
  }
  const conversation = url.searchParams.get("conversation") ?? "";
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  let isDue = false;
  const send = () => {
    isDue = false;
    if (!response.writableEnded)
      response.write(`data: ${JSON.stringify(buildPageState(world, person, conversation))}\n\n`);
  };
  const stop = world.changes.listen(() => {
    if (isDue) return;
    isDue = true;
    setImmediate(send);
  });
  request.on("close", stop);
  send();
  return true;
}
