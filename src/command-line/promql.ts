const functions = new Set(
  `abs absent absent_over_time avg_over_time ceil changes clamp clamp_max clamp_min count_over_time day_of_month day_of_week days_in_month
delta deriv exp floor histogram_avg histogram_count histogram_fraction histogram_quantile histogram_sum holt_winters hour idelta increase
irate label_join label_replace last_over_time ln log10 log2 max_over_time min_over_time minute month pi predict_linear present_over_time
quantile_over_time rate resets round scalar sgn sort sort_desc sqrt stddev_over_time stdvar_over_time sum_over_time time timestamp vector year`.split(
    /\s+/,
  ),
);
const aggregators = new Set("sum min max avg group stddev stdvar count count_values bottomk topk quantile".split(" "));
const words = new Set(
  "by without on ignoring group_left group_right bool offset and or unless inf nan start end atan2".split(" "),
);

const token =
  /\s*(?:(#[^\n]*)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)|(\[\s*(?:\d+[smhdwy]+|zhole\d+z|\$\w+|<[\w -]+>)+\s*(?::\s*(?:\d+[smhdwy]+)*\s*)?\])|((?:\d+\.?\d*(?:e[+-]?\d+)?|\.\d+)(?:[smhdwy](?:\d+[smhdwy])*)?)|([a-zA-Z_:$<][\w:.>-]*)|(=~|!~|==|!=|>=|<=|[-+*/%^<>=,(){}@]))/gy;

/**
 * Whether text is a PromQL expression. Metric names alone (`up`) count only when `strict` is false: a single word could be anything.
 * Not a full parser: balanced brackets, known functions, operators between operands. Prometheus has the last word.
 */
export function isPromql(text: string, options: { readonly strict: boolean } = { strict: false }): boolean {
  const trimmed = text.trim();
  if (trimmed === "" || trimmed.length > 10_000) return false;
  const tokens = tokenize(trimmed);
  if (!tokens || !balanced(tokens)) return false;
  if (/[-+*/%^,=~]$/.test(tokens.at(-1) ?? "")) return false;
  if (!operandsAlternate(tokens) || !callsAreKnown(tokens) || !selectorsMatch(tokens)) return false;
  if (!options.strict) return true;
  return (
    tokens.some((part) => part === "{" || part.startsWith("[")) ||
    tokens.some((part, at) => /^(\(|by|without)$/i.test(tokens[at + 1] ?? "") && isCall(part))
  );
}

function tokenize(text: string): readonly string[] | undefined {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (!match) return undefined;
    const part = match[0].trim();
    if (match[1] === undefined && part !== "") tokens.push(part);
  }
  return tokens;
}

function balanced(tokens: readonly string[]): boolean {
  const open: string[] = [];
  for (const part of tokens) {
    if (part === "(" || part === "{") open.push(part);
    if (part === ")" && open.pop() !== "(") return false;
    if (part === "}" && open.pop() !== "{") return false;
  }
  return open.length === 0;
}

function isName(part: string): boolean {
  return /^[a-zA-Z_:$<]/.test(part) && part.length > 0 && !/^[<>]=?$/.test(part);
}

function isCall(part: string): boolean {
  return functions.has(part) || aggregators.has(part);
}

// Two operands in a row are prose, a command, or a log line.
function operandsAlternate(tokens: readonly string[]): boolean {
  let inBraces = false;
  for (const [at, part] of tokens.entries()) {
    if (part === "{") inBraces = true;
    if (part === "}") inBraces = false;
    const next = tokens[at + 1];
    if (next === undefined || inBraces) continue;
    const operand =
      (isName(part) && !words.has(part.toLowerCase()) && !aggregators.has(part)) || /^[\d"'`.]/.test(part);
    const nextOperand = (isName(next) && !words.has(next.toLowerCase())) || /^[\d"'`.]/.test(next);
    if (operand && nextOperand) return false;
  }
  return true;
}

function callsAreKnown(tokens: readonly string[]): boolean {
  return tokens.every(
    (part, at) => tokens[at + 1] !== "(" || !isName(part) || isCall(part) || words.has(part.toLowerCase()),
  );
}

// Inside braces stand labels with what they must be; anything else in braces is JSON. `logql:` before them names another language.
function selectorsMatch(tokens: readonly string[]): boolean {
  for (const [at, part] of tokens.entries()) {
    if (part !== "{") continue;
    if (tokens[at - 1]?.endsWith(":")) return false;
    const end = tokens.indexOf("}", at);
    for (let next = at + 1; next < end; ) {
      next += isString(tokens[next]) && /^[,}]$/.test(tokens[next + 1] ?? "") ? 1 : matcherLength(tokens, next);
      if (Number.isNaN(next)) return false;
      if (next < end && tokens[next++] !== ",") return false;
    }
  }
  return true;
}

function isString(part: string | undefined): boolean {
  return part !== undefined && /^["'`]/.test(part);
}

// `label =~ "value"`; a value may still be a hole.
function matcherLength(tokens: readonly string[], at: number): number {
  const [label = "", operator = "", value = ""] = tokens.slice(at, at + 3);
  const holds = (isName(label) || isString(label)) && /^(=~|!~|!=|=)$/.test(operator);
  return holds && (isString(value) || isName(value)) ? 3 : Number.NaN;
}
