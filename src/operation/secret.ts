/**
 * Stands in an operation for a secret that only the running process knows. The mark is what is approved, hashed, logged and shown;
 * the value is put in at the last moment, by whoever makes the call.
 */
export function secretMark(environmentVariable: string): string {
  return `zsecret-${environmentVariable}-z`;
}

/** Text with every mark replaced by what `lookUp` knows of its environment variable; undefined when one is not set. */
export function putInSecrets(
  text: string,
  lookUp: (environmentVariable: string) => string | undefined,
): string | undefined {
  let missing = false;
  const filled = text.replace(marks, (_, variable: string) => {
    const value = lookUp(variable);
    if (value === undefined) missing = true;
    return value ?? "";
  });
  return missing ? undefined : filled;
}

export function hasSecretMark(text: string): boolean {
  return text.search(marks) >= 0;
}

const marks = /zsecret-([A-Za-z_]\w*)-z/g;
