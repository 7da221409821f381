import { answerInstant, answerRange, success } from "./answer-question.ts";
import { createAlertmanager } from "./create-alertmanager.ts";
import { type JsonRequest, type JsonResponse, type JsonServer, serveJson } from "./serve-json.ts";
import { type StoryAlert, storyAlerts } from "./story-alerts.ts";
import { createStoryCourse, type StoryCourse } from "./story-course.ts";

interface Options {
  /** ms since 1970. */
  readonly now: () => number;
  /** Whether the bad deploy still serves. */
  readonly isBad: () => boolean;
  /** 0, or nothing, takes any free one. */
  readonly port?: number | undefined;
}

/** Prometheus and Alertmanager at one address, with the series of the story: well until the deploy twelve minutes ago. */
export async function createSandboxPrometheus({ now, isBad, port = 0 }: Options): Promise<JsonServer> {
  const course = createStoryCourse(now, isBad);
  const alertmanager = createAlertmanager(now, () => storyAlerts(course, now()));
  const server = await serveJson(port, (request) => {
    course.look();
    return answer(request, course, now()) ?? alertmanager(request) ?? { status: 404, body: "404 page not found\n" };
  });
  // The course bends when the cause goes, also while nobody asks.
  const looking = setInterval(course.look, 1000).unref();
  return {
    url: server.url,
    async close() {
      clearInterval(looking);
      await server.close();
    },
  };
}

function answer(request: JsonRequest, course: StoryCourse, now: number): JsonResponse | undefined {
  switch (request.path) {
    case "/api/v1/query":
      return answerInstant(request, course, now);
    case "/api/v1/query_range":
      return answerRange(request, course);
    case "/api/v1/alerts":
      return success({ alerts: storyAlerts(course, now).map(firing) });
    case "/api/v1/rules":
      return success({
        groups: [{ name: "podcast-analytics", file: "alerts.yml", rules: storyAlerts(course, now).map(rule) }],
      });
    case "/api/v1/targets":
      return success({
        activeTargets: ["podcast-api", "postgres", "node"].map((job) => target(job, now)),
        droppedTargets: [],
      });
    case "/-/healthy":
    case "/-/ready":
      return { status: 200, body: "Prometheus Server is Ready.\n" };
    default:
      return undefined;
  }
}

function firing({ labels, annotations, since }: StoryAlert) {
  return { labels, annotations, state: "firing", activeAt: since, value: "1e+00" };
}

function rule(alert: StoryAlert) {
  return { type: "alerting", name: alert.labels.alertname, health: "ok", state: "firing", alerts: [firing(alert)] };
}

function target(job: string, now: number) {
  return {
    labels: { job, instance: `${job}:9100` },
    scrapeUrl: `http://${job}:9100/metrics`,
    lastScrape: new Date(now - 5000).toISOString(),
    lastError: "",
    health: "up",
  };
}
