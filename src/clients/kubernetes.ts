import { type Dispatcher, request } from "undici";
import { Fault } from "./fault.ts";
import {
  createKubernetesConnections,
  type KubernetesConnection,
  type KubernetesSource,
} from "./kubernetes-connection.ts";
import { type ExecDoing, type ExecResult, execInContainer } from "./kubernetes-exec.ts";
import { answeredFault, unreachableFault, unreadableFault } from "./kubernetes-faults.ts";
import { checkPath } from "./kubernetes-path.ts";

export interface KubernetesCall {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Without the query; made by `resourcePath`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  /** Else `application/json`; a PATCH says which kind of patch it is. */
  readonly contentType?: string;
  readonly accept?: string;
  readonly signal: AbortSignal;
}

/** The only way to a cluster. Raw JSON, since typed models drop the fields they do not know. Fails with a `Fault` or the signal's reason. */
export interface KubernetesDoor {
  /** The JSON of a 2xx answer. The Fault's code is the cluster's reason or status: `NotFound`, `Forbidden`, `Conflict`, `500`. */
  json(context: string | undefined, call: KubernetesCall): Promise<unknown>;
  /** At most `maxBytes` of the text; `cut`: there was more. */
  text(
    context: string | undefined,
    call: KubernetesCall & { readonly maxBytes: number },
  ): Promise<{ readonly text: string; readonly cut: boolean }>;
  /** Chunks as they arrive, for following and watching. Ends when the server ends or the signal is aborted. */
  stream(context: string | undefined, call: KubernetesCall): AsyncIterable<string>;
  /** Runs one program in a container; no shell. */
  exec(
    context: string | undefined,
    at: { readonly namespace: string; readonly pod: string; readonly container?: string | undefined },
    command: readonly string[],
    doing: ExecDoing,
  ): Promise<ExecResult>;
  close(): Promise<void>;
}

/** What one list may be. Longer ones are asked for in pages. */
const maxJsonBytes = 128 * 1024 * 1024;

export function createKubernetesDoor(source: KubernetesSource): KubernetesDoor {
  const connections = createKubernetesConnections(source);
  const open = async (context: string | undefined, call: KubernetesCall) => {
    const path = checkPath(call.path);
    call.signal.throwIfAborted();
    const connection = await connections.to(context);
    return { connection, body: await send(connection, path, call) };
  };
  return {
    async json(context, call) {
      const { connection, body } = await open(context, call);
      const { text, cut } = await readText(connection, body, call, maxJsonBytes);
      if (cut) throw unreadableFault(`is longer than ${maxJsonBytes / 1024 / 1024} MB`, call.method);
      try {
        const parsed: unknown = JSON.parse(text);
        return parsed;
      } catch {
        throw unreadableFault("is not JSON", call.method);
      }
    },
    async text(context, call) {
      const { connection, body } = await open(context, { accept: "*/*", ...call });
      return readText(connection, body, call, call.maxBytes);
    },
    async *stream(context, call) {
      try {
        const { connection, body } = await open(context, { accept: "*/*", ...call });
        const decoder = newDecoder();
        for await (const chunk of chunksOf(connection, body, call)) yield decoder.decode(chunk, { stream: true });
      } catch (error) {
        if (!call.signal.aborted) throw error;
      }
    },
    async exec(context, at, command, doing) {
      checkPath(`/${[at.namespace, at.pod, at.container ?? "any"].join("/")}`);
      doing.signal.throwIfAborted();
      return execInContainer(await connections.to(context), at, command, doing);
    },
    close: () => connections.close(),
  };
}

/** The body of a 2xx answer, not yet read. */
async function send(
  connection: KubernetesConnection,
  path: string,
  call: KubernetesCall,
): Promise<Dispatcher.ResponseData["body"]> {
  const { method, query = {}, body, contentType = "application/json", accept = "application/json", signal } = call;
  const given = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) given.set(key, String(value));
  const search = given.size === 0 ? "" : `?${given}`;
  const { headers, dispatcher, server } = connection;
  try {
    const answer = await request(`${server}${path}${search}`, {
      method,
      dispatcher,
      // A signal of its own for each: a hundred calls on one signal are a hundred listeners, and a warning.
      signal: AbortSignal.any([signal]),
      // The caller's signal says how long; a log that is silent for an hour is no failure.
      headersTimeout: 0,
      bodyTimeout: 0,
      headers: { ...headers, accept, ...(body === undefined ? {} : { "content-type": contentType }) },
      body: body === undefined ? null : JSON.stringify(body),
    });
    // Aborted while nobody reads, it would end the process.
    answer.body.on("error", () => undefined);
    if (answer.statusCode >= 200 && answer.statusCode <= 299) return answer.body;
    const { text } = await readText(connection, answer.body, call, 64 * 1024);
    const retryAfter = [answer.headers["retry-after"]].flat()[0];
    throw answeredFault({ status: answer.statusCode, body: text, method, retryAfter });
  } catch (error) {
    throw asFault(error, connection, call);
  }
}

async function readText(
  connection: KubernetesConnection,
  body: Dispatcher.ResponseData["body"],
  call: KubernetesCall,
  maxBytes: number,
): Promise<{ readonly text: string; readonly cut: boolean }> {
  const decoder = newDecoder();
  const parts: string[] = [];
  let left = maxBytes;
  for await (const chunk of chunksOf(connection, body, call)) {
    parts.push(decoder.decode(chunk.subarray(0, left), { stream: true }));
    if (chunk.length > left) return { text: parts.join(""), cut: true };
    left -= chunk.length;
  }
  return { text: parts.join("") + decoder.decode(), cut: false };
}

async function* chunksOf(
  connection: KubernetesConnection,
  body: Dispatcher.ResponseData["body"],
  call: KubernetesCall,
): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of body) if (Buffer.isBuffer(chunk)) yield chunk;
  } catch (error) {
    throw asFault(error, connection, call);
  } finally {
    body.destroy();
  }
}

function asFault(error: unknown, { server }: KubernetesConnection, { method, signal }: KubernetesCall): unknown {
  if (signal.aborted) return signal.reason;
  return error instanceof Fault ? error : unreachableFault(error, method, server);
}

function newDecoder() {
  return new TextDecoder("utf-8", { ignoreBOM: true });
}
