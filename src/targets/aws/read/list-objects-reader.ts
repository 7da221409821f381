import { z } from "zod";
import { type Output, type Reader, type Refused, reader } from "../../target.ts";
import type { Answer } from "../aws-door.ts";
import { type AwsParts, awsOperationNamed, noRegion, regionOf, word } from "../aws-parts.ts";
import { readPages } from "../read-pages.ts";

const objects = z.object({
  Contents: z.array(z.object({ Key: z.string(), Size: z.number().default(0), LastModified: z.string() })).default([]),
  CommonPrefixes: z.array(z.object({ Prefix: z.string() })).default([]),
});
const buckets = z.object({ Buckets: z.array(z.object({ Name: z.string(), CreationDate: z.string() })).default([]) });

interface Style {
  readonly recursive: boolean;
  readonly humanReadable: boolean;
  readonly summarize: boolean;
}

/** `aws s3 ls`: prefixes and objects of a bucket with their times and sizes, or the buckets. */
export function listObjectsReader(parts: AwsParts): Reader {
  const { definition } = awsOperationNamed("s3", "ls");
  return reader(definition, async (given, site, doing): Promise<Output | Refused> => {
    const region = regionOf(given, site);
    if (region === undefined) return noRegion(site);
    const [bucket = "", ...rest] = (word(given, "uri") ?? "").replace(/^s3:\/\//, "").split("/");
    if (bucket === "") {
      const answer = await parts.door.call({ service: "s3", action: "list-buckets", input: {}, region }, doing.signal);
      return { text: bucketLines(answer) };
    }
    const style = {
      recursive: given.recursive === true,
      humanReadable: given.humanReadable === true,
      summarize: given.summarize === true,
    };
    const input = { Bucket: bucket, Prefix: rest.join("/"), ...(!style.recursive && { Delimiter: "/" }) };
    const call = { service: "s3", action: "list-objects-v2", input, region } as const;
    const { answer, cut } = await readPages(parts.door, call, doing.signal);
    return { text: objectLines(answer, style), ...(cut !== undefined && { cut }) };
  });
}

function bucketLines(answer: Answer): string {
  return buckets
    .parse(answer)
    .Buckets.map(({ Name, CreationDate }) => `${localTime(CreationDate)} ${Name}\n`)
    .join("");
}

function objectLines(answer: Answer, { recursive, humanReadable, summarize }: Style): string {
  const { Contents, CommonPrefixes } = objects.parse(answer);
  const size = (bytes: number) => (humanReadable ? humanSize(bytes) : String(bytes));
  const prefixes = CommonPrefixes.map(({ Prefix }) => `${"PRE".padStart(30)} ${Prefix.split("/").at(-2) ?? ""}/\n`);
  const lines = Contents.map(({ Key, Size, LastModified }) => {
    const name = recursive ? Key : (Key.split("/").at(-1) ?? Key);
    return `${localTime(LastModified)} ${size(Size).padStart(10)} ${name}\n`;
  });
  const total = Contents.reduce((sum, { Size }) => sum + Size, 0);
  const summary = summarize ? [`\nTotal Objects: ${Contents.length}\n   Total Size: ${size(total)}\n`] : [];
  return [...prefixes, ...lines, ...summary].join("");
}

// The bot lives in UTC: `2026-11-21 03:00:12`.
function localTime(iso: string): string {
  return iso.slice(0, 19).replace("T", " ");
}

function humanSize(bytes: number): string {
  if (bytes === 1) return "1 Byte";
  if (bytes < 1024) return `${bytes} Bytes`;
  const units = ["KiB", "MiB", "GiB", "TiB", "PiB"];
  const step = Math.min(units.length, Math.floor(Math.log(bytes) / Math.log(1024)));
  return `${(bytes / 1024 ** step).toFixed(1)} ${units[step - 1]}`;
}
