import { type JsonObject, numberAt, objectAt, objectsAt, textAt, textsAt } from "../change/json.ts";
import { annotationLines, field, heading, type Lines, labelLines, many, pairs } from "./lines.ts";

export function serviceLines(service: JsonObject): Lines {
  const spec = objectAt(service, "spec");
  const ingress = objectsAt(service, "status", "loadBalancer", "ingress");
  return [
    ...heading(service),
    ...labelLines(service),
    ...annotationLines(service),
    ...many("Selector", [pairs(textsAt(spec, "selector"), "=").join(",")].filter(Boolean)),
    field("Type", textAt(spec, "type")),
    field("IP", textAt(spec, "clusterIP")),
    ...(ingress.length === 0
      ? []
      : [`LoadBalancer Ingress:\t${ingress.map((one) => textAt(one, "ip") || textAt(one, "hostname")).join(", ")}`]),
    ...objectsAt(spec, "ports").flatMap(portLines),
    field("Session Affinity", textAt(spec, "sessionAffinity")),
  ];
}

function portLines(port: JsonObject): Lines {
  const protocol = textAt(port, "protocol") || "TCP";
  const node = numberAt(port, "nodePort");
  return [
    `Port:\t${textAt(port, "name") || "<unset>"}  ${numberAt(port, "port")}/${protocol}`,
    `TargetPort:\t${String(port.targetPort)}/${protocol}`,
    ...(node ? [`NodePort:\t${textAt(port, "name") || "<unset>"}  ${node}/${protocol}`] : []),
  ];
}
