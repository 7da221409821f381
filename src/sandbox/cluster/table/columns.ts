import type { Json, JsonObject } from "../../slack/json.ts";
import { textIn } from "../objects.ts";
import { since } from "./age.ts";

export interface Column {
  readonly name: string;
  /** Shown with `-o wide` alone. */
  readonly isWide?: true;
  readonly type?: "integer" | "boolean";
  cell(object: JsonObject, now: number): Json;
}

export const column = (name: string, cell: Column["cell"]): Column => ({ name, cell });
export const wide = (name: string, cell: Column["cell"]): Column => ({ name, cell, isWide: true });
export const count = (name: string, cell: Column["cell"]): Column => ({ name, cell, type: "integer" });

export const nameColumn = column("Name", (object) => textIn(object, "metadata", "name"));
export const ageColumn = column("Age", (object, now) => since(textIn(object, "metadata", "creationTimestamp"), now));

/** `app=api,tier=web`, `<none>` for nothing. */
export function labelText(labels: Readonly<Record<string, string>>): string {
  const said = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return said.length > 0 ? said.sort().join(",") : "<none>";
}

export const orNone = (text: string): string => text || "<none>";
