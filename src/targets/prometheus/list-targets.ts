import { z } from "zod";
import { targets } from "../../operation/prometheus.ts";
import { align } from "../align.ts";
import { type Reader, reader } from "../target.ts";
import { askServer, type PrometheusParts } from "./ask-server.ts";
import { sayMoment } from "./list-alerts.ts";
import { notPrometheus } from "./read-result.ts";

/** What is scraped and whether it answers; what does not answer comes first. */
export function listTargets({ door }: PrometheusParts): Reader {
  return reader(targets, async (_given, site, { signal }) => {
    const question = { server: "prometheus", path: "/api/v1/targets", parameters: [["state", "active"]] } as const;
    const answer = await askServer(question, door, site, signal);
    if (answer.kind === "refused") return answer;
    const read = scraped.safeParse(answer.value);
    if (!read.success) throw notPrometheus("targets");
    const rows = read.data.data.activeTargets
      .toSorted((a, b) => a.health.localeCompare(b.health))
      .map(({ health, labels, scrapeUrl, lastScrape, lastError }) => [
        health,
        labels.job ?? "-",
        labels.instance ?? scrapeUrl,
        sayMoment(lastScrape),
        lastError,
      ]);
    if (rows.length === 0) return { text: "no targets", piped: answer.text };
    return {
      text: align([["HEALTH", "JOB", "INSTANCE", "LAST SCRAPE", "ERROR"], ...rows]).trimEnd(),
      piped: answer.text,
    };
  });
}

const scraped = z.object({
  data: z.object({
    activeTargets: z.array(
      z.object({
        health: z.string(),
        labels: z.record(z.string(), z.string()),
        scrapeUrl: z.string(),
        lastScrape: z.string(),
        lastError: z.string(),
      }),
    ),
  }),
});
