import type { JsonObject } from "../../slack/json.ts";
import { badRequest } from "../failure.ts";
import { type LogLine, lifeOf, logLines } from "../logs/log-lines.ts";
import { nameOf, objectsIn, textIn, uidOf } from "../objects.ts";
import type { Call, Place } from "./call.ts";
import { found } from "./list.ts";

/** `GET …/pods/x/log` with `container`, `previous`, `tailLines`, `sinceSeconds`, `sinceTime`, `timestamps`, `limitBytes`, `follow`. */
export function answerLog(call: Call, place: Place): void {
  const { world, url, response } = call;
  const pod = found(call, place);
  const container = chosenContainer(pod, url.searchParams.get("container") ?? "");
  const name = textIn(container, "name");
  const isPrevious = url.searchParams.get("previous") === "true";
  const life = lifeOf(pod, name, isPrevious ? "previous" : "current");
  if (life === undefined) throw isPrevious ? noPrevious(pod, name) : stillWaiting(pod, name);
  const until = world.now();
  const most = number(url, "tailLines");
  const lines = lastOf(logLines(pod, container, life, { from: earliest(url, until), until, most }), most);
  const text = Buffer.from(lines.map((line) => printed(line, url)).join(""));
  response.writeHead(200, { "content-type": "text/plain" });
  response.write(text.subarray(0, number(url, "limitBytes") ?? text.length));
  if (url.searchParams.get("follow") !== "true" || life.endedAt !== undefined) response.end();
  else follow(call, place, container, until);
}

/** Goes on writing what is said, until the reader leaves or this life of the container ends. */
function follow(call: Call, place: Place, container: JsonObject, from: number): void {
  const { world, url, response } = call;
  const uid = uidOf(found(call, place));
  let until = from;
  const timer = setInterval(() => {
    const pod = world.store.get("pods", place.namespace, place.name);
    const life = pod && uidOf(pod) === uid ? lifeOf(pod, textIn(container, "name"), "current") : undefined;
    if (pod === undefined || life === undefined) {
      response.end();
      return;
    }
    const now = world.now();
    for (const line of logLines(pod, container, life, { from: until, until: now })) response.write(printed(line, url));
    until = now;
    if (life.endedAt !== undefined) response.end();
  }, followEveryMs);
  response.flushHeaders();
  response.on("close", () => clearInterval(timer));
}

const followEveryMs = 200;

function chosenContainer(pod: JsonObject, wanted: string): JsonObject {
  const containers = objectsIn(pod, "spec", "containers");
  const names = containers.map((container) => textIn(container, "name"));
  if (wanted === "" && containers.length > 1)
    throw badRequest(`a container name must be specified for pod ${nameOf(pod)}, choose one of: [${names.join(" ")}]`);
  const chosen = wanted === "" ? containers[0] : containers.find((container) => container.name === wanted);
  if (chosen === undefined) throw badRequest(`container ${wanted} is not valid for pod ${nameOf(pod)}`);
  return chosen;
}

const noPrevious = (pod: JsonObject, container: string) =>
  badRequest(`previous terminated container "${container}" in pod "${nameOf(pod)}" not found`);

function stillWaiting(pod: JsonObject, container: string) {
  const status = objectsIn(pod, "status", "containerStatuses").find((one) => one.name === container);
  const reason = textIn(status, "state", "waiting", "reason");
  if (reason === "ErrImagePull" || reason === "ImagePullBackOff")
    return badRequest(
      `container "${container}" in pod "${nameOf(pod)}" is waiting to start: trying and failing to pull image`,
    );
  const why = reason === "" ? "" : ` is waiting to start: ${reason}`;
  return badRequest(`container "${container}" in pod "${nameOf(pod)}"${why || " is not available"}`);
}

function earliest(url: URL, now: number): number {
  const seconds = number(url, "sinceSeconds");
  const moment = Date.parse(url.searchParams.get("sinceTime") ?? "");
  if (seconds !== undefined) return now - seconds * 1000;
  return Number.isNaN(moment) ? 0 : moment;
}

const lastOf = (lines: readonly LogLine[], count: number | undefined): readonly LogLine[] =>
  count === undefined ? lines : count === 0 ? [] : lines.slice(-count);

function number(url: URL, key: string): number | undefined {
  const text = url.searchParams.get(key);
  if (text === null || text === "" || (key === "tailLines" && text === "-1")) return undefined;
  if (!/^\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing "${text}": invalid syntax`);
  return Number(text);
}

const printed = ({ at, text }: LogLine, url: URL): string => {
  const moment = new Date(at).toISOString().replace("Z", "000000Z");
  return url.searchParams.get("timestamps") === "true" ? `${moment} ${text}\n` : `${text}\n`;
};
