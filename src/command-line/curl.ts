import { isHole } from "../operation/hole.ts";
import { type FlagTable, numberOf, type ParsedFlags, parseFlags, withEveryFlagUsed } from "./flags.ts";
import { readKnownAddress } from "./http-addresses.ts";
import { manual, operation, type ToolResult } from "./tool-result.ts";

const file = "it reads or writes a file that is not in the runbook";
const route = "it chooses its own way to the host";
const credential = "credentials come from the catalog, not from a command";

const curlFlags: FlagTable = {
  "request X": "value",
  "header H": "list",
  "data d data-ascii": "list",
  "data-raw": "list",
  "data-urlencode": "list",
  json: "value",
  "get G": "flag",
  "head I": "flag",
  "include i": "flag",
  "verbose v": "flag",
  "insecure k": "flag",
  "location L": "flag",
  "max-time m": "value",
  "output o": "value",
  url: "list",
  "silent s": "quiet-flag",
  "show-error S": "quiet-flag",
  "fail f": "quiet-flag",
  "fail-with-body": "quiet-flag",
  "write-out w": "quiet-value",
  "connect-timeout": "quiet-value",
  retry: "quiet-value",
  "retry-delay": "quiet-value",
  "retry-connrefused": "quiet-flag",
  "globoff g": "quiet-flag",
  compressed: "quiet-flag",
  "no-buffer N": "quiet-flag",
  "user-agent A": "quiet-value",
  "http1.1": "quiet-flag",
  http2: "quiet-flag",
  "ipv4 4": "quiet-flag",
  "no-progress-meter": "quiet-flag",
  "data-binary": file,
  "form F": file,
  "upload-file T": file,
  "remote-name O": file,
  "config K": file,
  "cookie b": credential,
  "cookie-jar c": file,
  "cert E": credential,
  key: credential,
  cacert: file,
  "user u": credential,
  "netrc n": credential,
  oauth2: credential,
  "oauth2-bearer": credential,
  "proxy x": route,
  resolve: route,
  "connect-to": route,
  "unix-socket": route,
  interface: route,
  "next :": "two calls in one command; write two",
};

/** What an HTTP call is, before anybody knows whom it speaks to. */
export interface HttpCall {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Form fields as given: `query=up`. */
  readonly fields: readonly string[];
}

/** The words after `curl`: a question to Prometheus, an event to the pager, a health check, or a plain call. */
export function readCurl(words: readonly string[]): ToolResult {
  const flags = parseFlags(words, curlFlags);
  if (flags.kind === "fault") return manual(`curl: ${flags.reason}`);
  return withEveryFlagUsed(flags, readParsed(flags));
}

function readParsed(flags: ParsedFlags): ToolResult {
  const [address, ...more] = [...flags.positional, ...(flags.list("url") ?? []), ...(flags.rest ?? [])];
  if (address === undefined) return manual("curl: it names no address");
  if (more.length > 0) return manual("curl: it calls several addresses; write one command for each");
  if (/^[a-z]+:/i.test(address) && !/^(https?:\/\/|[\w.-]+:\d)/i.test(address))
    return manual("curl: only http and https are spoken");
  if (flags.has("output") && flags.value("output") !== "/dev/null") return manual(`curl: ${file}`);
  const fields = [
    ...(flags.list("data") ?? []),
    ...(flags.list("data-raw") ?? []),
    ...(flags.list("data-urlencode") ?? []),
  ];
  if ([...fields, flags.value("json") ?? ""].some((field) => /^@|^[\w.-]*@\S/.test(field) && !field.includes("=")))
    return manual(`curl: ${file}`);
  if (flags.list("data-urlencode")?.some((field) => /^\w*@/.test(field))) return manual(`curl: ${file}`);
  return readCall(flags, callOf(flags, address, fields));
}

function callOf(flags: ParsedFlags, address: string, fields: readonly string[]): HttpCall {
  const json = flags.value("json");
  const inAddress = flags.has("get");
  const body = json ?? (fields.length > 0 && !inAddress ? fields.join("&") : undefined);
  const url = /^https?:\/\//i.test(address) || isHole(address) ? address : `http://${address}`;
  const headers = (flags.list("header") ?? []).map((line): [string, string] => {
    const colon = line.indexOf(":");
    return colon < 0 ? [line, ""] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  });
  return {
    url:
      inAddress && fields.length > 0
        ? `${url}${url.includes("?") ? "&" : "?"}${fields.map(encodeField).join("&")}`
        : url,
    method: (
      flags.value("request") ?? (flags.has("head") ? "HEAD" : body === undefined ? "GET" : "POST")
    ).toUpperCase(),
    headers: Object.fromEntries(json === undefined ? headers : [["Content-Type", "application/json"], ...headers]),
    body,
    fields,
  };
}

function readCall(flags: ParsedFlags, call: HttpCall): ToolResult {
  const manner = {
    timeoutSeconds: numberOf(flags.value("max-time")),
    followRedirects: flags.flag("location"),
    skipCertificateCheck: flags.flag("insecure"),
  };
  const showHeaders = flags.has("include") || flags.has("verbose") || flags.has("head") || undefined;
  const known = readKnownAddress(call);
  if (known) return known;
  // In a question to Prometheus they belong to the question.
  if (/[{}[\]]/.test(call.url)) return manual("curl: brackets and braces in an address stand for several addresses");
  const plain =
    call.body === undefined &&
    Object.keys(call.headers).length === 0 &&
    (call.method === "GET" || call.method === "HEAD");
  if (plain) return operation("http.check", { url: call.url, method: call.method, showHeaders, ...manner });
  return operation("http.request", {
    url: call.url,
    method: call.method,
    headers: Object.keys(call.headers).length > 0 ? call.headers : undefined,
    body: call.body,
    showHeaders,
    ...manner,
  });
}

function encodeField(field: string): string {
  const equals = field.indexOf("=");
  return equals < 0
    ? encodeURIComponent(field)
    : `${field.slice(0, equals)}=${encodeURIComponent(field.slice(equals + 1))}`;
}
