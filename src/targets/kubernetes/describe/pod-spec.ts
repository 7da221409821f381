import { isJsonObject, type JsonObject, numberAt, objectAt, objectsAt, textAt, textsAt } from "../change/json.ts";
import { containerLines } from "./containers.ts";
import { annotationLines, field, indented, type Lines, labelLines, many, pairs } from "./lines.ts";

/** The template that pods are made from, under `Pod Template:`. */
export function templateLines(template: JsonObject): Lines {
  const spec = objectAt(template, "spec");
  const annotations = Object.keys(textsAt(template, "metadata", "annotations")).length > 0;
  const account = textAt(spec, "serviceAccountName");
  return [
    "Pod Template:",
    ...indented([
      ...labelLines(template),
      ...(annotations ? annotationLines(template) : []),
      ...(account ? [field("Service Account", account)] : []),
      ...containerLines("Init Containers", objectsAt(spec, "initContainers"), undefined),
      ...containerLines("Containers", objectsAt(spec, "containers"), undefined),
      ...volumeLines(spec),
      ...(textAt(spec, "priorityClassName") ? [field("Priority Class Name", textAt(spec, "priorityClassName"))] : []),
      ...placementLines(spec),
    ]),
  ];
}

export function placementLines(spec: JsonObject): Lines {
  return [
    ...many("Node-Selectors", pairs(textsAt(spec, "nodeSelector"), "=")),
    ...many("Tolerations", objectsAt(spec, "tolerations").map(tolerationWords).sort()),
  ];
}

function tolerationWords(toleration: JsonObject): string {
  const [key, value, effect] = [textAt(toleration, "key"), textAt(toleration, "value"), textAt(toleration, "effect")];
  const what = `${key}${value ? `=${value}` : ""}${effect ? `:${effect}` : ""}`;
  const operator = toleration.operator === "Exists" && value === "" ? `${what === "" ? "" : " "}op=Exists` : "";
  const seconds = numberAt(toleration, "tolerationSeconds");
  return `${what}${operator}${seconds === undefined ? "" : ` for ${seconds}s`}`;
}

export function volumeLines(spec: JsonObject): Lines {
  const volumes = objectsAt(spec, "volumes");
  if (volumes.length === 0) return ["Volumes:\t<none>"];
  return ["Volumes:", ...volumes.flatMap((volume) => [` ${textAt(volume, "name")}:`, ...indented(oneVolume(volume))])];
}

const named: readonly (readonly [string, string, string])[] = [
  ["configMap", "ConfigMap (a volume populated by a ConfigMap)", "name"],
  ["secret", "Secret (a volume populated by a Secret)", "secretName"],
  [
    "persistentVolumeClaim",
    "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)",
    "claimName",
  ],
];

function oneVolume(volume: JsonObject): Lines {
  for (const [key, type, name] of named) {
    const source = volume[key];
    if (!isJsonObject(source)) continue;
    const label = key === "persistentVolumeClaim" ? "ClaimName" : name === "name" ? "Name" : "SecretName";
    const last =
      key === "persistentVolumeClaim"
        ? `ReadOnly:\t${source.readOnly === true}`
        : `Optional:\t${source.optional === true}`;
    return [`Type:\t${type}`, `${label}:\t${textAt(source, name)}`, last];
  }
  if (isJsonObject(volume.emptyDir)) {
    return [
      "Type:\tEmptyDir (a temporary directory that shares a pod's lifetime)",
      `Medium:\t${textAt(volume, "emptyDir", "medium")}`,
      `SizeLimit:\t${textAt(volume, "emptyDir", "sizeLimit") || "<unset>"}`,
    ];
  }
  if (isJsonObject(volume.hostPath)) {
    return [
      "Type:\tHostPath (bare host directory volume)",
      `Path:\t${textAt(volume, "hostPath", "path")}`,
      `HostPathType:\t${textAt(volume, "hostPath", "type")}`,
    ];
  }
  const kind = Object.keys(volume).find((key) => key !== "name") ?? "unknown";
  return [`Type:\t${kind.charAt(0).toUpperCase()}${kind.slice(1)}`];
}
