import { z } from "zod";

/** How Slack reaches us: signed HTTP requests, or a socket we open. */
export type SlackDelivery =
  | { readonly kind: "http"; readonly signingSecret: string }
  | { readonly kind: "socket"; readonly appToken: string };

export interface Config {
  readonly slack: { readonly botToken: string; readonly apiUrl: string; readonly delivery: SlackDelivery };
  readonly databaseUrl: string;
  /** Owner of the tables; may be another user than the one that runs. */
  readonly migrateDatabaseUrl: string;
  readonly redisUrl?: string | undefined;
  /** Of the HTTP server; absent where nothing is served, as in the sandbox. */
  readonly port?: number | undefined;
  /** Absent where nobody is ever called. */
  readonly pagerDuty?:
    | {
        /** Empty where there is none: then events can be sent, and nothing can be asked. */
        readonly token: string;
        readonly from: string;
        readonly apiUrl: string;
        readonly eventsUrl: string;
        /** Several while one is being changed; none takes no webhooks. */
        readonly webhookSecrets: readonly string[];
      }
    | undefined;
  /** For people whom the pager does not reach. */
  readonly mail?: { readonly url: string; readonly from: string } | undefined;
  /** A secret that the catalog names by variable. */
  readonly secretOf?: ((variable: string) => string | undefined) | undefined;
  /** Files that say how clusters are reached; absent where it runs in the cluster, or there is none. */
  readonly kubeconfig?: string | undefined;
  /** An emulator instead of AWS itself. */
  readonly awsEndpoint?: string | undefined;
  /** Of the audit log; without it nothing can be changed. */
  readonly auditKey?: string | undefined;
  /** `off`: nothing is changed, whoever approves it. */
  readonly changes?: "on" | "off" | undefined;
  readonly logLevel: LogLevel;
  readonly manifestsDirectory: string;
  readonly runbooksDirectory: string;
}

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

export type ConfigResult =
  | { readonly kind: "config"; readonly config: Config }
  /** One sentence a variable: its name, what is wrong, what would be right. Never its value. */
  | { readonly kind: "faults"; readonly faults: readonly string[] };

