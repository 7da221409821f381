import { z } from "zod";

/** What Slack says of a token, with the headers that its SDK keeps to itself. */
export type SlackProbe =
  | {
      readonly kind: "answered";
      /** Slack's own word for why not; absent when all is well. */
      readonly error?: string | undefined;
      readonly team?: string | undefined;
      readonly user?: string | undefined;
      readonly isBot: boolean;
      /** Scopes that the token holds; undefined where this Slack does not say. */
      readonly scopes?: ReadonlySet<string> | undefined;
      /** Slack's clock, to the second. Milliseconds since 1970. */
      readonly dateMs?: number | undefined;
    }
  | { readonly kind: "unreachable"; readonly reason: string };

/** Asks who a token is. `apps.connections.open` only hands out an address for a socket; nobody connects to it. */
export async function probeSlack(
  method: "auth.test" | "apps.connections.open",
  { token, apiUrl }: { readonly token: string; readonly apiUrl: string },
): Promise<SlackProbe> {
  try {
    const response = await fetch(new URL(method, apiUrl.endsWith("/") ? apiUrl : `${apiUrl}/`), {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(patienceMs),
    });
    const read = answer.safeParse(await response.json().catch(() => undefined));
    if (!read.success) return { kind: "unreachable", reason: `it answered ${response.status}, and not as Slack does` };
    const { ok, error, team, user, bot_id } = read.data;
    const scopes = response.headers.get("x-oauth-scopes");
    const date = Date.parse(response.headers.get("date") ?? "");
    return {
      kind: "answered",
      error: ok ? undefined : (error ?? "unknown_error"),
      team,
      user,
      isBot: bot_id !== undefined,
      scopes: scopes === null ? undefined : new Set(scopes.split(/[\s,]+/).filter((scope) => scope !== "")),
      dateMs: Number.isNaN(date) ? undefined : date,
    };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { kind: "unreachable", reason: cause instanceof Error ? cause.message : String(cause) };
  }
}

const patienceMs = 10_000;

const answer = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  team: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
});
