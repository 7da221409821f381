import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { isObject, parseJson, textAt } from "../json.ts";
import type { AppAnswer, AppRequest, Delivery, Retry } from "./delivery.ts";

/** How long a client may take to say goodbye. */
const CLOSING_MS = 300;

export interface SocketMode extends Delivery {
  /** A one-time path for `apps.connections.open`. */
  issueTicket(): string;
  /** Takes over a connection whose path holds a ticket; closes any other. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells every connection to go away, as Slack does when it recycles them. */
  disconnect(reason: "warning" | "refresh_requested" | "link_disabled"): void;
  readonly connections: number;
}

export interface SocketModeOptions {
  readonly appId: string;
  readonly ackTimeoutMs: number;
  readonly nextId: (prefix: string) => string;
  readonly changed: () => void;
}

/** Delivers over WebSockets the app opened; each request goes to one of them, in turn. */
export function createSocketMode(options: SocketModeOptions): SocketMode {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const sockets: WebSocket[] = [];
  const waiting = new Map<string, (answer: AppAnswer) => void>();
  let turn = 0;

  const greet = (socket: WebSocket) => {
    sockets.push(socket);
    socket.on("message", (data) => settle(String(data), waiting));
    socket.on("close", () => {
      sockets.splice(sockets.indexOf(socket), 1);
      options.changed();
    });
    socket.on("error", () => socket.terminate());
    const connection_info = { app_id: options.appId };
    socket.send(JSON.stringify({ type: "hello", num_connections: sockets.length, connection_info }));
    options.changed();
  };

  return {
    issueTicket() {
      const path = `/link/${options.nextId("ticket")}`;
      tickets.add(path);
      return path;
    },
    upgrade(request, socket, head) {
      const path = new URL(request.url ?? "/", "http://localhost").pathname;
      if (!tickets.delete(path)) socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
      else server.handleUpgrade(request, socket, head, greet);
    },
    disconnect(reason) {
      for (const socket of [...sockets]) {
        socket.send(JSON.stringify({ type: "disconnect", reason, debug_info: { host: "sandbox" } }));
        if (reason !== "warning") socket.close();
      }
    },
    get connections() {
      return sockets.length;
    },
    isConnected: () => sockets.length > 0,
    send(request, retry) {
      turn += 1;
      const socket = sockets[turn % Math.max(sockets.length, 1)];
      if (socket === undefined) return Promise.resolve({ kind: "unreachable", reason: "no Socket Mode connection" });
      const id = options.nextId("envelope");
      return new Promise((resolve) => {
        const finish = (answer: AppAnswer) => {
          clearTimeout(timer);
          waiting.delete(id);
          resolve(answer);
        };
        const timer = setTimeout(() => finish({ kind: "timeout" }), options.ackTimeoutMs);
        waiting.set(id, finish);
        socket.send(JSON.stringify({ envelope_id: id, ...envelope(request, retry) }));
      });
    },
    stop() {
      for (const finish of [...waiting.values()]) finish({ kind: "unreachable", reason: "the workspace stopped" });
      for (const socket of [...sockets]) {
        socket.close();
        setTimeout(() => socket.terminate(), CLOSING_MS).unref();
      }
      server.close();
    },
  };
}

function envelope(request: AppRequest, retry: Retry | undefined) {
  switch (request.kind) {
    case "slash_commands":
      return { type: request.kind, accepts_response_payload: true, payload: request.form };
    case "interactive":
      return { type: request.kind, accepts_response_payload: true, payload: request.payload };
    case "events_api":
      return {
        type: request.kind,
        accepts_response_payload: false,
        payload: request.body,
        retry_attempt: retry?.num ?? 0,
        retry_reason: retry?.reason ?? "",
      };
  }
}

function settle(text: string, waiting: ReadonlyMap<string, (answer: AppAnswer) => void>): void {
  const message = parseJson(text);
  if (!isObject(message)) return;
  waiting.get(textAt(message, "envelope_id"))?.({ kind: "acked", body: emptyToNothing(message.payload) });
}

/** Bolt sends an empty text or an empty object where it has nothing to say. */
function emptyToNothing(payload: ReturnType<typeof parseJson>) {
  if (payload === "" || payload === null) return undefined;
  return isObject(payload) && Object.keys(payload).length === 0 ? undefined : payload;
}