/** Reads the environment once. Everything missing or malformed is named together; a value is never repeated. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  shipped: { readonly manifestsDirectory: string; readonly runbooksDirectory: string },
): ConfigResult {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = variables.safeParse(present);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  const delivery = readDelivery(present);
  if (!present.AUDIT_KEY && present.CHANGES !== "off") faults.push(noAuditKey);
  if (present.PAGERDUTY_API_TOKEN && !present.PAGERDUTY_FROM) faults.push(noRequester);
  if (typeof delivery === "string") faults.push(delivery);
  if (!parsed.success || typeof delivery === "string" || faults.length > 0) return { kind: "faults", faults };
  const value = parsed.data;
  return {
    kind: "config",
    config: {
      slack: { botToken: value.SLACK_BOT_TOKEN, apiUrl: value.SLACK_API_URL, delivery },
      databaseUrl: value.DATABASE_URL,
      migrateDatabaseUrl: value.MIGRATE_DATABASE_URL ?? value.DATABASE_URL,
      redisUrl: value.REDIS_URL,
      port: value.PORT,
      pagerDuty: {
        token: value.PAGERDUTY_API_TOKEN ?? "",
        from: value.PAGERDUTY_FROM ?? "",
        apiUrl: value.PAGERDUTY_API_URL,
        eventsUrl: value.PAGERDUTY_EVENTS_URL,
        webhookSecrets: (value.PAGERDUTY_WEBHOOK_SECRET ?? "")
          .split(",")
          .map((one) => one.trim())
          .filter(Boolean),
      },
      mail: value.SMTP_URL === undefined ? undefined : { url: value.SMTP_URL, from: value.SMTP_FROM },
      secretOf: (variable) => present[variable],
      kubeconfig: value.KUBECONFIG,
      awsEndpoint: value.AWS_ENDPOINT_URL,
      auditKey: value.AUDIT_KEY,
      changes: value.CHANGES,
      logLevel: value.LOG_LEVEL,
      manifestsDirectory: value.MANIFESTS_DIR ?? shipped.manifestsDirectory,
      runbooksDirectory: value.RUNBOOKS_DIR ?? shipped.runbooksDirectory,
    },
  };
}

const url = (scheme: RegExp, example: string) =>
  z
    .string({ error: `is missing; expected a URL such as ${example}` })
    .refine((text) => scheme.test(text) && URL.canParse(text), {
      error: `is not a URL such as ${example}`,
    });

const postgresUrl = url(/^postgres(ql)?:\/\//, "postgres://user@host:5432/incidents");

const auditKey = z
  .string({ error: "is missing; expected the key that the audit is sealed with" })
  .min(32, { error: "is too short to be a key; expected at least 32 characters, such as openssl rand -hex 32 prints" });

/** What looking at the audit needs, from anywhere: the database and the key. */
export function readAuditConfig(
  environment: Readonly<Record<string, string | undefined>>,
):
  | { readonly kind: "config"; readonly databaseUrl: string; readonly auditKey: string }
  | { readonly kind: "faults"; readonly faults: readonly string[] } {
  const parsed = z.object({ DATABASE_URL: postgresUrl, AUDIT_KEY: auditKey }).safeParse(environment);
  if (parsed.success) return { kind: "config", databaseUrl: parsed.data.DATABASE_URL, auditKey: parsed.data.AUDIT_KEY };
  return { kind: "faults", faults: parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`) };
}

const variables = z.object({
  SLACK_BOT_TOKEN: z
    .string({ error: "is missing; expected the bot token of your Slack app, which starts with xoxb-" })
    .startsWith("xoxb-", { error: "is not a bot token; expected one that starts with xoxb-" }),
  SLACK_API_URL: url(/^https?:\/\//, "https://slack.com/api/").default("https://slack.com/api/"),
  DATABASE_URL: postgresUrl,
  MIGRATE_DATABASE_URL: postgresUrl.optional(),
  REDIS_URL: url(/^rediss?:\/\//, "redis://host:6379").optional(),
  PORT: z.coerce
    .number({ error: "is not a port; expected a whole number from 0 to 65535" })
    .int({ error: "is not a port; expected a whole number from 0 to 65535" })
    .min(0, { error: "is not a port; expected a whole number from 0 to 65535" })
    .max(65535, { error: "is not a port; expected a whole number from 0 to 65535" })
    .default(3000),
  LOG_LEVEL: z.enum(logLevels, { error: `is unknown; expected one of ${logLevels.join(", ")}` }).default("info"),
  PAGERDUTY_API_TOKEN: z.string().optional(),
  PAGERDUTY_FROM: z
    .email({ error: "is not an e-mail address; expected that of the PagerDuty user who acts for the bot" })
    .optional(),
  PAGERDUTY_API_URL: url(/^https?:\/\//, "https://api.pagerduty.com").default("https://api.pagerduty.com"),
  PAGERDUTY_EVENTS_URL: url(/^https?:\/\//, "https://events.pagerduty.com").default("https://events.pagerduty.com"),
  PAGERDUTY_WEBHOOK_SECRET: z.string().optional(),
  SMTP_URL: url(/^smtps?:\/\//, "smtp://user:password@host:587").optional(),
  SMTP_FROM: z.email({ error: "is not an e-mail address" }).default("incident-commander@localhost.localdomain"),
  KUBECONFIG: z.string().optional(),
  AWS_ENDPOINT_URL: url(/^https?:\/\//, "http://127.0.0.1:4566").optional(),
  AUDIT_KEY: auditKey.optional(),
  CHANGES: z.enum(["on", "off"], { error: "is unknown; expected on or off" }).default("on"),
  MANIFESTS_DIR: z.string().optional(),
  RUNBOOKS_DIR: z.string().optional(),
});

const noAuditKey =
  "AUDIT_KEY is missing: the key that the audit of changes is sealed with, such as openssl rand -hex 32 prints; or set CHANGES=off";

const noRequester =
  "PAGERDUTY_FROM is missing: the e-mail address of the PagerDuty user who acts for the bot; PAGERDUTY_API_TOKEN needs it";

function readDelivery(present: Readonly<Record<string, string | undefined>>): SlackDelivery | string {
  const appToken = present.SLACK_APP_TOKEN;
  const signingSecret = present.SLACK_SIGNING_SECRET;
  // With both set the socket wins: it needs no public address, so it works wherever HTTP would.
  if (appToken) {
    return appToken.startsWith("xapp-")
      ? { kind: "socket", appToken }
      : "SLACK_APP_TOKEN: is not an app-level token; expected one that starts with xapp-";
  }
  if (signingSecret) return { kind: "http", signingSecret };
  return "SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is missing: the first for Socket Mode, the second for HTTP";
}
