import { scrub } from "../../../operation/scrub.ts";
import type { Json, PreviewedObject } from "../../target.ts";
import { meansTheSame } from "./canonical.ts";
import { isJsonList, isJsonObject, textAt } from "./json.ts";

export type Change = PreviewedObject["changes"][number];

/** What is true of an object, by a name a person understands; `hidden` where the value must not be shown. */
export interface Fact {
  readonly value: Json;
  readonly shown: string;
}
export type Facts = ReadonlyMap<string, Fact>;

export interface Differences {
  readonly changes: readonly Change[];
  /** Name, old and new value of all that differ, hidden ones too: for a digest, never to be shown. */
  readonly values: readonly Json[];
  /** What is not shown of them, in words. */
  readonly notShown: readonly string[];
}

const longestText = 2000;
const mostChanges = 120;

/** Which facts differ, in the order of their names as they come. Bounded: what is left out is said. */
export function differencesOf(before: Facts, after: Facts): Differences {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const differing = names.filter((name) => !meansTheSame(before.get(name)?.value, after.get(name)?.value));
  const left = differing.slice(0, mostChanges).map((what) => changeOf(what, before.get(what), after.get(what)));
  const cut = left.filter(({ before, after }) => Math.max(before.length, after.length) > longestText);
  return {
    values: differing.map((name) => [name, before.get(name)?.value ?? null, after.get(name)?.value ?? null]),
    changes: left.map(({ what, before, after }) => ({ what, before: shorten(before), after: shorten(after) })),
    notShown: [
      ...(differing.length > mostChanges ? [`${differing.length - mostChanges} more places differ`] : []),
      ...cut.map(({ what }) => `all of ${what}: it is longer than ${longestText} characters`),
    ],
  };
}

/** The leaves of a JSON value by their path: `spec.ports[http].containerPort`. Lists of named things go by name. */
export function leafFacts(value: Json | undefined, path = ""): Facts {
  const facts = new Map<string, Fact>();
  collect(value ?? null, path, facts);
  return facts;
}

/** A fact whose value looks like a secret is told by name only. */
export function plainFact(name: string, value: Json): Fact {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return { value, shown: typeof value === "string" && text !== "" && looksSecret(name) ? hidden : scrub(text) };
}

/** Whether a variable or key of this name usually holds a secret. */
export function looksSecret(name: string): boolean {
  return secretName.test(name) && !/name$/i.test(name);
}

const hidden = "[hidden]";
const secretName =
  /pass(?!ive|through|enger)|pwd|secret|token|credential|private|api_?key|access_?key|_key$|^key$|salt|dsn|cookie|signature|webhook|connection_?string/i;

function changeOf(what: string, before: Fact | undefined, after: Fact | undefined): Change {
  const [was, is] = [before?.shown ?? "", after?.shown ?? ""];
  return { what, before: was, after: was === is ? `${is} (another value)` : is };
}

function shorten(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}… (${text.length} characters)` : text;
}

/** The last word of a path; `env[TOKEN].value` is known by the name of the variable. */
function nameOfLeaf(path: string): string {
  return /\[([^\]]+)\]\.value$/.exec(path)?.[1] ?? path.slice(path.lastIndexOf(".") + 1);
}

function collect(value: Json, path: string, facts: Map<string, Fact>): void {
  if (isJsonList(value) && value.length > 0) {
    const names = value.map((one) => textAt(one, "name"));
    const byName = names.every((name) => name !== "") && new Set(names).size === names.length;
    value.forEach((one, index) => {
      collect(one, `${path}[${byName ? names[index] : index}]`, facts);
    });
  } else if (isJsonObject(value) && Object.keys(value).length > 0) {
    for (const [key, one] of Object.entries(value)) collect(one, path === "" ? key : `${path}.${key}`, facts);
  } else if (value !== null && path !== "") {
    facts.set(path, plainFact(nameOfLeaf(path), value));
  }
}
