import { type JsonObject, numberAt, objectAt, objectsAt, textAt, textsAt } from "../change/json.ts";
import { annotationLines, field, heading, type Lines, labelLines, many, pairs } from "./lines.ts";

/** A Service; `endpoints` is the object of its name that says which pods answer for it. */
export function serviceLines(service: JsonObject, endpoints: JsonObject): Lines {
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
    ...objectsAt(spec, "ports").flatMap((port) => portLines(port, endpoints)),
    field("Session Affinity", textAt(spec, "sessionAffinity")),
  ];
}

function portLines(port: JsonObject, endpoints: JsonObject): Lines {
  const protocol = textAt(port, "protocol") || "TCP";
  const node = numberAt(port, "nodePort");
  return [
    `Port:\t${textAt(port, "name") || "<unset>"}  ${numberAt(port, "port")}/${protocol}`,
    `TargetPort:\t${String(port.targetPort)}/${protocol}`,
    ...(node ? [`NodePort:\t${textAt(port, "name") || "<unset>"}  ${node}/${protocol}`] : []),
    field("Endpoints", addressesOf(port, endpoints).join(",")),
  ];
}

function addressesOf(port: JsonObject, endpoints: JsonObject): readonly string[] {
  return objectsAt(endpoints, "subsets").flatMap((subset) => {
    const behind = objectsAt(subset, "ports").filter(({ name }) => (name ?? "") === (port.name ?? ""));
    return behind.flatMap((one) =>
      objectsAt(subset, "addresses").map((address) => `${textAt(address, "ip")}:${numberAt(one, "port")}`),
    );
  });
}
