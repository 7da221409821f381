/**
 * A health answer on one line: short JSON as it is, longer JSON by what each of its parts says (`status=degraded, database=down`).
 * Undefined for what is no JSON object, or says nothing of that kind.
 */
export function summariseHealth(text: string): string | undefined {
  const body = readObject(text);
  if (!body) return undefined;
  const compact = JSON.stringify(body);
  if (compact.length <= mostLength) return compact;
  const parts = Object.entries(body).flatMap(([name, value]) => saidBy(name, value, 0));
  return parts.length === 0 ? undefined : shortened(parts.join(", "));
}

const mostLength = 160;

function saidBy(name: string, value: unknown, depth: number): readonly string[] {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return String(value).length > 60 ? [] : [`${name}=${String(value)}`];
  }
  if (!isObject(value)) return [];
  const state = Object.entries(value).find(([key]) => /^(status|state|healthy|ok|up)$/i.test(key))?.[1];
  if (typeof state === "string" || typeof state === "boolean") return [`${name}=${String(state)}`];
  return depth > 1 ? [] : Object.entries(value).flatMap(([inner, one]) => saidBy(inner, one, depth + 1));
}

function shortened(text: string): string {
  return text.length > 2 * mostLength ? `${text.slice(0, 2 * mostLength)}…` : text;
}

function readObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
