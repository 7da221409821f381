import type { IncomingMessage } from "node:http";
import { isObject, type Json, type JsonObject, parseJson } from "../json.ts";

const LARGEST_BODY_BYTES = 64 * 1024 * 1024;

/** The whole body of a request. Rejects when it is larger than 64 MB. */
export async function readBytes(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LARGEST_BODY_BYTES) throw new Error("the request body is too large");
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** The body as one JSON object, an empty one when it is anything else. */
export async function readJson(request: IncomingMessage): Promise<JsonObject> {
  const parsed = parseJson(Buffer.from(await readBytes(request)).toString());
  return isObject(parsed) ? parsed : {};
}

/** Web API arguments from the address, a form or JSON; what is JSON inside a form is opened. */
export async function readArguments(request: IncomingMessage, query: URLSearchParams): Promise<JsonObject> {
  const type = request.headers["content-type"] ?? "";
  const bytes = await readBytes(request);
  const text = Buffer.from(bytes).toString();
  const fromQuery = Object.fromEntries(query);
  if (type.startsWith("application/json")) {
    const body = parseJson(text);
    return { ...fromQuery, ...(isObject(body) ? body : {}) };
  }
  const form = type.startsWith("multipart/form-data")
    ? textFields(await readForm(bytes, type))
    : Object.fromEntries(new URLSearchParams(text));
  return opened({ ...fromQuery, ...form });
}

/** The first file of a multipart form, or the bare body. */
export async function readUpload(request: IncomingMessage): Promise<Uint8Array> {
  const type = request.headers["content-type"] ?? "";
  const bytes = await readBytes(request);
  if (!type.startsWith("multipart/form-data")) return bytes;
  for (const [, value] of await readForm(bytes, type))
    if (typeof value !== "string") return new Uint8Array(await value.arrayBuffer());
  return new Uint8Array();
}

function readForm(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<FormData> {
  return new Response(bytes, { headers: { "content-type": type } }).formData();
}

function textFields(form: FormData): Readonly<Record<string, string>> {
  return Object.fromEntries([...form].flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : [])));
}

function opened(form: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(
    Object.entries(form).map(([key, value]): [string, Json] => [
      key,
      /^\s*[[{]/.test(value) && !TEXTS.includes(key) ? (parseJson(value) ?? value) : value,
    ]),
  );
}

/** What people read stays text, whatever it looks like. */
const TEXTS = ["text", "topic", "purpose", "title", "name", "initial_comment", "markdown_text"];
