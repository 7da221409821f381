import {
  account,
  badRevision,
  type CloudStory,
  cluster,
  type Deployment,
  family,
  images,
  region,
  runningTasks,
  service,
} from "./cloud-story.ts";
import { type CloudApi, CloudError, type CloudRequest, type WireRecord } from "./wire.ts";

const arn = (kind: string, name: string) => `arn:aws:ecs:${region}:${account}:${kind}/${name}`;
const definitionArn = (revision: number) => arn("task-definition", `${family}:${revision}`);
const taskArn = (at: number) => arn("task", `${cluster}/${String(at).padStart(32, "0")}`);
const stoppedTasks = [91, 92, 93];
const formerTasks = [41, 42, 43, 44];

/** ECS with the one service of the story. */
export function ecsApi(story: CloudStory): CloudApi {
  return (request) => {
    switch (request.action) {
      case "DescribeServices":
        return describeServices(story, request);
      case "UpdateService":
        return updateService(story, request);
      case "ListServices":
        return { serviceArns: inCluster(request) ? [arn("service", `${cluster}/${service}`)] : [] };
      case "ListTasks":
        return { taskArns: tasksIn(story, request.text("desiredStatus") ?? "RUNNING").map(taskArn) };
      case "DescribeTasks":
        return describeTasks(story, request);
      case "ListClusters":
        return { clusterArns: [arn("cluster", cluster)] };
      case "DescribeClusters":
        return {
          clusters: [{ clusterArn: arn("cluster", cluster), clusterName: cluster, status: "ACTIVE" }],
          failures: [],
        };
      case "DescribeTaskDefinition":
        return { taskDefinition: taskDefinition(revisionOf(request.text("taskDefinition") ?? "")) };
      case "ListTaskDefinitions": {
        const all = Object.keys(images).map(Number);
        const sorted = request.text("sort") === "DESC" ? all.reverse() : all;
        return { taskDefinitionArns: sorted.map(definitionArn) };
      }
      default:
        return undefined;
    }
  };
}

/** ECS takes a name or an ARN, and knows no other cluster here. */
function inCluster(request: CloudRequest): boolean {
  const name = (request.text("cluster") ?? "default").split("/").at(-1);
  if (name !== cluster) throw new CloudError("ClusterNotFoundException", "Cluster not found.");
  return true;
}

function describeServices(story: CloudStory, request: CloudRequest): WireRecord {
  inCluster(request);
  const names = request.list("services");
  const missing = names.filter((name) => name.split("/").at(-1) !== service);
  return {
    services: missing.length < names.length ? [serviceNow(story)] : [],
    failures: missing.map((name) => ({ arn: arn("service", `${cluster}/${name}`), reason: "MISSING" })),
  };
}

function serviceNow(story: CloudStory): WireRecord {
  const { fresh, former } = runningTasks(story);
  const [before, current] = story.deployments.slice(-2);
  const wanted = current ?? before;
  const bad = wanted?.revision === badRevision;
  return {
    serviceArn: arn("service", `${cluster}/${service}`),
    serviceName: service,
    clusterArn: arn("cluster", cluster),
    status: "ACTIVE",
    desiredCount: story.desiredCount,
    runningCount: fresh + former,
    pendingCount: bad ? story.desiredCount - former : 0,
    launchType: "FARGATE",
    taskDefinition: definitionArn(wanted?.revision ?? badRevision),
    deployments: [
      ...(wanted ? [deployment(wanted, "PRIMARY", fresh, story, former > 0)] : []),
      ...(before && former > 0 ? [deployment(before, "ACTIVE", former, story, false)] : []),
    ],
    events: eventsOf(story),
  };
}

function deployment(one: Deployment, status: string, running: number, story: CloudStory, open: boolean): WireRecord {
  const bad = one.revision === badRevision;
  return {
    id: one.id,
    status,
    taskDefinition: definitionArn(one.revision),
    desiredCount: story.desiredCount,
    pendingCount: bad && status === "PRIMARY" ? 2 : 0,
    runningCount: running,
    failedTasks: bad ? 11 : 0,
    createdAt: one.at / 1000,
    updatedAt: story.now() / 1000,
    launchType: "FARGATE",
    rolloutState: open ? "IN_PROGRESS" : "COMPLETED",
    rolloutStateReason: `ECS deployment ${one.id} ${open ? "in progress" : "completed"}.`,
  };
}

