import type { Environment, ManifestObject } from "../catalog/types.ts";
import type { Operation, OperationDefinition } from "../operation/definition.ts";

/** Where an operation runs: all of it from the catalog, nothing from the runbook. */
export interface Site {
  /** `podcast-analytics`. */
  readonly service: string;
  readonly environmentName: string;
  readonly environment: Environment;
  /** Links of the service by kind: `repository` → its address. */
  readonly links: Readonly<Record<string, string>>;
  /** Where alerts of the service begin, in the unit of the query: drawn into its chart. */
  readonly thresholds?:
    | readonly {
        readonly query?: string | undefined;
        readonly above?: number | undefined;
        readonly below?: number | undefined;
      }[]
    | undefined;
  /** The maintenance window that is open at a time (ISO 8601), of several the one that ends last. */
  readonly windowAt?: ((at: string) => OpenWindow | undefined) | undefined;
  /** What the files hold that `kubernetes.manifests` of the environment names, by file. */
  readonly manifests?: Readonly<Record<string, readonly ManifestObject[]>> | undefined;
}

export interface OpenWindow {
  readonly name: string;
  /** ISO 8601 in UTC. */
  readonly until: string;
}

/** How the work ends early, and where its text goes meanwhile. */
export interface Doing {
  /** Aborted by Cancel, by the step's timeout and when the process stops. */
  readonly signal: AbortSignal;
  /** Text as it arrives, for a live message. What is returned in the end holds all of it again. */
  emit(text: string): void;
}

export interface Picture {
  readonly png: Uint8Array;
  /** What it shows, for who cannot see it. */
  readonly alternative: string;
}

/** What an operation printed, not yet filtered or scrubbed. */
export interface Output {
  /** Lines as the tool of that command would print them, or as a person wants to read them. */
  readonly text: string;
  /** What the tool itself would print, for filters such as `jq`, where `text` is drawn for people. Absent: the same. */
  readonly piped?: string | undefined;
  /** It was longer than may be read; what is missing is said in words: `the first 5 MB of 12 MB`. */
  readonly cut?: string | undefined;
  readonly pictures?: readonly Picture[] | undefined;
}

/** A "no" in words a person understands: nothing was done. What failed outside is thrown as a `Fault`. */
export interface Refused {
  readonly kind: "refused";
  readonly reason: string;
  /** The target is as this would make it: there is nothing to do. */
  readonly isSo?: true;
}

/** An operation that looks and changes nothing. */
export interface Reader {
  /** `kubernetes.get`. */
  readonly operation: string;
  run(given: unknown, site: Site, doing: Doing): Promise<Output | Refused>;
}

/** Binds a reader to the schema of its operation. */
export function reader<A>(
  definition: OperationDefinition<A>,
  run: (given: A, site: Site, doing: Doing) => Promise<Output | Refused>,
): Reader {
  return { operation: definition.name, run: (given, site, doing) => run(definition.schema.parse(given), site, doing) };
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** One object a change touches, in words an approver judges by. */
export interface PreviewedObject {
  /** `deployment/api-service`, `session 4711 of api`. */
  readonly name: string;
  /** Facts by name: `image` → `api:2.3.1`. Empty text: there is none. */
  readonly changes: readonly { readonly what: string; readonly before: string; readonly after: string }[];
}

export interface Preview {
  readonly kind: "preview";
  readonly objects: readonly PreviewedObject[];
  /** What an approver should know: an HPA will scale it back, GitOps will revert it. */
  readonly warnings: readonly string[];
  /** What could not be previewed, in words. Empty when all of it was. */
  readonly notPreviewed: readonly string[];
  /** The state it was computed from: what the approver judged, not what moves by itself. Hashed by approval. */
  readonly fingerprint: Json;
  /** What was found now and must be used later as it was found: the chosen revision, the sessions, the uids, the old value. */
  readonly pinned: Json;
}

/** What a change did. */
export interface Done {
  readonly kind: "done";
  /** What was printed or is to be told. */
  readonly text: string;
  /** What would bring the state before back; itself to be asked for. Absent when nothing can. */
  readonly undo?: Operation | undefined;
}

export type Verification =
  | { readonly kind: "verified"; readonly text: string }
  /** It is not as it should be, and waiting will not mend it, or the time is over. */
  | { readonly kind: "failed"; readonly text: string };

/** What became of a run whose outcome nobody saw. */
export type Inspection = {
  readonly kind: "done" | "not-done" | "unclear";
  readonly text: string;
};

export interface Changing extends Doing {
  /** A drill: the server is asked to check it without doing it; where that is impossible nothing is sent and that is said. */
  readonly dryRun: boolean;
  /**
   * Asked right before each call that changes something, as late as can be: throws the signal's reason when this execution may send
   * nothing any more, because its time is over or somebody else has the say. What was sent before stays sent, and its outcome unknown.
   */
  beforeSending(): Promise<void>;
  /** Secret values by the argument they are for, typed after the approval: sent to the target, and kept nowhere. */
  readonly typed?: Readonly<Record<string, string>> | undefined;
}

/** An operation that changes something. */
export interface Changer {
  readonly operation: string;
  /** Looks, changes nothing. */
  preview(given: unknown, site: Site, signal: AbortSignal): Promise<Preview | Refused>;
  /** Does it once, to what was pinned and nothing else. Refuses when the target is no longer as it was previewed. */
  run(given: unknown, pinned: Json, site: Site, doing: Changing): Promise<Done | Refused>;
  /** Looks whether it took hold, waiting as long as `doing.signal` lets it; emits progress. */
  verify(given: unknown, pinned: Json, site: Site, doing: Doing): Promise<Verification>;
  /** After a crash in the middle: whether it was done. */
  inspect(given: unknown, pinned: Json, site: Site, signal: AbortSignal): Promise<Inspection>;
}

interface ChangerParts<A, P extends Json> {
  /** Reads what `preview` pinned: it comes back from Postgres. */
  readonly pinned: { parse(value: unknown): P };
  preview(given: A, site: Site, signal: AbortSignal): Promise<(Preview & { readonly pinned: P }) | Refused>;
  run(given: A, pinned: P, site: Site, doing: Changing): Promise<Done | Refused>;
  verify(given: A, pinned: P, site: Site, doing: Doing): Promise<Verification>;
  inspect(given: A, pinned: P, site: Site, signal: AbortSignal): Promise<Inspection>;
}

/** Binds a change to the schema of its operation and of what its preview pins. */
export function changer<A, P extends Json>(definition: OperationDefinition<A>, parts: ChangerParts<A, P>): Changer {
  const { schema } = definition;
  return {
    operation: definition.name,
    preview: (given, site, signal) => parts.preview(schema.parse(given), site, signal),
    run: (given, pinned, site, doing) => parts.run(schema.parse(given), parts.pinned.parse(pinned), site, doing),
    verify: (given, pinned, site, doing) => parts.verify(schema.parse(given), parts.pinned.parse(pinned), site, doing),
    inspect: (given, pinned, site, signal) =>
      parts.inspect(schema.parse(given), parts.pinned.parse(pinned), site, signal),
  };
}

/** All operations of one kind of target. */
export interface Family {
  readonly readers: readonly Reader[];
  readonly changers: readonly Changer[];
  /** Lets go of connections. */
  close(): Promise<void>;
}

/** Value of an environment variable that the catalog names; undefined when it is not set. */
export type LookUp = (variable: string) => string | undefined;
