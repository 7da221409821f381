import { isRecord, type Plain } from "./plain.ts";

const secretName =
  /passw|secret|token|credential|private(?!dnsname|ipv[46]address)|api_?key|access_?key|dsn|connection|_url$|_uri$/i;
const hidden = "[secret]";

/**
 * Takes secrets out of an answer before a query can pick them: values of a secret, and of environment variables of containers
 * whose name says that they hold one.
 */
export function hideSecrets(value: Plain): Plain {
  if (Array.isArray(value)) return value.map(hideSecrets);
  if (!isRecord(value)) return value;
  const named = typeof value.name === "string" && secretName.test(value.name);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const isSecret = key === "SecretString" || key === "SecretBinary" || (named && key === "value");
      return [key, isSecret ? hidden : hideSecrets(inner)];
    }),
  );
}
