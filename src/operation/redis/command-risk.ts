import { hasHole } from "../hole.ts";
import type { Risk } from "../risk.ts";

// Vendored from the command table of Redis 7 (`COMMAND`), read once and sorted by what a command may show or change.
// Two words are a command and its subcommand. A command that is not here is taken for the worst.
const table: Readonly<Record<Exclude<Risk, "destructive">, string>> = {
  // Facts about the server and about keys, never their values.
  read: `ping|echo|time|info|dbsize|lastsave|role|exists|type|ttl|pttl|expiretime|pexpiretime|strlen|hlen|llen|scard|zcard|xlen|zcount
zlexcount|pfcount|bitcount|memory usage|memory stats|memory doctor|memory malloc-stats|object encoding|object freq|object idletime
object refcount|slowlog get|slowlog len|latency doctor|latency graph|latency histogram|latency history|latency latest|client id
client info|client list|client getname|cluster info|cluster nodes|cluster shards|cluster slots|cluster links|cluster myid
cluster keyslot|cluster countkeysinslot|cluster replicas|cluster count-failure-reports|command count|command info|command list
command docs|pubsub channels|pubsub numpat|pubsub numsub|pubsub shardchannels|pubsub shardnumsub|module list|acl whoami|acl cat
xinfo consumers|xinfo groups|wait`,
  // Values of users' keys, the names of all keys, what every client sends.
  sensitive: `get|mget|getrange|substr|getbit|bitpos|bitfield_ro|hget|hgetall|hmget|hkeys|hvals|hexists|hstrlen|hrandfield|hscan|lindex|lrange
lpos|lcs|sismember|smismember|smembers|srandmember|sscan|sdiff|sinter|sintercard|sunion|zscore|zmscore|zrange|zrangebylex
zrangebyscore|zrevrange|zrevrangebylex|zrevrangebyscore|zrank|zrevrank|zrandmember|zscan|zdiff|zinter|zintercard|zunion|geodist
geohash|geopos|georadius_ro|georadiusbymember_ro|geosearch|xrange|xrevrange|xpending|xinfo stream|scan|keys|randomkey|dump
sort_ro|monitor|config get|acl list|acl users|acl getuser|acl log|function list|function dump|cluster getkeysinslot`,
  // What can be set back, or only touches one key's time or one connection.
  change: `config set|config resetstat|config rewrite|slowlog reset|latency reset|memory purge|client kill|client pause|client unpause
client unblock|client no-evict|expire|expireat|pexpire|pexpireat|persist|touch|set|setex|psetex|setnx|append|incr|incrby
incrbyfloat|decr|decrby|hset|hsetnx|hmset|hincrby|hincrbyfloat|lpush|lpushx|rpush|rpushx|sadd|zadd|zincrby|publish|bgsave|save
bgrewriteaof|cluster failover|failover|script kill|function kill`,
};

const risks = new Map(
  Object.entries(table).flatMap(([risk, names]) =>
    names.split(/[|\n]/).map((name): [string, string] => [name.trim(), risk]),
  ),
);

// Commands whose first argument chooses what they do.
const families = new Set(
  "acl client cluster command config function latency memory module object pubsub script slowlog xgroup xinfo".split(
    " ",
  ),
);

/** Risk of one Redis command, words as typed after `redis-cli`. */
export function redisCommandRisk(words: readonly string[]): Risk {
  const [first = "", second = ""] = words.map((word) => word.toLowerCase());
  const name = families.has(first) ? `${first} ${second}` : first;
  const risk = risks.get(name);
  if (name === "config get" && !words.slice(2).some(revealsSecret)) return "read";
  return risk === "read" || risk === "sensitive" || risk === "change" ? risk : "destructive";
}

function revealsSecret(parameter: string): boolean {
  return /[*?[]|pass|auth|tls-key|user|acl/i.test(parameter) || hasHole(parameter);
}
