import type { Json } from "../../target.ts";
import {
  isJsonObject,
  type JsonObject,
  numberAt,
  objectAt,
  objectsAt,
  textAt,
  textsAt,
  valueAt,
} from "../change/json.ts";
import { field, indented, type Lines, many, pairs, timeWords } from "./lines.ts";
import { probeWords } from "./probe.ts";

/** Containers of a pod, or with `statuses` undefined of a template. */
export function containerLines(
  label: string,
  containers: readonly JsonObject[],
  statuses: readonly JsonObject[] | undefined,
): Lines {
  if (containers.length === 0) return [];
  const lines = containers.flatMap((container) => {
    const name = textAt(container, "name");
    const status = statuses && (statuses.find((one) => one.name === name) ?? {});
    // In a template, itself two spaces in, kubectl sets the names one space further in and what follows no further than in a pod.
    return [`${status ? "  " : " "}${name}:`, ...indented(oneContainer(container, status), status ? 2 : 1)];
  });
  return [`${label}:`, ...lines];
}

function oneContainer(container: JsonObject, status: JsonObject | undefined): Lines {
  const ports = objectsAt(container, "ports");
  const named = ports.map((port) => `${numberAt(port, "containerPort")}/${textAt(port, "protocol") || "TCP"}`);
  const onHost = ports.map((port) => `${numberAt(port, "hostPort") ?? 0}/${textAt(port, "protocol") || "TCP"}`);
  const plural = ports.length > 1 ? "s" : "";
  return [
    ...(status ? [`Container ID:\t${textAt(status, "containerID")}`] : []),
    `Image:\t${textAt(container, "image")}`,
    ...(status ? [`Image ID:\t${textAt(status, "imageID")}`] : []),
    field(`Port${plural}`, named.join(", ")),
    field(`Host Port${plural}`, onHost.join(", ")),
    ...words("Command", valueAt(container, "command")),
    ...words("Args", valueAt(container, "args")),
    ...(status ? statusLines(status) : []),
    ...resourceLines(container),
    ...probeLine("Liveness", objectAt(container, "livenessProbe")),
    ...probeLine("Readiness", objectAt(container, "readinessProbe")),
    ...probeLine("Startup", objectAt(container, "startupProbe")),
    ...sourceLines(container),
    ...environmentLines(container),
    ...mountLines(container),
  ];
}

function words(name: string, value: Json | undefined): Lines {
  const list = Array.isArray(value) ? value : [];
  return list.length === 0 ? [] : [`${name}:`, ...indented(list.map((word) => String(word).replaceAll("\n", "\\n")))];
}

function statusLines(status: JsonObject): Lines {
  const last = objectAt(status, "lastState");
  return [
    ...stateLines("State", objectAt(status, "state")),
    ...(Object.keys(last).length > 0 ? stateLines("Last State", last) : []),
    `Ready:\t${status.ready === true ? "True" : "False"}`,
    `Restart Count:\t${numberAt(status, "restartCount") ?? 0}`,
  ];
}

function stateLines(name: string, state: JsonObject): Lines {
  if (isJsonObject(state.running)) {
    return [`${name}:\tRunning`, ...indented([`Started:\t${timeWords(textAt(state, "running", "startedAt"))}`])];
  }
  const { waiting, terminated } = state;
  if (isJsonObject(terminated)) {
    const message = textAt(terminated, "message");
    const signal = numberAt(terminated, "signal");
    return [
      `${name}:\tTerminated`,
      ...indented([
        ...(textAt(terminated, "reason") ? [`Reason:\t${textAt(terminated, "reason")}`] : []),
        ...(message ? [`Message:\t${message}`] : []),
        `Exit Code:\t${numberAt(terminated, "exitCode") ?? 0}`,
        ...(signal ? [`Signal:\t${signal}`] : []),
        `Started:\t${timeWords(textAt(terminated, "startedAt"))}`,
        `Finished:\t${timeWords(textAt(terminated, "finishedAt"))}`,
      ]),
    ];
  }
  const reason = textAt(waiting, "reason");
  return [`${name}:\tWaiting`, ...indented(reason ? [`Reason:\t${reason}`] : [])];
}

function resourceLines(container: JsonObject): Lines {
  return [
    ["Limits", "limits"],
    ["Requests", "requests"],
  ].flatMap(([name = "", key = ""]) => {
    const given = pairs(textsAt(container, "resources", key), ":\t");
    return given.length === 0 ? [] : [`${name}:`, ...indented(given)];
  });
}

function probeLine(name: string, probe: JsonObject): Lines {
  return Object.keys(probe).length === 0 ? [] : [`${name}:\t${probeWords(probe)}`];
}

function sourceLines(container: JsonObject): Lines {
  const sources = objectsAt(container, "envFrom").map((from) => {
    const [kind, key] = isJsonObject(from.secretRef) ? ["Secret", "secretRef"] : ["ConfigMap", "configMapRef"];
    const optional = valueAt(from, key, "optional") === true;
    return `${textAt(from, key, "name")}\t${kind}\tOptional: ${optional}`;
  });
  return sources.length === 0 ? [] : ["Environment Variables from:", ...indented(sources)];
}

function environmentLines(container: JsonObject): Lines {
  const variables = objectsAt(container, "env");
  if (variables.length === 0) return ["Environment:\t<none>"];
  return ["Environment:", ...indented(variables.map((one) => `${textAt(one, "name")}:\t${variableWords(one)}`))];
}

function variableWords(variable: JsonObject): string {
  const from = objectAt(variable, "valueFrom");
  for (const [key, kind] of [
    ["secretKeyRef", "secret"],
    ["configMapKeyRef", "config map"],
  ] as const) {
    const reference = objectAt(from, key);
    if (Object.keys(reference).length > 0) {
      const optional = reference.optional === true;
      return `<set to the key '${textAt(reference, "key")}' in ${kind} '${textAt(reference, "name")}'>\tOptional: ${optional}`;
    }
  }
  const path = textAt(from, "fieldRef", "fieldPath");
  if (path !== "") return ` (${textAt(from, "fieldRef", "apiVersion") || "v1"}:${path})`;
  const resource = textAt(from, "resourceFieldRef", "resource");
  return resource === "" ? textAt(variable, "value").replaceAll("\n", "\n\t") : `(${resource})`;
}

function mountLines(container: JsonObject): Lines {
  const mounts = objectsAt(container, "volumeMounts").map((mount) => {
    const path = textAt(mount, "subPath");
    const flags = [mount.readOnly === true ? "ro" : "rw", ...(path ? [`path="${path}"`] : [])];
    return `${textAt(mount, "mountPath")} from ${textAt(mount, "name")} (${flags.join(",")})`;
  });
  return mounts.length === 0 ? many("Mounts", []) : ["Mounts:", ...indented([...mounts].sort())];
}
