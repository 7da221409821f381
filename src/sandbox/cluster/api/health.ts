import { type Call, sendJson, sendText } from "./call.ts";

/** Whether it was one of the server's own addresses; then it is answered. */
export function answerHealth(call: Call): boolean {
  const { pathname, searchParams } = call.url;
  if (pathname === "/version") {
    sendJson(call, 200, { ...version });
    return true;
  }
  const probe = probes.find((one) => pathname === `/${one}`);
  if (probe === undefined) return false;
  const lines = ["ping", "log", "etcd", "poststarthook/start-apiextensions-controllers"].map((part) => `[+]${part} ok`);
  sendText(call, 200, searchParams.has("verbose") ? [...lines, `${probe} check passed`, ""].join("\n") : "ok");
  return true;
}

const probes = ["healthz", "livez", "readyz"];

const version = {
  major: "1",
  minor: "32",
  gitVersion: "v1.32.4+sandbox",
  gitCommit: "0000000000000000000000000000000000000000",
  gitTreeState: "clean",
  buildDate: "2025-04-22T16:01:53Z",
  goVersion: "go1.23.6",
  compiler: "gc",
  platform: "linux/amd64",
};
