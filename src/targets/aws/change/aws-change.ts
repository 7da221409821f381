import type { AwsArguments } from "../../../operation/aws/action.ts";
import type { Operation } from "../../../operation/definition.ts";
import type { Inspection, Json, PreviewedObject, Refused } from "../../target.ts";
import type { Input } from "../action-input.ts";
import type { Answer } from "../aws-door.ts";
import type { AwsOperation } from "../aws-parts.ts";
import type { ServiceName } from "../services.ts";

/** Asks AWS in the region of the operation. Throws as the door does. */
export interface Asking {
  ask(service: ServiceName, action: string, input: object): Promise<Answer>;
  readonly now: number;
}

/** What a change found before it acts. */
export interface Found<F extends Json> {
  readonly kind: "found";
  readonly objects: readonly PreviewedObject[];
  readonly warnings: readonly string[];
  readonly notPreviewed?: readonly string[];
  /** What the approver judges. Read again just before the call: if it is not the same, nothing is sent. */
  readonly facts: F;
}

/** How it stands after the call was sent. */
export interface State {
  readonly kind: "took-hold" | "under-way" | "not-done" | "failed";
  readonly text: string;
  /** AWS keeps no trace of the call itself: it would look the same had nothing been sent. */
  readonly isTraceless?: true;
}

/** What was pinned by the preview. */
export interface Pinned<F extends Json> {
  readonly facts: F;
  /** When it was previewed, in milliseconds since 1970: what happened earlier was not this change. */
  readonly at: number;
  /** Names this change to AWS, where AWS takes a name: a new version of a secret. */
  readonly token: string;
}

/** One changing action. `F` are the facts it rests on. */
export interface AwsChange<F extends Json> extends AwsOperation {
  readonly facts: { parse(value: unknown): F };
  /** Looks; says what would change, or why it cannot. */
  look(given: AwsArguments, asking: Asking): Promise<Found<F> | Refused>;
  /** What is sent; without it, the arguments as they are. */
  input?(given: AwsArguments, pinned: Pinned<F>): Input;
  /** What is told when AWS accepted it, and how to bring the state before back. */
  done(given: AwsArguments, facts: F): { readonly text: string; readonly undo?: Operation | undefined };
  state(given: AwsArguments, pinned: Pinned<F>, asking: Asking): Promise<State>;
}

export function found<F extends Json>(
  objects: readonly PreviewedObject[],
  warnings: readonly (string | undefined)[],
  facts: F,
  notPreviewed?: readonly string[],
): Found<F> {
  const kept = warnings.filter((warning) => warning !== undefined);
  return { kind: "found", objects, warnings: kept, facts, ...(notPreviewed && { notPreviewed }) };
}

export function refused(reason: string): Refused {
  return { kind: "refused", reason };
}

export function state(kind: State["kind"], text: string): State {
  return { kind, text };
}

export function inspectionOf({ kind, text, isTraceless }: State): Inspection {
  if (isTraceless) return { kind: "unclear", text };
  switch (kind) {
    case "took-hold":
    case "under-way":
      return { kind: "done", text };
    case "not-done":
      return { kind: "not-done", text };
    case "failed":
      return { kind: "unclear", text };
  }
}

/** An operation of this family with the region it was asked in: what an undo is. */
export function operationLike(given: AwsArguments, name: string, rest: Readonly<Record<string, unknown>>): Operation {
  const region = given.region === undefined ? {} : { region: given.region };
  return { name: `aws.${name}`, arguments: { ...rest, ...region } };
}
