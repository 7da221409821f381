import { z } from "zod";
import { alertmanagerAlerts, alerts } from "../../operation/prometheus.ts";
import { align } from "../align.ts";
import { type Reader, reader } from "../target.ts";
import { askServer, type PrometheusParts } from "./ask-server.ts";
import { type Labels, notPrometheus } from "./read-result.ts";

/** The alerts Prometheus itself holds: firing, or pending until their time is full. */
export function listAlerts({ door }: PrometheusParts): Reader {
  return reader(alerts, async (_given, site, { signal }) => {
    const answer = await askServer({ server: "prometheus", path: "/api/v1/alerts" }, door, site, signal);
    if (answer.kind === "refused") return answer;
    const read = prometheusAlerts.safeParse(answer.value);
    if (!read.success) throw notPrometheus("alerts");
    return {
      text: print(read.data.data.alerts.map(({ activeAt, ...rest }) => ({ ...rest, since: activeAt }))),
      piped: answer.text,
    };
  });
}

/** The alerts Alertmanager tells people about, or holds back by a silence. */
export function listAlertmanagerAlerts({ door }: PrometheusParts): Reader {
  return reader(alertmanagerAlerts, async (_given, site, { signal }) => {
    const answer = await askServer({ server: "alertmanager", path: "/api/v2/alerts" }, door, site, signal);
    if (answer.kind === "refused") return answer;
    return { text: print(readAlertmanagerAlerts(answer.value)), piped: answer.text };
  });
}

export interface Alert {
  readonly labels: Labels;
  /** Ids of the silences that hold it back. */
  readonly silencedBy?: readonly string[];
  readonly annotations: Labels;
  /** `firing`, `pending`, `active`, `suppressed`. */
  readonly state: string;
  /** ISO time. */
  readonly since: string;
}

/** Reads the answer of `/api/v2/alerts`. Throws a `Fault` when it is none. */
export function readAlertmanagerAlerts(value: unknown): readonly Alert[] {
  const read = alertmanagerAnswer.safeParse(value);
  if (!read.success) throw notPrometheus("alerts");
  return read.data.map(({ startsAt, status, ...rest }) => ({ ...rest, ...status, since: startsAt }));
}

const words = z.record(z.string(), z.string());
const prometheusAlerts = z.object({
  data: z.object({
    alerts: z.array(
      z.object({ labels: words, annotations: words.default({}), state: z.string(), activeAt: z.string() }),
    ),
  }),
});
const alertmanagerAnswer = z.array(
  z.object({
    labels: words,
    annotations: words.default({}),
    startsAt: z.string(),
    status: z.object({ state: z.string(), silencedBy: z.array(z.string()).default([]) }),
  }),
);

function print(found: readonly Alert[]): string {
  if (found.length === 0) return "no alerts";
  const rows = [...found]
    .sort((a, b) => a.state.localeCompare(b.state) || b.since.localeCompare(a.since))
    .map(({ labels, annotations, state, since }) => {
      const { alertname = "", severity = "-", ...rest } = labels;
      const others = Object.entries(rest).map(([name, value]) => `${name}=${value}`);
      const said = annotations.summary ?? annotations.description ?? "";
      return [state, alertname, severity, sayMoment(since), others.join(",") || "-", said];
    });
  return align([["STATE", "ALERT", "SEVERITY", "SINCE", "LABELS", "SUMMARY"], ...rows]).trimEnd();
}

/** `2026-11-21 14:05 UTC`. */
export function sayMoment(iso: string): string {
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? iso : `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
