import type { Json } from "../../target.ts";
import { isJsonObject, type JsonObject, numberAt, objectAt, textAt, valueAt } from "../change/json.ts";

/** `http-get http://:8001/health delay=5s timeout=1s period=10s #success=1 #failure=3`. */
export function probeWords(probe: JsonObject): string {
  const numbers = [
    `delay=${numberAt(probe, "initialDelaySeconds") ?? 0}s`,
    `timeout=${numberAt(probe, "timeoutSeconds") ?? 0}s`,
    `period=${numberAt(probe, "periodSeconds") ?? 0}s`,
    `#success=${numberAt(probe, "successThreshold") ?? 0}`,
    `#failure=${numberAt(probe, "failureThreshold") ?? 0}`,
  ].join(" ");
  return `${handlerWords(probe)} ${numbers}`;
}

function handlerWords(probe: JsonObject): string {
  if (isJsonObject(probe.exec)) {
    const { command } = probe.exec;
    return `exec [${Array.isArray(command) ? command.join(" ") : ""}]`;
  }
  const http = objectAt(probe, "httpGet");
  if (isJsonObject(probe.httpGet)) {
    const scheme = (textAt(http, "scheme") || "HTTP").toLowerCase();
    return `http-get ${scheme}://${textAt(http, "host")}:${portWords(http.port)}${textAt(http, "path")}`;
  }
  if (isJsonObject(probe.tcpSocket))
    return `tcp-socket ${textAt(probe, "tcpSocket", "host")}:${portWords(probe.tcpSocket.port)}`;
  if (isJsonObject(probe.grpc))
    return `grpc <pod>:${portWords(valueAt(probe, "grpc", "port"))} ${textAt(probe, "grpc", "service")}`;
  return "unknown";
}

function portWords(port: Json | undefined): string {
  return typeof port === "number" || typeof port === "string" ? String(port) : "";
}
