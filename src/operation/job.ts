import { z } from "zod";
import { define } from "./definition.ts";
import { savedFile } from "./saved-file.ts";
import { text } from "./schema-parts.ts";
import { scrub } from "./scrub.ts";
import { hasSecretMark } from "./secret.ts";

/**
 * A program of the team's own, run as a Kubernetes Job in the image the catalog names. Nobody can know what it does,
 * so it is destructive, except for a few command lines that only look or save, in the environment of the image alone.
 */
export const run = define({
  name: "job.run",
  schema: z
    .strictObject({
      program: z.string().min(1).max(500),
      arguments: z.array(text),
      environment: z.record(z.string().regex(/^[A-Za-z_]\w*$/, "is not a variable name"), text).optional(),
      /** What it writes is kept as this file, where the catalog says. */
      saveTo: z.string().regex(savedFile, "is not the name of a file").optional(),
    })
    .refine((given) => !holdsSecret([given.program, ...given.arguments], given.environment ?? {}), {
      message:
        "what looks like a secret stands in its arguments or environment, where everybody who sees the Job can read it; put it into a Kubernetes Secret, let the catalog name that in kubernetes.jobs.secrets, and let the program read it from its environment",
    }),
  risk: ({ program, arguments: words, environment = {}, saveTo }) =>
    saveTo === undefined && Object.keys(environment).length === 0 && looksOnly.test([program, ...words].join(" "))
      ? "change"
      : "destructive",
  describe: ({ program, arguments: words, environment = {}, saveTo }) => {
    const set = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
    const saving = saveTo === undefined ? "" : `, saved as ${saveTo}`;
    return `Run ${[...set, program, ...words].join(" ")} as a Job${saving}`;
  },
});

/** What a person calls the program: `backup_daily.sh`, `001_users.sql`, `alembic`. */
export function programName(words: readonly string[]): string {
  const script = words.find((word) => /^[\w./-]*\w\.(sh|py|rb|js|mjs|ts|pl|php|sql)$/.test(word));
  return (script ?? words[0] ?? "").split("/").at(-1) ?? "";
}

const looksOnly =
  /^(npm (audit|ls|outdated|test)|docker scan [\w./:-]+|alembic (current|history|heads)|pytest|python3? -m pytest)$/;

/** A token by its shape, a value by the name before it: `--password=…`, `--password …`, `TOKEN=…`. */
function holdsSecret(words: readonly string[], environment: Readonly<Record<string, string>>): boolean {
  const named = words.flatMap((word, at) => {
    const next = words[at + 1];
    return word.startsWith("-") && next !== undefined && !next.startsWith("-") ? [`${word}=${next}`] : [];
  });
  const set = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return [...words, ...named, ...set].some(
    (written) => hasSecretMark(written) || scrub(written) !== written || shortName.test(written),
  );
}

// Programs that write the word in short; `PWD` alone is where a program stands.
const shortName = /^[\w-]*[_-](pass|pwd|passphrase)=./i;