/** Newest first, as ECS tells them. */
function eventsOf(story: CloudStory): WireRecord[] {
  const current = story.deployments.at(-1);
  if (!current) return [];
  const event = (ageMs: number, message: string) => ({
    id: `event-${current.id}-${ageMs}`,
    createdAt: Math.max(current.at, story.now() - ageMs) / 1000,
    message: `(service ${service}) ${message}`,
  });
  if (current.revision === badRevision)
    return [
      event(30_000, "has started 2 tasks: (task 91) (task 92)."),
      event(
        60_000,
        "(port 8000) is unhealthy in (target-group social-analytics) due to (reason Health checks failed with these codes: [503]).",
      ),
      event(65_000, "has stopped 2 running tasks: (task 91) (task 92)."),
    ];
  const done = runningTasks(story).former === 0;
  return [
    ...(done ? [event(0, "has reached a steady state.")] : []),
    event(0, `(deployment ${current.id}) has started ${runningTasks(story).fresh} tasks.`),
  ];
}

function tasksIn(story: CloudStory, status: string): readonly number[] {
  const { fresh, former } = runningTasks(story);
  return status === "STOPPED" ? stoppedTasks : formerTasks.slice(0, Math.min(4, fresh + former));
}

function describeTasks(story: CloudStory, request: CloudRequest): WireRecord {
  inCluster(request);
  const asked = request.list("tasks").map((name) => ({ name, number: Number(name.split("/").at(-1)) }));
  const isKnown = (number: number) => [...stoppedTasks, ...formerTasks].includes(number);
  return {
    tasks: asked.filter(({ number }) => isKnown(number)).map(({ number }) => task(story, number)),
    failures: asked.filter(({ number }) => !isKnown(number)).map(({ name }) => ({ arn: name, reason: "MISSING" })),
  };
}

function task(story: CloudStory, number: number): WireRecord {
  const stopped = stoppedTasks.includes(number);
  return {
    taskArn: taskArn(number),
    clusterArn: arn("cluster", cluster),
    taskDefinitionArn: definitionArn(stopped ? badRevision : 41),
    group: `service:${service}`,
    lastStatus: stopped ? "STOPPED" : "RUNNING",
    desiredStatus: stopped ? "STOPPED" : "RUNNING",
    ...(stopped && {
      stoppedAt: (story.now() - 65_000) / 1000,
      stoppedReason: "Task failed ELB health checks in (target-group social-analytics)",
    }),
    containers: [{ name: "backend", lastStatus: stopped ? "STOPPED" : "RUNNING", ...(stopped && { exitCode: 137 }) }],
  };
}

function revisionOf(name: string): number {
  const [, revision] = /(?:^|\/)social-analytics-backend(?::(\d+))?$/.exec(name) ?? [name, "none"];
  const number = revision === undefined ? badRevision : Number(revision);
  if (!images[number]) throw new CloudError("ClientException", "Unable to describe task definition.");
  return number;
}

function taskDefinition(revision: number): WireRecord {
  const host = revision === badRevision ? "redis.internal" : "social-analytics-redis";
  return {
    taskDefinitionArn: definitionArn(revision),
    family,
    revision,
    status: "ACTIVE",
    cpu: "1024",
    memory: "2048",
    containerDefinitions: [
      {
        name: "backend",
        image: images[revision] ?? "",
        portMappings: [{ containerPort: 8000, protocol: "tcp" }],
        environment: [
          { name: "REDIS_HOST", value: host },
          { name: "LOG_LEVEL", value: "info" },
        ],
      },
    ],
  };
}

function updateService(story: CloudStory, request: CloudRequest): WireRecord {
  inCluster(request);
  if (request.text("service")?.split("/").at(-1) !== service)
    throw new CloudError("ServiceNotFoundException", "Service not found.");
  const written = request.text("taskDefinition");
  const current = story.deployments.at(-1)?.revision ?? badRevision;
  const revision = written === undefined ? current : revisionOf(written);
  story.desiredCount = request.number("desiredCount") ?? story.desiredCount;
  if (revision !== current || request.flag("forceNewDeployment") === true) {
    const at = story.now();
    story.deployments.push({ id: `ecs-svc/${String(at).padStart(19, "0")}`, revision, at });
  }
  return { service: serviceNow(story) };
}
