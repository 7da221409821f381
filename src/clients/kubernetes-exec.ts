import { STATUS_CODES } from "node:http";
import WebSocket from "ws";
import { z } from "zod";
import { Fault } from "./fault.ts";
import type { KubernetesConnection } from "./kubernetes-connection.ts";
import { answeredFault, unreachableFault } from "./kubernetes-faults.ts";
import { resourcePath } from "./kubernetes-path.ts";

export interface ExecDoing {
  readonly signal: AbortSignal;
  emit(text: string): void;
  /** Of both outputs together. What comes later is read and dropped, so that the program can end. */
  readonly maxBytes: number;
}

export interface ExecResult {
  /** Output and errors in the order they came. */
  readonly text: string;
  readonly cut: boolean;
  readonly exitCode: number;
}

interface ExecAt {
  readonly namespace: string;
  readonly pod: string;
  readonly container?: string | undefined;
}

const pods = { group: "", version: "v1", plural: "pods", namespaced: true };
const channels = { output: 1, errors: 2, status: 3 };

/** Throws a Fault: `not-done` when the program never started, `unknown` when the line broke before it said how it ended. */
export function execInContainer(
  connection: KubernetesConnection,
  at: ExecAt,
  command: readonly string[],
  { signal, emit, maxBytes }: ExecDoing,
): Promise<ExecResult> {
  return new Promise((resolve, reject) => {
    const socket = openSocket(connection, at, command);
    const kept = keepText(maxBytes, emit);
    const settle = (settled: () => void): void => {
      signal.removeEventListener("abort", onAbort);
      socket.terminate();
      settled();
    };
    const onAbort = (): void => settle(() => reject(signal.reason));
    signal.addEventListener("abort", onAbort, { once: true });
    let isOpen = false;
    socket.on("open", () => {
      isOpen = true;
    });
    socket.on("message", (data: WebSocket.RawData) => {
      if (!Buffer.isBuffer(data)) return;
      const [channel, content] = [data[0], data.subarray(1)];
      if (channel === channels.output || channel === channels.errors) kept.add(channel, content);
      if (channel !== channels.status) return;
      const ended = readEnd(content.toString("utf8"));
      settle(() => (ended instanceof Fault ? reject(ended) : resolve({ ...kept.end(), exitCode: ended })));
    });
    socket.on("unexpected-response", (_request, response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => {
        if (body.length < 65_536) body += chunk.toString("utf8");
      });
      response.on("end", () => {
        const status = response.statusCode ?? 0;
        // Refused before it began, so whatever the status, nothing ran.
        const said = body || (STATUS_CODES[status] ?? "");
        settle(() => reject(answeredFault({ status, body: said, method: "GET" })));
      });
    });
    const broken = (error: unknown): void =>
      settle(() => reject(unreachableFault(error, isOpen ? "POST" : "GET", connection.server)));
    socket.on("error", broken);
    socket.on("close", () => broken(undefined));
  });
}

function openSocket(connection: KubernetesConnection, at: ExecAt, command: readonly string[]): WebSocket {
  const path = resourcePath(pods, { namespace: at.namespace, name: at.pod, subresource: "exec" });
  const query = new URLSearchParams({ stdout: "true", stderr: "true", stdin: "false", tty: "false" });
  if (at.container !== undefined) query.set("container", at.container);
  for (const word of command) query.append("command", word);
  return new WebSocket(
    `${connection.server.replace(/^http/, "ws")}${path}?${query}`,
    ["v5.channel.k8s.io", "v4.channel.k8s.io"],
    { ...connection.socketOptions, headers: connection.headers },
  );
}

function keepText(maxBytes: number, emit: (text: string) => void) {
  const decoders = new Map([channels.output, channels.errors].map((channel) => [channel, new TextDecoder()]));
  const parts: string[] = [];
  let left = maxBytes;
  let cut = false;
  const push = (text: string | undefined): void => {
    if (!text) return;
    parts.push(text);
    emit(text);
  };
  return {
    add(channel: number, content: Buffer): void {
      cut ||= content.length > left;
      const taken = content.subarray(0, left);
      left -= taken.length;
      push(decoders.get(channel)?.decode(taken, { stream: true }));
    },
    end(): { readonly text: string; readonly cut: boolean } {
      return { text: parts.join(""), cut };
    },
  };
}

const ending = z.object({
  status: z.string(),
  message: z.string().optional(),
  reason: z.string().optional(),
  details: z
    .object({ causes: z.array(z.object({ reason: z.string().optional(), message: z.string().optional() })).optional() })
    .optional(),
});

/** The exit code, or why there is none. */
function readEnd(text: string): number | Fault {
  const parsed = ending.safeParse(parseJson(text));
  if (!parsed.success) return notStarted("the cluster said how it ended in a way that cannot be read", "unknown");
  const { status, reason, message = "", details } = parsed.data;
  if (status === "Success") return 0;
  const cause = details?.causes?.find((one) => one.reason === "ExitCode");
  if (reason === "NonZeroExitCode" && cause?.message !== undefined) return Number(cause.message);
  return notStarted(`the program could not be started: ${message.slice(0, 500)}`, "not-done");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notStarted(message: string, outcome: "not-done" | "unknown"): Fault {
  return new Fault(message, {
    service: "kubernetes",
    code: "Exec",
    retry: { kind: "never" },
    outcome,
    advice: "See whether the container has this program.",
  });
}
