/** The name of a file that a Job saves: plain letters, and `$(date +…)` for the moment it was previewed. No folder, no other command. */
export const savedFile = /^(?!\.)(?:[\w.-]|\$\(date \+(?:%[YmdHMSsF]|[\w.-])+\)){1,200}$/;

/** `backup_$(date +%Y%m%d).sql.gz` → `backup_20261121.sql.gz`, in UTC. `now`: milliseconds since 1970. */
export function savedFileAt(name: string, now: number): string {
  const at = new Date(now).toISOString();
  const [year = "", month = "", day = "", hour = "", minute = "", second = ""] = at.split(/[-T:.]/);
  const parts: Readonly<Record<string, string>> = {
    ...{ Y: year, m: month, d: day, H: hour, M: minute, S: second },
    ...{ s: String(Math.floor(now / 1000)), F: `${year}-${month}-${day}` },
  };
  return name.replace(/\$\(date \+([^)]*)\)/g, (_, form: string) =>
    form.replace(/%(\w)/g, (written, letter: string) => parts[letter] ?? written),
  );
}
