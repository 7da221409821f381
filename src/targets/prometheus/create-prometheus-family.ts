import type { Family } from "../target.ts";
import type { PrometheusParts } from "./ask-server.ts";
import { endSilence } from "./end-silence.ts";
import { askNow } from "./instant-query.ts";
import { listAlertmanagerAlerts, listAlerts } from "./list-alerts.ts";
import { listTargets } from "./list-targets.ts";
import { askOver } from "./range-query.ts";
import { silenceAlerts } from "./silence-alerts.ts";

/** Questions to Prometheus and Alertmanager, drawn as charts, and silences. */
export function createPrometheusFamily(parts: PrometheusParts): Family {
  return {
    readers: [askNow(parts), askOver(parts), listAlerts(parts), listTargets(parts), listAlertmanagerAlerts(parts)],
    changers: [silenceAlerts(parts), endSilence(parts)],
    close: () => parts.door.close(),
  };
}
