/** What all clients of AWS are given. */
export interface ClientSettings {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  readonly maxAttempts: number;
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly throwOnRequestTimeout: boolean;
  };
}

export interface ServiceClient {
  destroy(): void;
}

interface AwsService {
  /** Loads the client's package when it is first needed: together they take a quarter of a second and 80 MB. */
  open(settings: ClientSettings): Promise<ServiceClient>;
  /** Where the name of the next page is read, and where it is sent. */
  readonly paging: { readonly answer: string; readonly request: string };
}

export type ServiceName = keyof typeof awsServices;

const nextToken = { answer: "NextToken", request: "NextToken" };
const lowerNextToken = { answer: "nextToken", request: "nextToken" };
const marker = { answer: "Marker", request: "Marker" };

/** The services whose actions are known, as the command line names them. */
export const awsServices = {
  cloudwatch: {
    open: async (settings) => new (await import("@aws-sdk/client-cloudwatch")).CloudWatch(settings),
    paging: nextToken,
  },
  logs: {
    open: async (settings) => new (await import("@aws-sdk/client-cloudwatch-logs")).CloudWatchLogs(settings),
    paging: lowerNextToken,
  },
  ecs: {
    open: async (settings) => new (await import("@aws-sdk/client-ecs")).ECS(settings),
    paging: lowerNextToken,
  },
  elbv2: {
    open: async (settings) =>
      new (await import("@aws-sdk/client-elastic-load-balancing-v2")).ElasticLoadBalancingV2(settings),
    paging: { answer: "NextMarker", request: "Marker" },
  },
  rds: {
    open: async (settings) => new (await import("@aws-sdk/client-rds")).RDS(settings),
    paging: marker,
  },
  elasticache: {
    open: async (settings) => new (await import("@aws-sdk/client-elasticache")).ElastiCache(settings),
    paging: marker,
  },
  secretsmanager: {
    open: async (settings) => new (await import("@aws-sdk/client-secrets-manager")).SecretsManager(settings),
    paging: nextToken,
  },
  s3: {
    // Emulators have no host name for each bucket.
    open: async (settings) =>
      new (await import("@aws-sdk/client-s3")).S3({ ...settings, forcePathStyle: settings.endpoint !== undefined }),
    paging: { answer: "NextContinuationToken", request: "ContinuationToken" },
  },
  wafv2: {
    open: async (settings) => new (await import("@aws-sdk/client-wafv2")).WAFV2(settings),
    paging: { answer: "NextMarker", request: "NextMarker" },
  },
  ec2: {
    open: async (settings) => new (await import("@aws-sdk/client-ec2")).EC2(settings),
    paging: nextToken,
  },
} satisfies Readonly<Record<string, AwsService>>;

export function isServiceName(name: string): name is ServiceName {
  return Object.hasOwn(awsServices, name);
}
