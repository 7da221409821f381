import { environment } from "../../../src/catalog/environment.ts";
import type { ExecInPod } from "../../../src/targets/exec-in-pod.ts";
import { createPostgresFamily } from "../../../src/targets/postgres/create-postgres-family.ts";
import type {
  Changer,
  Inspection,
  Json,
  Output,
  Preview,
  Refused,
  Site,
  Verification,
} from "../../../src/targets/target.ts";
import { mayAlwaysSend } from "../../may-always-send.ts";

/** The family at one database, as an engine would use it. */
export interface AtDatabase {
  readonly site: Site;
  read(operation: string, given: object, signal?: AbortSignal): Promise<Output | Refused>;
  /** What it printed. Throws when it was refused. */
  text(operation: string, given: object): Promise<string>;
  changer(operation: string): Changer;
  preview(operation: string, given: object): Promise<Preview | Refused>;
  /** What may be approved. Throws when it was refused. */
  previewed(operation: string, given: object): Promise<Preview>;
  run(operation: string, given: object, pinned: Json, how?: RunOptions): Promise<RunResult>;
  verify(operation: string, given: object, pinned: Json): Promise<Verification>;
  inspect(operation: string, given: object, pinned: Json): Promise<Inspection>;
  close(): Promise<void>;
}

interface RunOptions {
  readonly signal?: AbortSignal;
  readonly dryRun?: boolean;
  readonly emit?: (text: string) => void;
}

type RunResult = Awaited<ReturnType<Changer["run"]>>;

const never = new AbortController().signal;

/** `url` is asked for when it is first needed: a database of `withDatabase` is there from beforeAll on. */
export function atDatabase(
  url: () => string,
  { through, database, changeUrl }: { through?: ExecInPod; database?: string; changeUrl?: () => string } = {},
): AtDatabase {
  const family = createPostgresFamily({
    lookUp: (name) =>
      name === "PODCAST_DATABASE_URL" ? url() : name === "PODCAST_CHANGES_URL" ? changeUrl?.() : undefined,
    through,
  });
  const site = (): Site => siteOf(database ?? new URL(url()).pathname.slice(1), changeUrl !== undefined);
  const changerOf = (operation: string): Changer => {
    const found = family.changers.find((changer) => changer.operation === operation);
    if (!found) throw new Error(`nothing changes by ${operation}`);
    return found;
  };
  const read: AtDatabase["read"] = async (operation, given, signal = never) => {
    const found = family.readers.find((one) => one.operation === operation);
    if (!found) throw new Error(`nothing reads by ${operation}`);
    return found.run(given, site(), { signal, emit: () => {} });
  };
  return {
    get site() {
      return site();
    },
    read,
    async text(operation, given) {
      const output = await read(operation, given);
      if ("kind" in output) throw new Error(output.reason);
      return output.text;
    },
    changer: changerOf,
    preview: (operation, given) => changerOf(operation).preview(given, site(), never),
    async previewed(operation, given) {
      const preview = await changerOf(operation).preview(given, site(), never);
      if (preview.kind === "refused") throw new Error(preview.reason);
      return preview;
    },
    run: (operation, given, pinned, { signal = never, dryRun = false, emit = () => {} } = {}) =>
      changerOf(operation).run(given, pinned, site(), { signal, emit, dryRun, ...mayAlwaysSend }),
    verify: (operation, given, pinned) =>
      changerOf(operation).verify(given, pinned, site(), { signal: never, emit: () => {} }),
    inspect: (operation, given, pinned) => changerOf(operation).inspect(given, pinned, site(), never),
    close: () => family.close(),
  };
}

function siteOf(database: string, namesChanger: boolean): Site {
  const changeUrlVariable = namesChanger ? "PODCAST_CHANGES_URL" : undefined;
  return {
    service: "podcast-analytics",
    environmentName: "production",
    environment: environment.parse({ postgres: { database, urlVariable: "PODCAST_DATABASE_URL", changeUrlVariable } }),
    links: {},
  };
}
