import { randomUUID } from "node:crypto";
import type { KubernetesSource } from "./clients/kubernetes-connection.ts";
import type { Family, LookUp } from "./targets/target.ts";

export interface FamilyParts {
  /** Absent where no cluster can be reached. */
  readonly kubernetes?: KubernetesSource | undefined;
  /** An emulator instead of AWS itself. */
  readonly awsEndpoint?: string | undefined;
  readonly lookUp: LookUp;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Every kind of target, each with its clients. They are loaded here, when the first one is needed: most days none is. */
export async function loadFamilies({ kubernetes, awsEndpoint, lookUp, now }: FamilyParts): Promise<readonly Family[]> {
  const [clusters, jobs, postgres, redis, aws, prometheus, http, git, door] = await Promise.all([
    import("./targets/kubernetes/create-kubernetes-family.ts"),
    import("./targets/job/create-job-family.ts"),
    import("./targets/postgres/create-postgres-family.ts"),
    import("./targets/redis/create-redis-family.ts"),
    import("./targets/aws/create-aws-family.ts"),
    import("./targets/prometheus/create-prometheus-family.ts"),
    import("./targets/http/create-http-family.ts"),
    import("./targets/git/create-git-family.ts"),
    import("./clients/http.ts"),
  ]);
  const { createKubernetesDoor } = await import("./clients/kubernetes.ts");
  const cluster = createKubernetesDoor(kubernetes ?? { kind: "in-cluster" });
  const webParts = () => ({ door: door.createHttpDoor({ now }), lookUp, now });
  return [
    clusters.createKubernetesFamily(cluster, now),
    jobs.createJobFamily({ door: cluster, now, newId: randomUUID }),
    postgres.createPostgresFamily({ lookUp, through: cluster.exec }),
    redis.createRedisFamily({ lookUp, through: cluster.exec }),
    aws.createAwsFamily({ endpoint: awsEndpoint, lookUp, now }),
    prometheus.createPrometheusFamily(webParts()),
    http.createHttpFamily(webParts()),
    git.createGitFamily(webParts()),
  ];
}
