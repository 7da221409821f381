import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { type Figures, incidentFigures } from "../../src/store/incident-figures.ts";
import { withDatabase } from "../database.ts";

const database = withDatabase();
const ana = "T0HOME/U0ANA";
const ben = "T0HOME/U0BEN";
const minute = 60_000;

interface Past {
  readonly service?: string;
  readonly severity?: string;
  readonly daysAgo?: number;
  readonly answeredAfter?: number;
  readonly acknowledgedAfter?: number;
  readonly resolvedAfter?: number;
  readonly isDrill?: boolean;
  readonly isPrivate?: boolean;
}

let number = 0;

/** Stores an incident of the past, with the little of it that figures are made from. Times in minutes. */
async function past(incident: Past): Promise<void> {
  const { service = "web-analytics", severity = "P1", daysAgo = 1, isDrill = false, isPrivate = false } = incident;
  const id = randomUUID();
  number += 1;
  await database.pool.query(
    `insert into incidents (id, number, version, state, service, severity, status, is_private, is_drill, declared_at, resolved_at)
     select $1, $2, 1, $3, $4, $5, $6, $7, $8, declared, declared + $10 * interval '1 minute'
     from (select clock_timestamp() - $9 * interval '1 day' as declared) as at`,
    [
      id,
      number,
      { people: [ana] },
      service,
      severity,
      incident.resolvedAfter === undefined ? "identified" : "resolved",
      isPrivate,
      isDrill,
      daysAgo,
      incident.resolvedAfter ?? null,
    ],
  );
  const event = async (
    version: number,
    kind: string,
    body: object,
    afterMinutes: number | undefined,
  ): Promise<void> => {
    if (afterMinutes === undefined) return;
    await database.pool.query(
      `insert into incident_events (incident, version, at, kind, body)
       select id, $2, declared_at + $5 * interval '1 minute', $3, $4 from incidents where id = $1`,
      [id, version, kind, body, afterMinutes],
    );
  };
  await event(2, "role-assigned", { role: "lead" }, incident.answeredAfter);
  await event(3, "role-assigned", { role: "scribe" }, 0);
  await event(4, "incident-acknowledged", {}, incident.acknowledgedAfter);
}

const rounded = ({ count, open, toAnswer, toResolve }: Figures) => ({
  count,
  open,
  answer: toAnswer && [Math.round(toAnswer.medianMs / minute), Math.round(toAnswer.p90Ms / minute)],
  resolve: toResolve && [Math.round(toResolve.medianMs / minute), Math.round(toResolve.p90Ms / minute)],
});

const figures = (viewer: string, days: number, service?: string) =>
  incidentFigures(database.pool, { viewer, days, service });

describe("figures of the past", () => {
  beforeAll(async () => {
    for (let n = 1; n <= 10; n++) await past({ answeredAfter: n, resolvedAfter: n * 10 });
    await past({ service: "blog-engine", severity: "P3", acknowledgedAfter: 4, answeredAfter: 30 });
    await past({ service: "blog-engine", severity: "P3", daysAgo: 40, answeredAfter: 500, resolvedAfter: 5000 });
    await past({ service: "blog-engine", isDrill: true, answeredAfter: 0, resolvedAfter: 0 });
    await past({ service: "social-analytics", isPrivate: true });
  });

  test("give the median and what nine of ten stayed below", async () => {
    const { total } = await figures(ben, 30, "web-analytics");
    expect(rounded(total)).toEqual({ count: 10, open: 0, answer: [6, 9], resolve: [55, 91] });
  });

  test("take the first answer, whether acknowledged or led", async () => {
    const { byService } = await figures(ben, 30);
    const blog = byService.find(([service]) => service === "blog-engine")?.[1];
    expect(blog && rounded(blog)).toEqual({ count: 1, open: 1, answer: [4, 4], resolve: undefined });
  });

  test("reach as far back as was asked, by service and severity", async () => {
    const found = await figures(ben, 90);
    expect(found.byService.map(([service, { count }]) => [service, count])).toEqual([
      ["web-analytics", 10],
      ["blog-engine", 2],
    ]);
    expect(found.bySeverity.map(([severity, { count }]) => [severity, count])).toEqual([
      ["P1", 10],
      ["P3", 2],
    ]);
    expect(found.total.count).toBe(12);
  });

  test("leave out drills, and private incidents of other people", async () => {
    expect((await figures(ben, 365)).total.count).toBe(12);
    expect((await figures(ana, 365)).total.count).toBe(13);
  });

  test("are empty where nothing happened", async () => {
    const found = await figures(ben, 30, "architect-dashboard");
    expect(found).toEqual({
      total: { count: 0, open: 0, toAnswer: undefined, toResolve: undefined },
      byService: [],
      bySeverity: [],
    });
  });
});
