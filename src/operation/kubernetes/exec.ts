import { z } from "zod";
import { define } from "../definition.ts";
import type { Risk } from "../risk.ts";
import { kubernetesName, place, text } from "../schema-parts.ts";
import { inNamespace } from "./workload.ts";

/** The pod a program runs in: a pod by name, or the first pod of a workload (`deployment/api`). */
export const podFields = {
  pod: z
    .string()
    .max(300)
    .regex(/^([a-z]+\/)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, "is not a pod or workload"),
  container: kubernetesName.optional(),
  ...place,
};

export const exec = define({
  name: "kubernetes.exec",
  schema: z.strictObject({ ...podFields, command: z.array(text).min(1) }),
  risk: ({ command }) => riskInside(command),
  describe: (given) => `Run in ${given.pod}${inNamespace(given)}: ${given.command.join(" ")}`,
});

// Programs that only print, whatever their arguments. What they print may be secret.
const readers = new Set(
  "cat ls ps df du free head tail wc stat uptime id whoami pwd nslookup dig printenv grep getent netstat pgrep readlink md5sum sha256sum lsof".split(
    " ",
  ),
);
// Programs that only print when they are given nothing.
const bareReaders = new Set("env date hostname mount uname".split(" "));
// Whole command lines known to print only, for programs that also change things.
const knownLines = new Set(
  `ceph status|ceph -s|ceph health|ceph health detail|ceph osd tree|ceph osd status|ceph df|ceph osd df|ceph versions|ceph mon stat
rabbitmqctl status|rabbitmqctl cluster_status|rabbitmqctl list_queues|rabbitmqctl list_connections|nodetool status|nodetool info
etcdctl member list|etcdctl endpoint health|etcdctl endpoint status|etcdctl alarm list|etcdctl version|nginx -t|ip addr|ip a|ip route
node --version|python --version|java -version|redis-server --version|psql --version`
    .split(/[|\n]/)
    .map((line) => line.trim()),
);

function riskInside(command: readonly string[]): Risk {
  const [program = "", ...rest] = command;
  if (readers.has(program)) return "sensitive";
  if (bareReaders.has(program) && rest.length === 0) return "sensitive";
  const line = [program, ...rest]
    .join(" ")
    .replace(/ (-w|-o|-f|--format|--write-out)[ =](table|json|yaml|wide|plain)\b/g, "");
  return knownLines.has(line) ? "sensitive" : "destructive";
}
