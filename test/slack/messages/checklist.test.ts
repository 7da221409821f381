import { describe, expect, test } from "vitest";
import type { IncidentEvent } from "../../../src/incident/event.ts";
import type { Incident } from "../../../src/incident/incident.ts";
import { openRunbook } from "../../../src/incident/open-runbook.ts";
import { createLibrary, type Workbook } from "../../../src/runbook/library.ts";
import { slugOf } from "../../../src/runbook/slug.ts";
import { checklist } from "../../../src/slack/messages/checklist.ts";
import { runbooksReply } from "../../../src/slack/messages/runbooks-reply.ts";
import { evidenceModal } from "../../../src/slack/modals/evidence-modal.ts";
import { explainView } from "../../../src/slack/modals/explain-view.ts";
import { fillModal } from "../../../src/slack/modals/fill-modal.ts";
import { ana, ben, catalog, incident, nasty } from "../incidents.ts";
import { afterWork, libraryOf, shippedRunbooks } from "../runbooks.ts";
import { problemsOf, problemsOfView } from "../strict.ts";

const library = libraryOf(shippedRunbooks);
const long = nasty.repeat(60).slice(0, 3000);

const opened = ({ slug, title, hash }: Workbook, page = 0): IncidentEvent => ({
  kind: "runbook-opened",
  by: ana,
  slug,
  title,
  hash,
  page,
});

/** Every page of a runbook: untouched, with every value given, and with every step done and much to say about it. */
function everyChecklist(about: Incident, book: Workbook) {
  const steps = book.pages.flatMap(({ steps }) => steps);
  const names = book.pages.flatMap((_, page) => book.view(page, new Map()).flatMap(({ asks }) => asks));
  const values = Object.fromEntries(names.map((name) => [name, "v".repeat(300)]));
  const filled: IncidentEvent = { kind: "variables-filled", by: ben, slug: book.slug, title: book.title, values };
  const ticks = steps.map(
    ({ key, title }): IncidentEvent => ({
      kind: "step-ticked",
      by: ben,
      slug: book.slug,
      step: key,
      title,
      evidence: long,
    }),
  );
  return book.pages.flatMap((_, page) =>
    [[], [filled], ticks].map((events) => {
      const now = afterWork(about, opened(book, page), ...events);
      const open = openRunbook(now, book.slug);
      if (!open) throw new Error(`${book.slug} is not open`);
      return checklist({ incident: now, slug: book.slug, open }, book);
    }),
  );
}

const worst = [
  {
    path: "podcast-analytics/worst.md",
    text: [
      `# ${long.slice(0, 400)}`,
      ...Array.from({ length: 40 }, (_, at) =>
        [
          `## ${at % 3 === 0 ? long.slice(0, 200) : `Part ${at}`}`,
          `${long.slice(0, 200)}:`,
          "```bash",
          ...Array.from({ length: 9 }, (_, n) => `kubectl get pods -n <space-${n}> -l app=${"x".repeat(400)}-${at}`),
          `echo "${nasty}" > ~/${at}`,
          "```",
        ].join("\n"),
      ),
    ].join("\n\n"),
  },
  { path: "podcast-analytics/nothing.md", text: "" },
  {
    path: "podcast-analytics/one-section.md",
    text: Array.from({ length: 45 }, (_, at) => `- [ ] Do ${at}`).join("\n"),
  },
];

const books = [
  ...shippedRunbooks.map(
    ({ path }) => [path, path.split("/")[0] ?? "", library.open(slugOf(path), path.split("/")[0] ?? "")] as const,
  ),
  ...worst.map(
    ({ path }) => [path, "podcast-analytics", libraryOf(worst).open(slugOf(path), "podcast-analytics")] as const,
  ),
];

describe("whatever a runbook holds, Slack accepts each of its pages and forms", () => {
  test.each(books)("%s", (_, service, book) => {
    if (!book) throw new Error("no such runbook");
    const about = incident({ service, version: 999_999_999 });
    for (const message of everyChecklist(about, book)) expect(problemsOf(message)).toEqual([]);
    for (const step of book.pages.flatMap((_, page) => book.view(page, new Map()))) {
      const data = { incident: about, workbook: book, step };
      expect(problemsOfView(explainView(data))).toEqual([]);
      expect(problemsOfView(evidenceModal.view(data))).toEqual([]);
      if (step.asks.length > 0) expect(problemsOfView(fillModal.view(data))).toEqual([]);
    }
  });

  test("forty-five boxes to tick are pages of eight", () => {
    const book = libraryOf(worst).open("podcast-analytics.one-section", "podcast-analytics");
    expect(book?.pages.map(({ steps }) => steps.length)).toEqual([8, 8, 8, 8, 8, 5]);
  });

  test("Explain says what the hour means for a change, as the card that is asked for will", () => {
    const night = { name: "Night", cron: "0 2 * * *", timeZone: "UTC", minutes: 60, environments: [] };
    const services = catalog.services.map((one) => ({ ...one, maintenanceWindows: [night] }));
    const text = "# Restart\n\n## Restart\n\n```bash\nkubectl rollout restart deployment/api-service\n```\n";
    const library = createLibrary([{ path: "restart.md", text }], () => ({ ...catalog, services }));
    const workbook = library.open("restart", "podcast-analytics");
    const step = (now: string) => workbook?.viewStep(workbook.pages[0]?.steps[0]?.key ?? "", new Map(), now);
    const explained = (now: string) => {
      const shown = step(now);
      return workbook && shown && JSON.stringify(explainView({ incident: incident(), workbook, step: shown }));
    };
    expect(explained("2026-11-21T02:30:00Z")).toContain("one other person must agree");
    expect(explained("2026-11-21T12:00:00Z")).toMatch(/2 other people must agree.*⏰ Outside the maintenance windows/);
  });

  test("a list of runbooks, too", () => {
    for (const { key } of catalog.services) {
      const about = incident({ service: key });
      const ranked = library.rank({
        service: key,
        severity: "P1",
        alerts: [],
        text: "api errors database memory deploy",
      });
      expect(problemsOf(runbooksReply(about, ranked, long))).toEqual([]);
      expect(problemsOf(runbooksReply(about, []))).toEqual([]);
    }
  });
});
