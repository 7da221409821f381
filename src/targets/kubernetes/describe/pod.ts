import { type JsonObject, numberAt, objectAt, objectsAt, textAt } from "../change/json.ts";
import { containerLines } from "./containers.ts";
import { annotationLines, controlledBy, field, heading, indented, type Lines, labelLines, timeWords } from "./lines.ts";
import { placementLines, volumeLines } from "./pod-spec.ts";

export function podLines(pod: JsonObject): Lines {
  const [spec, status] = [objectAt(pod, "spec"), objectAt(pod, "status")];
  const node = textAt(spec, "nodeName");
  const started = textAt(status, "startTime");
  const deleted = textAt(pod, "metadata", "deletionTimestamp");
  const phase = textAt(status, "phase");
  const addresses = objectsAt(status, "podIPs").map((one) => `IP:\t${textAt(one, "ip")}`);
  return [
    ...heading(pod),
    ...(spec.priority === undefined ? [] : [`Priority:\t${numberAt(spec, "priority")}`]),
    ...(textAt(spec, "priorityClassName") ? [field("Priority Class Name", textAt(spec, "priorityClassName"))] : []),
    ...(textAt(spec, "serviceAccountName") ? [field("Service Account", textAt(spec, "serviceAccountName"))] : []),
    field("Node", node && `${node}/${textAt(status, "hostIP")}`),
    ...(started ? [`Start Time:\t${timeWords(started)}`] : []),
    ...labelLines(pod),
    ...annotationLines(pod),
    ...(deleted ? [`Status:\tTerminating (since ${timeWords(deleted)})`] : [`Status:\t${phase}`]),
    ...["Reason", "Message"].flatMap((name) => {
      const said = textAt(status, name.toLowerCase());
      return said ? [`${name}:\t${said}`] : [];
    }),
    `IP:\t${textAt(status, "podIP")}`,
    ...(addresses.length === 0 ? ["IPs:\t<none>"] : ["IPs:", ...indented(addresses)]),
    ...controlledBy(pod),
    ...containerLines("Init Containers", objectsAt(spec, "initContainers"), objectsAt(status, "initContainerStatuses")),
    ...containerLines("Containers", objectsAt(spec, "containers"), objectsAt(status, "containerStatuses")),
    ...podConditions(status),
    ...volumeLines(spec).map((line) => (line.startsWith(" ") ? ` ${line}` : line)),
    field("QoS Class", textAt(status, "qosClass")),
    ...placementLines(spec),
  ];
}

function podConditions(status: JsonObject): Lines {
  const conditions = objectsAt(status, "conditions");
  if (conditions.length === 0) return [];
  const rows = conditions.map((one) => `${textAt(one, "type")}\t${textAt(one, "status")} `);
  return ["Conditions:", ...indented(["Type\tStatus", ...rows])];
}
