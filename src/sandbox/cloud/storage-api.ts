import { createHash } from "node:crypto";
import type { CloudStory } from "./cloud-story.ts";
import { CloudError, type WireRecord, xmlOf } from "./wire.ts";

const day = 86_400_000;

/** Where the teams keep their backups: bucket, folder, how often, and how one is called. */
const folders: readonly { bucket: string; prefix: string; everyDays: number; name: (date: string) => string }[] = [
  { bucket: "backups", prefix: "architect/", everyDays: 1, name: (date) => `backup_${date}.sql.gz` },
  { bucket: "blogengine-backups", prefix: "db/", everyDays: 1, name: (date) => `backup-${date}.sql.gz` },
  { bucket: "backups-podcast-analytics", prefix: "daily/", everyDays: 1, name: (date) => `backup_${date}.sql.gz` },
  { bucket: "backups-podcast-analytics", prefix: "weekly/", everyDays: 7, name: (date) => `backup_${date}.sql.gz` },
  { bucket: "backups-podcast-analytics", prefix: "monthly/", everyDays: 30, name: (date) => `backup_${date}.sql.gz` },
];
const keptAtMost = 14;

/** What S3 answers: the buckets, or what a bucket holds, as XML. */
export function storageAnswer(story: CloudStory, url: URL): string {
  const bucket = url.pathname.split("/")[1] ?? "";
  if (bucket === "")
    return `<ListAllMyBucketsResult>${xmlOf({ Buckets: { Bucket: buckets(story) } })}</ListAllMyBucketsResult>`;
  const objects = folders.filter((one) => one.bucket === bucket).flatMap((folder) => objectsOf(story, folder));
  if (objects.length === 0) throw new CloudError("NoSuchBucket", "The specified bucket does not exist", 404);
  const prefix = url.searchParams.get("prefix") ?? "";
  const below = objects.filter(({ Key }) => Key.startsWith(prefix));
  const isDeeper = (key: string) => url.searchParams.has("delimiter") && key.slice(prefix.length).includes("/");
  const deeper = [...new Set(below.filter(({ Key }) => isDeeper(Key)).map(({ Key }) => folderOf(Key, prefix)))];
  const answer: WireRecord = {
    Name: bucket,
    Prefix: prefix,
    IsTruncated: false,
    Contents: below.filter(({ Key }) => !isDeeper(Key)),
    CommonPrefixes: deeper.map((Prefix) => ({ Prefix })),
  };
  return `<ListBucketResult>${xmlOf(answer)}</ListBucketResult>`;
}

function buckets(story: CloudStory): WireRecord[] {
  const CreationDate = new Date(story.now() - 700 * day).toISOString();
  return [...new Set(folders.map(({ bucket }) => bucket))].map((Name) => ({ Name, CreationDate }));
}

/** The last backups, each made at 02:00 UTC. */
function objectsOf(story: CloudStory, { prefix, everyDays, name }: (typeof folders)[number]) {
  const last = Math.floor((story.now() - 2 * 3_600_000) / day) * day + 2 * 3_600_000;
  return Array.from({ length: keptAtMost }, (_, at) => {
    const time = new Date(last - (keptAtMost - 1 - at) * everyDays * day);
    const Key = `${prefix}${name(time.toISOString().slice(0, 10).replaceAll("-", ""))}`;
    const digest = createHash("md5").update(Key).digest();
    return {
      Key,
      LastModified: time.toISOString(),
      Size: 48_000_000 + digest.readUInt16BE(0) * 16,
      ETag: digest.toString("hex"),
    };
  });
}

function folderOf(key: string, prefix: string): string {
  return `${prefix}${key.slice(prefix.length).split("/")[0]}/`;
}
