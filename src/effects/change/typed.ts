import type { PersonId } from "../../incident/incident.ts";

/** What the requester typed after the approval: secret values by the argument they are for. In memory alone, until the run ends. */
export interface Typed {
  readonly by: PersonId;
  readonly values: Readonly<Record<string, string>>;
}

/** Shorter pieces would be found in every text, and be told by what is missing. */
const shortestPiece = 4;

/**
 * What takes the typed values out of a text, in the shapes in which a target may repeat what it was sent: as it is, a line of it, a field
 * of it where it is JSON, quoted, encoded for an address, in base64.
 */
export function hiding(typed: Typed | undefined): (text: string) => string {
  const shapes = Object.values(typed?.values ?? {})
    .flatMap(piecesOf)
    .flatMap(shapesOf);
  // The longest goes first: what is left of it by a shorter one would be told.
  const ordered = [...new Set(shapes)].sort((one, other) => other.length - one.length);
  return (text) => ordered.reduce((clean, shape) => clean.replaceAll(shape, "[secret]"), text);
}

function piecesOf(value: string): readonly string[] {
  const parts = [...value.split(/\r?\n/).map((line) => line.trim()), ...textsOf(parsed(value))];
  return [value, ...parts.filter((part) => part.length >= shortestPiece)];
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function shapesOf(piece: string): readonly string[] {
  const quoted = JSON.stringify(piece).slice(1, -1);
  const base64 = Buffer.from(piece).toString("base64");
  return [piece, quoted, JSON.stringify(quoted).slice(1, -1), encodeURIComponent(piece), base64];
}
