/** Secrets are named by environment variable, never written: a catalog is read by everybody and kept in version control. */

const secrets: readonly (readonly [what: string, form: RegExp])[] = [
  ["a URL with a password", /[a-z][a-z0-9+.-]*:\/\/[^\s/:@"']*:[^\s/@"']+@/i],
  ["a Slack token", /\bx(?:ox[a-z]|app)-[\w-]{8,}/],
  ["a Slack webhook", /hooks\.slack\.com\/services\/\w+/],
  ["an AWS key", /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY/],
  ["a GitHub token", /\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}/],
  ["a GitLab token", /\bglpat-[\w-]{16,}/],
  ["a payment key", /\b[sr]k_live_\w{10,}/],
  ["a signed token", /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}/],
];

/** What kind of secret this text holds, if any. */
export function secretIn(text: string): string | undefined {
  return secrets.find(([, form]) => form.test(text))?.[0];
}

/** Lines (from 1) that hold a secret, comments included. What it says is never repeated. */
export function writtenSecrets(text: string): readonly { readonly line: number; readonly what: string }[] {
  return text.split("\n").flatMap((line, index) => {
    const what = secretIn(line);
    return what === undefined ? [] : [{ line: index + 1, what }];
  });
}

/** A variable by this name holds a secret, whatever its value looks like. */
export const isSecretName = (name: string): boolean =>
  /passw|secret(?!.*(arn|name|id)$)|token|api_?key|credential(?!.*(arn|name|id)$)/i.test(name);
