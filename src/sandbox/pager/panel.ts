import { z } from "zod";
import type { IncidentBook } from "./book.ts";
import { type HeldIncident, type Mood, moods, type PagerAnswer, type PagerCall, type PagerDirectory } from "./types.ts";
import type { PagerDelivery, Webhooks } from "./webhooks.ts";

/** What the panel draws. */
export interface PanelState {
  readonly mood: Mood;
  readonly moods: readonly Mood[];
  /** Newest first. */
  readonly incidents: readonly PanelIncident[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly requests: readonly Pick<PagerCall, "method" | "path" | "status">[];
  readonly deliveries: readonly PagerDelivery[];
}

export interface PanelIncident {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly service: string;
  readonly status: HeldIncident["status"];
  readonly level: number;
  readonly ringing: readonly string[];
  readonly acknowledgedBy: readonly string[];
  readonly responders: readonly string[];
  readonly notes: readonly string[];
}

export interface Panel {
  state(): PanelState;
  act(body: unknown): PagerAnswer;
}

export interface PanelParts {
  readonly book: IncidentBook;
  readonly directory: PagerDirectory;
  readonly webhooks: Webhooks;
  readonly calls: readonly PagerCall[];
  readonly mood: () => Mood;
  readonly be: (mood: Mood) => void;
}

export function createPanel({ book, directory, webhooks, calls, mood, be }: PanelParts): Panel {
  const name = (id: string) => directory.users.find((user) => user.id === id)?.name ?? id;
  const state = (): PanelState => ({
    mood: mood(),
    moods,
    incidents: book
      .all()
      .map((held) => drawn(held, name))
      .reverse(),
    people: directory.users.map(({ id, name: called }) => ({ id, name: called })),
    requests: calls.slice(-20).map(({ method, path, status }) => ({ method, path, status })),
    deliveries: webhooks.deliveries.slice(-20),
  });
  return {
    state,
    act(body) {
      const read = act.safeParse(body);
      if (!read.success) return { status: 400, body: { error: z.prettifyError(read.error) } };
      const done = perform(read.data, book, webhooks, be);
      return done ? { status: 200, body: state() } : { status: 404, body: { error: "There is no such incident" } };
    },
  };
}

function drawn(held: HeldIncident, name: (id: string) => string): PanelIncident {
  return {
    id: held.id,
    key: held.key,
    title: held.title,
    service: held.service.name,
    status: held.status,
    level: held.level,
    ringing: held.status === "triggered" ? held.assignees.map(name) : [],
    acknowledgedBy: held.acknowledgedBy.map(({ id }) => name(id)),
    responders: held.responders.map(name),
    notes: held.notes.map(({ by, text }) => `${name(by)}: ${text}`),
  };
}

const person = z.string().min(1);
const act = z.discriminatedUnion("act", [
  z.object({ act: z.enum(["acknowledge", "resolve", "escalate"]), incident: z.string(), person }),
  z.object({ act: z.literal("annotate"), incident: z.string(), person, text: z.string().min(1) }),
  z.object({ act: z.literal("be"), mood: z.enum(moods) }),
  z.object({ act: z.literal("ping") }),
]);

function perform(it: z.output<typeof act>, book: IncidentBook, webhooks: Webhooks, be: PanelParts["be"]): boolean {
  switch (it.act) {
    case "acknowledge":
    case "resolve":
    case "escalate":
      return book[it.act](it.incident, { kind: "user", id: it.person }) !== undefined;
    case "annotate":
      return book.annotate(it.incident, { kind: "user", id: it.person }, it.text) !== undefined;
    case "be":
      be(it.mood);
      return true;
    case "ping":
      webhooks.ping();
      return true;
  }
}
