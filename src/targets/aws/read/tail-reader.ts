import { z } from "zod";
import { type AwsArguments, camelCase } from "../../../operation/aws/action.ts";
import { readTime } from "../../read-time.ts";
import { type Doing, type Output, type Reader, type Refused, reader } from "../../target.ts";
import { type AwsParts, awsOperationNamed, noRegion, regionOf, word, words } from "../aws-parts.ts";
import { isoTime } from "../plain.ts";
import { readPages } from "../read-pages.ts";

const logEvents = z.object({
  events: z
    .array(
      z.object({
        eventId: z.string().optional(),
        logStreamName: z.string().default(""),
        timestamp: z.number().default(0),
        message: z.string().default(""),
      }),
    )
    .default([]),
});

type LogEvent = z.output<typeof logEvents>["events"][number];

const defaultSince = "10m";
const formats = ["detailed", "short", "json"];
// Events of one moment may come in two answers.
const rememberedAtMost = 10_000;

/** `aws logs tail`: a line an event with its time and stream; with `--follow` until it is stopped. */
export function tailReader(parts: AwsParts): Reader {
  const { definition } = awsOperationNamed("logs", "tail");
  return reader(definition, async (given, site, doing): Promise<Output | Refused> => {
    const region = regionOf(given, site);
    if (region === undefined) return noRegion(site);
    const since = readTime(word(given, "since") ?? defaultSince, parts.now());
    if (since === undefined)
      return refused(`--since ${word(given, "since")} is not a time; write 15m, 2h or 2026-01-31T08:00:00Z`);
    const format = word(given, "format") ?? "detailed";
    if (!formats.includes(format)) return refused(`--format ${format} is not one of ${formats.join(", ")}`);
    if (word(given, "logGroupName") === undefined) return refused("aws logs tail needs the name of a log group");
    return tail({ given, region, since, format, follow: given.follow === true }, parts, doing);
  });
}

interface Tail {
  readonly given: AwsArguments;
  readonly region: string;
  readonly since: number;
  readonly format: string;
  readonly follow: boolean;
}

async function tail({ given, region, since, format, follow }: Tail, parts: AwsParts, doing: Doing): Promise<Output> {
  const seen = new Set<string>();
  let text = "";
  let from = since;
  for (;;) {
    const call = { service: "logs", action: "filter-log-events", input: filterInput(given, from), region } as const;
    const { answer, cut } = await readPages(parts.door, call, doing.signal);
    const events = logEvents.parse(answer).events.filter(({ eventId }) => eventId === undefined || !seen.has(eventId));
    const lines = events.map((event) => lineOf(event, format)).join("");
    if (lines !== "") doing.emit(lines);
    text += lines;
    if (!follow) return { text, ...(cut !== undefined && { cut }) };
    if (seen.size > rememberedAtMost) seen.clear();
    for (const { eventId } of events) if (eventId !== undefined) seen.add(eventId);
    from = Math.max(from, ...events.map(({ timestamp }) => timestamp));
    await parts.pause(doing.signal);
  }
}

function filterInput(given: AwsArguments, startTime: number): object {
  const optional = ["filter-pattern", "log-stream-name-prefix"].flatMap((flag) => {
    const value = word(given, camelCase(flag));
    return value === undefined ? [] : [[camelCase(flag), value] as const];
  });
  const streams = words(given, "logStreamNames");
  return {
    logGroupName: word(given, "logGroupName"),
    startTime: Math.floor(startTime),
    ...Object.fromEntries(optional),
    ...(streams.length > 0 && { logStreamNames: streams }),
  };
}

function lineOf({ timestamp, logStreamName, message }: LogEvent, format: string): string {
  const time = isoTime(new Date(timestamp));
  switch (format) {
    case "short":
      return `${time.slice(0, 19)} ${message}\n`;
    case "json":
      return `${time} ${logStreamName} ${indented(message)}\n`;
    default:
      return `${time} ${logStreamName} ${message}\n`;
  }
}

function indented(message: string): string {
  try {
    return JSON.stringify(JSON.parse(message), null, 4);
  } catch {
    return message;
  }
}

function refused(reason: string): Refused {
  return { kind: "refused", reason };
}
