import type { ServerResponse } from "node:http";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Perform } from "./effects/perform-result.ts";
import type { Handle } from "./handle.ts";
import type { HttpRoute } from "./slack/http-server.ts";
import { ask } from "./store/ask.ts";
import type { Pool } from "./store/pool.ts";

export interface Metrics {
  readonly routes: readonly HttpRoute[];
  /** Counts commands by kind and outcome, and how long each took. */
  counted(handle: Handle): Handle;
  /** Counts effects by kind and what became of them. */
  countedEffects(perform: Perform): Perform;
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3];

/** What `/metrics` shows, in Prometheus's text format. No label holds anything a person wrote. */
export function createMetrics(pool: Pool): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const commands = new Histogram({
    name: "incident_commander_command_seconds",
    help: "Time to decide and store a command",
    labelNames: ["command", "outcome"],
    buckets: seconds,
    registers,
  });
  const effects = new Counter({
    name: "incident_commander_effects_total",
    help: "Attempts at effects",
    labelNames: ["effect", "outcome"],
    registers,
  });
  openIncidents(pool, registers);
  return {
    routes: [{ method: "GET", path: "/metrics", handle: (_request, response) => void answer(registry, response) }],
    counted: (handle) => async (command, delivery) => {
      const end = commands.startTimer({ command: command.kind });
      const outcome = await handle(command, delivery).catch((error: unknown) => {
        end({ outcome: "failed" });
        throw error;
      });
      end({ outcome: outcome.kind });
      return outcome;
    },
    countedEffects: (perform) => async (owed, attempt) => {
      const result = await perform(owed, attempt);
      effects.inc({ effect: owed.effect.kind, outcome: result.kind });
      return result;
    },
  };
}

/** Asked of Postgres when somebody looks; the last answer stands while Postgres is away. */
function openIncidents(pool: Pool, registers: Registry[]): Gauge {
  return new Gauge({
    name: "incident_commander_open_incidents",
    help: "Incidents that are not resolved, drills left out",
    labelNames: ["severity"],
    registers,
    async collect() {
      const rows = await ask<{ severity: string; count: string }>(
        pool,
        "select severity, count(*) as count from incidents where status <> 'resolved' and not is_drill group by severity",
      ).catch(() => undefined);
      if (!rows) return;
      this.reset();
      for (const { severity, count } of rows) this.set({ severity }, Number(count));
    },
  });
}

async function answer(registry: Registry, response: ServerResponse): Promise<void> {
  response.setHeader("content-type", registry.contentType);
  response.end(await registry.metrics());
}
