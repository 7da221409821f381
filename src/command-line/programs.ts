import { manual, type ToolResult } from "./tool-result.ts";

// Programs of a team's own, or that a team runs on its own: they become a Job in the image the catalog names.
const jobs = new Set(
  `make npm npx yarn pnpm node deno bun python python2 python3 uv poetry pipenv pytest ruby bundle rails rake php composer java mvn gradle go cargo
dotnet alembic flyway liquibase prisma django-admin manage.py createdb dropdb vacuumdb reindexdb mysqladmin docker podman terraform ansible ansible-playbook helm kustomize`.split(
    /\s+/,
  ),
);

const reasons: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    "what it saves would be lost with its Job; run it where backups are kept, or let the catalog name a volume for them in kubernetes.jobs.destination and write pg_dump … > FILE":
      "pg_dump pg_dumpall pg_basebackup mysqldump mongodump",
    "its Job would not have the backup it reads; run it where the backup is, or let a script of yours fetch it and run that as a job":
      "pg_restore mongorestore",
    "it works on files of the machine it runs on; run it where they are, or let a script of yours do it and run that as a job":
      "tar gzip gunzip zip unzip zcat",
    "it looks at the machine it runs on; write it as kubectl exec POD -- … where that is a pod, else run it there and paste what matters":
      "ps lsof top htop free df du iostat vmstat sar netstat ss uptime dmesg journalctl who w uname lsblk ifconfig findmnt ls cat tail less more find stat file env printenv pgrep history ethtool id whoami hostname",
    "it acts on the machine it runs on; run it where the service runs":
      "kill pkill killall reboot shutdown rm mv cp mkdir touch chmod chown ln apt apt-get apk yum dnf brew crontab logrotate swapoff swapon modprobe iptables ufw dd mkfs fsck chroot nsenter rpm-ostree podman-compose docker-compose tee truncate sed awk perl xargs",
    "it looks at or changes the machine it runs on; run it where the service runs and paste what matters":
      "systemctl service ip mount sysctl date",
    "it opens an editor; run it where the file is": "vi vim nano emacs",
    "it speaks to the containers of one node; run it on that node and paste what matters": "crictl ctr nerdctl runc",
    "it speaks to a cluster from inside one of its pods; write it as kubectl exec POD -- … and it runs from here":
      "etcdctl etcdutl ceph rbd rados radosgw-admin rabbitmqctl rabbitmq-diagnostics patronictl nodetool kafka-topics kafka-topics.sh kafka-consumer-groups kafka-consumer-groups.sh ovn-nbctl ovn-sbctl ovn-appctl ovs-appctl ovs-vsctl",
    "it tests the network from the machine it runs on; write it as kubectl exec POD -- … to test it from a pod, else run it there and paste what matters":
      "telnet nc ncat ping traceroute tracepath mtr dig nslookup host wget nmap tcpdump",
    "it reads or makes keys and certificates on the machine it runs on; run it there and paste what is no secret":
      "openssl gpg ssh-keygen ssh-keyscan keytool",
    "it connects to another machine; run it in your own terminal": "ssh scp sftp rsync mosh su",
    "it only has a meaning in your own shell; run it there if the steps after it need it":
      "cd echo printf sleep exit set source . alias unset eval exec true false read wait trap pushd popd shift return break continue local declare readonly test [ [[ seq yes tput clear jobs kubens kubectx",
    "it reads a file of the machine it runs on, or nothing; run it there and paste what matters":
      "grep head sort uniq wc cut tr jq yq column base64",
    "it starts another shell, and what that shell would run is not read; call the script itself, or write its commands out":
      "bash sh zsh fish ksh dash csh",
    "it repeats a command on a screen; run the command itself, again when needed": "watch",
    "it is not needed here: the bot acts as itself; write the command without it": "sudo time nohup nice command",
  }).flatMap(([reason, programs]) => programs.split(" ").map((program) => [program, reason])),
);

/** A program that is none of the tools: a Job, or handed back with what to do. */
export function readProgram(program: string, words: readonly string[]): ToolResult {
  const name = program.replace(/^.*\//, "");
  if (interactiveDocker(name, words))
    return manual("it shows a screen that never ends, or a terminal; run it in your own");
  const isPath = /^(\.{0,2}\/)?[\w.-]+(\/[\w.-]+)+$/.test(program) && !/^\/(usr\/)?s?bin\//.test(program);
  const isScript = /\.(sh|py|rb|js|ts|pl|php)$/.test(name);
  if (jobs.has(name) || isScript || isPath) {
    return { kind: "job", operation: { name: "job.run", arguments: { program, arguments: words } } };
  }
  if (Object.hasOwn(reasons, name)) return manual(`${name}: ${reasons[name]}`);
  return manual(`${name} is not a tool spoken here; run it yourself and paste what matters`);
}

function interactiveDocker(name: string, words: readonly string[]): boolean {
  if (name !== "docker" && name !== "podman") return false;
  if (words[0] === "stats" && !words.includes("--no-stream")) return true;
  return (
    ["exec", "run", "attach"].includes(words[0] ?? "") &&
    words.some((word) => /^-(it?|ti?)$|^--(interactive|tty)$/.test(word))
  );
}
