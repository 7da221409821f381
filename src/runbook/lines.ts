/** What one line of a code block is, seen by itself. */
export type LineKind = "blank" | "comment" | "command" | "sql" | "promql" | "configuration" | "output";

const typedTools = new Set("kubectl oc k psql redis-cli aws curl git".split(" "));
const shellWords = new Set(
  "for while until if then else elif fi do done case esac function select { } export set unset source . [ [[ local break continue return in".split(
    " ",
  ),
);
const knownPrograms = new Set(
  `sudo echo cd cat ls grep ps top tail head less awk sed sort find rm mv cp mkdir touch chmod chown tar gzip gunzip zip kill pkill killall systemctl service
journalctl ssh scp rsync ping telnet nc dig nslookup host openssl wget docker docker-compose podman crictl helm kustomize make npm npx yarn pnpm node python
python2 python3 pip uv poetry pytest alembic flyway java mvn gradle go cargo ruby bundle rails rake terraform ansible ansible-playbook vault consul nomad
etcdctl ceph rados rbd odf virtctl ocm rosa az gcloud gsutil bq heroku gh glab flux argocd istioctl linkerd velero kubeadm kubelet
mysql mysqldump mysqladmin mongo mongosh mongodump pg_dump pg_dumpall pg_restore pg_basebackup pg_ctl createdb dropdb vacuumdb gitlab-psql gitlab-ctl gitlab-rails
rabbitmqctl kafka-topics.sh kafka-consumer-groups.sh kafkacat kcat nodetool cqlsh redis-server free df du iostat vmstat lsof netstat ss ip iptables uptime dmesg sar
sysctl mount umount lsblk blkid dd fsck swapoff swapon reboot shutdown apt apt-get yum dnf brew date sleep exit watch xargs jq yq tee base64 bash sh env nohup time
promtool amtool chroot nsenter ovs-appctl ovn-appctl ovn-nbctl ovn-sbctl rpm-ostree knife chef-client su whoami id hostname uname true false printf test trap wait`.split(
    /\s+/,
  ),
);
// kubectl's own verbs, standing where the program should: the line lost its tool.
const lostVerbs =
  /^(get|describe|logs|delete|rollout|scale|apply|edit|exec)\s+(-n\s|pods?\b|po\b|nodes?\b|svc\b|services?\b|deploy|events?\b|statefulset|daemonset|configmap|secret|ns\b|namespace|undo\b|restart\b|status\b)/;

const sqlStart =
  /^(SELECT|WITH|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|DROP|TRUNCATE|VACUUM|ANALYZE|EXPLAIN|REINDEX|GRANT|REVOKE|COPY|BEGIN|COMMIT|ROLLBACK|SHOW|SET|CALL|DO|LOCK|REFRESH MATERIALIZED)\b(?!=)/;
const tableHeader = /^[A-Z][A-Z0-9()%/_-]+(\s{2,}[A-Z][A-Z0-9()%/_-]*( [A-Z0-9()%/_-]+)*)+$/;
const logLine =
  /^(\w+=\S+ (\w+=\S+ )*(msg|err|error|level|caller)=|\[?\d{4}-\d\d-\d\d[T ]|\[?\d\d:\d\d:\d\d|[IWEF]\d{4} \d\d:|level=|time=|ts=|\{"|<\d+>|[A-Z][a-z]{2} +\d+ \d\d:\d\d)/;
// `pod/api-0 deleted`, `pod "api-0" deleted`: what kubectl says of what it did.
const outcome =
  /^[a-z][\w.-]*(\/| ")[\w./-]+"? (created|configured|unchanged|deleted|patched|scaled|restarted|labeled|unlabeled|annotated|cordoned|uncordoned|drained|tainted|untainted|evicted|edited|exposed|replaced|rolled back|condition met)( |\(|$)/;
const divider = /^[-=]{2,}(\+[-=]+)+$/;
const yamlLine = /^(- )?["']?[A-Za-z_][\w./-]*["']?:(\s|$)/;
const assignment = /^(export\s+|declare\s+(-\w+\s+)?|local\s+|readonly\s+)?[A-Za-z_]\w*\+?=/;

export function isTypedTool(word: string): boolean {
  return typedTools.has(word.replace(/^(\/usr)?(\/local)?\/s?bin\//, ""));
}

/** The first word that names a program, after `sudo` and assignments. */
export function headOf(line: string): string {
  const stripped = line.trim().replace(/^((sudo|time|nohup)\s+|[A-Za-z_]\w*=("[^"]*"|'[^']*'|[^\s"']*)(\s+|$))*/, "");
  return (/^[^\s;&|<>]+/.exec(stripped)?.[0] ?? "").replace(/['"\\]/g, "");
}

/** Whether rows follow: a line of column names in capitals, or the line under them. */
export function startsTable(line: string): boolean {
  return tableHeader.test(line.trim()) || divider.test(line.trim());
}

/** Whether a line starts with a kubectl verb where kubectl itself should stand. */
export function lostItsTool(line: string): boolean {
  return lostVerbs.test(line.trim());
}

export function kindOfLine(line: string, shellTagged: boolean): LineKind {
  const text = line.trim();
  if (text === "") return "blank";
  if (text.startsWith("#")) return "comment";
  if (divider.test(text) || outcome.test(text)) return "output";
  if (text.startsWith("--") && !/^--\w/.test(text)) return "sql";
  const head = headOf(text);
  if (isTypedTool(head)) return "command";
  if (sqlStart.test(text)) return "sql";
  if (logLine.test(text) || tableHeader.test(text)) return "output";
  if (yamlLine.test(text) || /^[{[]$/.test(text) || /^[^'"(]*[^)'"\s]\s*\{$/.test(text))
    return shellKeyword(head) ? "command" : "configuration";
  // `notAfter=Aug  6 13:11:20 2025 GMT` is what a program printed.
  if (assignment.test(text)) return /^\d/.test(head) ? "output" : "command";
  if (shellKeyword(head)) return "command";
  if (knownPrograms.has(head.replace(/^.*\//, ""))) return looksLikeProse(text) ? "output" : "command";
  if (/^(\.{1,2}|~)?\/?[\w.-]+(\/[\w.-]+)+$/.test(head) && !/^https?:/.test(head))
    return /^(\.{1,2}\/|\/|~\/)|\.(sh|py|rb|js)$/.test(head) ? "command" : "output";
  if (/\.(sh|py|rb|pl)$/.test(head)) return "command";
  if (shellTagged && (/^[a-z][\w.+-]*$/.test(head) || /^[<{$]/.test(text)) && !looksLikeProse(text)) return "command";
  return "output";
}

function shellKeyword(head: string): boolean {
  return shellWords.has(head) || shellWords.has(head.replace(/;$/, ""));
}

// Words in a row that end like a sentence, with nothing a command would have.
function looksLikeProse(text: string): boolean {
  const words = text.split(/\s+/);
  return words.length >= 4 && /[.:!?]$/.test(text) && !/[|$<>=/]|\s-{1,2}\w/.test(text);
}
