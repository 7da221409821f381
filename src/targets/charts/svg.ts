type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One element. Numbers keep two decimals; text is escaped, so what comes from outside is never markup. */
export function element(name: string, attributes: Attributes, content = ""): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) => ` ${key}="${typeof value === "number" ? Number(value.toFixed(2)) : escaped(String(value))}"`,
    );
  return `<${name}${written.join("")}>${content}</${name}>`;
}

/** Text that stands at a place, bounded in length. */
export function words(text: string, attributes: Attributes): string {
  return element("text", attributes, escaped(text));
}

/** At most `length` characters, on one line, with the middle left out where there are more. */
export function shortened(text: string, length: number): string {
  const line = [...visible(text.slice(0, 10_000))];
  if (line.length <= length) return line.join("");
  const head = Math.ceil((length - 1) * 0.6);
  return `${line.slice(0, head).join("")}…${line.slice(line.length - (length - 1 - head)).join("")}`;
}

function visible(text: string): string {
  return text.replace(unseen, " ").replace(/\s+/g, " ").trim();
}

function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

// Control characters and half surrogates may not stand in XML; those that turn the direction would lie about what stands where.
const unseen = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;
