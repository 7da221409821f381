/** A command as it is run, each word by itself, so an approver sees where one ends and the next begins. */
export function quotedWords(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word))).join(" ");
}
