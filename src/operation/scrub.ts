/**
 * Takes secrets out of a text before it leaves the process: tokens by their shape, values by the name before them. It works on
 * plain output and on lines of JSON alike, so no pattern may eat a quote; and on megabytes from outside, so every repetition that
 * something must follow is bounded.
 */
export function scrub(text: string): string {
  return patterns.reduce((scrubbed, { shape, replacement }) => scrubbed.replace(shape, replacement), text);
}

interface Pattern {
  readonly shape: RegExp;
  readonly replacement: string;
}

const patterns: readonly Pattern[] = [
  {
    shape: /-----BEGIN [A-Z ]*PRIVATE KEY-----[^"]*?(-----END [A-Z ]*PRIVATE KEY-----|(?="|$))/g,
    replacement: "[private key]",
  },
  { shape: /\bx(ox[a-z]|app)(\.[\w-]+)?-[\w-]{8,}/g, replacement: "[slack token]" },
  { shape: /\b(AKIA|ASIA)[A-Z0-9]{16}\b/g, replacement: "[aws key]" },
  { shape: /\bgh[opsur]_[A-Za-z0-9]{20,}\b|\bgithub_pat_\w{20,}|\bglpat-[\w-]{16,}/g, replacement: "[git token]" },
  { shape: /\bsk_(live|test)_\w{12,}|\bsk-[\w-]{20,}|\bSG\.[\w-]{16,}\.[\w-]{16,}/g, replacement: "[api key]" },
  { shape: /\beyJ[\w-]{8,600}\.[\w-]{8,4000}\.[\w-]*/g, replacement: "[jwt]" },
  // postgres://user:secret@host, and the same of any other scheme.
  { shape: /\b([a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@"']{0,256}):[^\s/"']{1,500}@/gi, replacement: "$1:[secret]@" },
  {
    shape: /\b(authorization|proxy-authorization)(\\?["']?\s*[:=]\s*\\?["']?)[^"'\\\r\n]+/gi,
    replacement: "$1$2[secret]",
  },
  { shape: /\b(bearer|token token=)(\s*)[\w.~+/-]{8,}=*/gi, replacement: "$1$2[secret]" },
  {
    shape:
      /((?:passw(?:or)?d|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential)[\w-]{0,64})(\\?["']?\s*[:=]\s*\\?["']?)(?!\[)[^\s"'\\,;&}]{4,}/gi,
    replacement: "$1$2[secret]",
  },
];
