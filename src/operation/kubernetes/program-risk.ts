import type { Risk } from "../risk.ts";

/**
 * Risk of a program that runs in a pod, from its words alone. What is positively known to only print is `sensitive`: nobody knows what it
 * prints. Everything else is `destructive`. No shell reads the words, so each stands for itself.
 */
export function riskOfProgram(command: readonly string[]): Risk {
  const [program = "", ...rest] = command;
  if (readers.has(program)) return "sensitive";
  if (program === "curl") return onlyGets(rest) ? "sensitive" : "destructive";
  if (program === "find") return onlyFinds(rest) ? "sensitive" : "destructive";
  // A word with a space in it could pass for two.
  if (command.some((word) => /\s/.test(word) || word === "")) return "destructive";
  const line = command.join(" ");
  return lines.some((known) => known.test(line)) ? "sensitive" : "destructive";
}

// Programs that only print, whatever their arguments.
const readers = new Set(
  "cat ls ps df du free head tail wc stat uptime id whoami pwd nslookup dig printenv grep getent netstat pgrep readlink md5sum sha256sum lsof".split(
    " ",
  ),
);

const value = "(?!-)\\S+";
const format = "(?: (?:-w|-f|--format|--write-out)[ =](?:table|json|json-pretty|yaml|wide|plain|simple|fields))";
const etcdFlag = `(?: --(?:endpoints|cacert|cert|key|command-timeout|dial-timeout)[ =]${value}| --cluster|${format})`;
const kafkaFlag = `(?: --(?:bootstrap-server|command-config|topic|group|timeout)[ =]${value}| --(?:all-groups|all-topics|members|state|verbose|offsets|exclude-internal|under-replicated-partitions|unavailable-partitions|under-min-isr-partitions|at-min-isr-partitions))`;
const kafkaHome = "(?:(?:[\\w.-]*/)*bin/|\\./)?";

/** Whole command lines known to print only, of programs that can also change things. */
const lines: readonly RegExp[] = [
  "env|mount",
  "date(?: -u)?(?: \\+\\S+)?",
  "hostname(?: -[fisIAd])?",
  "uname(?: -[a-z]+)?",
  "(?:node|python|python3|ruby|php|psql|nginx|redis-server|mysql|curl) --version",
  "(?:go|openssl|etcdctl|patronictl|cilium|ceph) version",
  "java -version|nginx -[tTvV]",
  "top(?: -b| -n ?\\d+| -bn ?\\d+)* -b?n ?\\d+(?: -b)?",
  "ip(?: -(?:s|4|6|br|brief|o|d|stats))* (?:a|addr|address|l|link|r|route|n|neigh|rule)(?: (?:show|list)(?: (?:dev )?[\\w.@-]+)?)?",
  "ss(?: -[tulnpaxwsiemo46r]+)*",
  "ping(?: -[46]| -[Ww] ?\\d+)* -c ?\\d+(?: -[46]| -[Ww] ?\\d+)* [\\w.:][\\w.:-]*",
  "nc(?: -[vun46]+| -w ?\\d+)* -[vun46]*z[vun46]*(?: -[vun46]+| -w ?\\d+)* [\\w.][\\w.-]* \\w+",
  `wget(?: -[qS]| --quiet| --no-check-certificate| --timeout=\\d+| --tries=\\d+| -[Tt] ?\\d+)* (?:--spider|-q?O ?-|-q?O ?/dev/null)(?: -[qS]| --no-check-certificate| --timeout=\\d+| -T ?\\d+)* ${address()}`,
  `pg_isready(?: -[hpUdt] ?${value}| -q)*`,
  `mysqladmin(?: -[uhP] ?${value})* (?:ping|status|processlist|version)`,
  `ceph (?:status|-s|health(?: detail)?|versions|df(?: detail)?|osd (?:tree|status|stat|df(?: tree)?|dump|perf|utilization|pool (?:stats|ls(?: detail)?))|pg (?:stat|dump_stuck)|mon (?:stat|dump)|quorum_status|mgr (?:stat|services)|mds stat|fs (?:status|ls)|crash ls|device ls)${format}?`,
  `rbd (?:ls|info|status|children|du|snap ls|trash ls)(?: (?:-p|--pool|--namespace|--image)[ =]${value}| -l| [\\w.][\\w./@-]*)*`,
  `etcdctl${etcdFlag}* (?:version|member list|endpoint health|endpoint status|alarm list)${etcdFlag}*`,
  `${kafkaHome}kafka-(?:topics|consumer-groups)(?:\\.sh)?${kafkaFlag}* --(?:describe|list)${kafkaFlag}*`,
  `${kafkaHome}kafka-broker-api-versions(?:\\.sh)?${kafkaFlag}*`,
  `rabbitmqctl (?:status|cluster_status|ping|report|environment|list_[a-z_]+)(?: -p ${value}| [a-z_.]+)*`,
  "rabbitmq-diagnostics(?: -q)? (?:status|ping|alarms|cluster_status|memory_breakdown|listeners|check_[a-z_]+)",
  `patronictl(?: -c ${value})? (?:list|topology|history|show-config)(?: [\\w.][\\w.-]*)?`,
  "nodetool (?:status|info|tpstats|compactionstats|netstats|ring|describecluster|gossipinfo)",
  "cilium(?:-dbg)? (?:status(?: --(?:verbose|brief))?|(?:endpoint|service|identity|node) list)",
  "vault status|consul members|supervisorctl status|redis-cli --version",
].map((pattern) => new RegExp(`^(?:${pattern})$`));

// No scheme but http: others can speak to any server in its own words.
function address(): string {
  return "(?:https?://)?[\\w.-]+(?::\\w+)?(?:/\\S*)?";
}

const getAddress = new RegExp(`^${address()}$`, "i");
const plainCurlFlag = /^(?:-[sSfviIkL46]+|--(?:silent|show-error|fail|verbose|include|head|insecure|location))$/;

/** `curl` that asks one address, sends nothing and keeps nothing. */
function onlyGets(words: readonly string[]): boolean {
  let addresses = 0;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    const next = words[at + 1] ?? "";
    if (plainCurlFlag.test(word)) continue;
    if (/^(?:-m|--max-time|--connect-timeout)$/.test(word) && /^[\d.]+$/.test(next)) at++;
    else if (/^(?:-o|--output)$/.test(word) && next === "/dev/null") at++;
    else if (/^(?:-w|--write-out)$/.test(word) && /^(?!@)[^%]*(?:%\{\w+\}[^%]*)*$/.test(next)) at++;
    else if (/^(?:-H|--header)$/.test(word) && /^(?:Accept|Host): [^@]*$/i.test(next)) at++;
    else if (getAddress.test(word)) addresses++;
    else return false;
  }
  return addresses === 1;
}

const findTest =
  /^-(?:name|iname|path|type|size|mtime|mmin|atime|maxdepth|mindepth|newer|user|perm|empty|not|o|a|print|ls|xdev)$/;

/** `find` that looks and neither deletes, runs nor writes. */
function onlyFinds(words: readonly string[]): boolean {
  return words.every((word) => !word.startsWith("-") || findTest.test(word) || /^-\d+$/.test(word));
}
