import { account, badRevision, type CloudStory, isInTrouble, logGroup, region } from "./cloud-story.ts";
import { type CloudApi, CloudError, type CloudRequest, type WireRecord } from "./wire.ts";

const everyMs = 5_000;
const eventsAtMost = 10_000;
const usualWindowMs = 24 * 3_600_000;

/** CloudWatch Logs of the backend: one line every five seconds, and since the bad deployment those that tell why. */
export function logsApi(story: CloudStory): CloudApi {
  return (request) => {
    switch (request.action) {
      case "FilterLogEvents":
        return { events: eventsAsked(story, request), searchedLogStreams: [] };
      case "GetLogEvents":
        return { events: eventsAsked(story, request), nextForwardToken: "f/1", nextBackwardToken: "b/1" };
      case "DescribeLogGroups": {
        const arn = `arn:aws:logs:${region}:${account}:log-group:${logGroup}:*`;
        const matches = logGroup.startsWith(request.text("logGroupNamePrefix") ?? "");
        return {
          logGroups: matches ? [{ logGroupName: logGroup, arn, retentionInDays: 30, storedBytes: 81_264_128 }] : [],
        };
      }
      case "DescribeLogStreams":
        return { logStreams: [41, badRevision].map((revision) => ({ logStreamName: streamOf(revision) })) };
      default:
        return undefined;
    }
  };
}

function eventsAsked(story: CloudStory, request: CloudRequest): WireRecord[] {
  if (request.text("logGroupName") !== logGroup)
    throw new CloudError("ResourceNotFoundException", "The specified log group does not exist.");
  const to = Math.min(request.number("endTime") ?? story.now(), story.now());
  const from = Math.max(request.number("startTime") ?? 0, to - usualWindowMs);
  const matches = matcher(request.text("filterPattern") ?? "");
  const stream = request.text("logStreamName");
  const events: WireRecord[] = [];
  for (let at = Math.ceil(from / everyMs) * everyMs; at <= to; at += everyMs) {
    const event = eventAt(story, at);
    if (matches(event.message) && (stream === undefined || stream === event.logStreamName)) events.push(event);
  }
  return events.slice(0, request.number("limit") ?? eventsAtMost);
}

function eventAt(story: CloudStory, at: number) {
  const tick = Math.floor(at / everyMs);
  const troubled = isInTrouble(story, at) && tick % 2 === 1;
  const revision = troubled ? badRevision : 41;
  return {
    eventId: String(at).padStart(56, "3"),
    logStreamName: streamOf(revision),
    timestamp: at,
    ingestionTime: at,
    message: troubled ? (errors[tick % 6] ?? "") : (requests[tick % 4] ?? ""),
  };
}

const requests = [
  'INFO request method=GET path="/health/ready" status=200 duration_ms=4',
  'INFO request method=GET path="/api/posts?page=2" status=200 duration_ms=84',
  "INFO scheduler job=collect platform=twitch state=done rows=112 duration_ms=913",
  'INFO request method=GET path="/api/accounts/1842/summary" status=200 duration_ms=131',
];

// By the tick of five seconds, of which only the odd ones are troubled.
const errors: Readonly<Record<number, string>> = {
  1: "ERROR cache connection to redis.internal:6379 failed: Name or service not known",
  3: 'ERROR request method=GET path="/health/ready" status=503 checks.redis="unreachable"',
  5: "ERROR worker exiting: start-up check redis did not pass within 60 s",
};

function streamOf(revision: number): string {
  return `backend/backend/${String(revision).padStart(32, "a")}`;
}

/** Every word has to be there; of those with a question mark, one. */
function matcher(pattern: string): (message: string) => boolean {
  const terms = pattern.match(/\??"[^"]+"|[^\s"]+/g) ?? [];
  const bare = (term: string) => term.replace(/^[?-]/, "").replaceAll('"', "");
  const needed = terms.filter((term) => !/^[?-]/.test(term)).map(bare);
  const either = terms.filter((term) => term.startsWith("?")).map(bare);
  const barred = terms.filter((term) => term.startsWith("-")).map(bare);
  return (message) =>
    needed.every((term) => message.includes(term)) &&
    (either.length === 0 || either.some((term) => message.includes(term))) &&
    !barred.some((term) => message.includes(term));
}
