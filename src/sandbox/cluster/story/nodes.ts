import { timestamp } from "../objects.ts";
import type { World } from "../world.ts";
import { days, seed } from "./seed.ts";

/** Three workers that run everything, and the one that holds the API. */
export function seedNodes(world: World): void {
  for (const [index, name] of ["control-plane-1", "worker-1", "worker-2", "worker-3"].entries()) {
    const isControl = index === 0;
    const room = {
      cpu: isControl ? "4" : "16",
      memory: isControl ? "16Gi" : "64Gi",
      pods: "110",
      "ephemeral-storage": "200Gi",
    };
    const healthy = timestamp(world.now() - 41 * days);
    const condition = (type: string, status: string, reason: string, message: string) => ({
      ...{ type, status, reason, message },
      lastHeartbeatTime: timestamp(world.now()),
      lastTransitionTime: healthy,
    });
    const role = isControl ? { "node-role.kubernetes.io/control-plane": "" } : { "node-role.kubernetes.io/worker": "" };
    const node = {
      metadata: {
        name,
        labels: { "kubernetes.io/hostname": name, "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64", ...role },
      },
      spec: {
        podCIDR: `10.42.${index}.0/24`,
        providerID: `sandbox://${name}`,
        ...(isControl
          ? { unschedulable: true, taints: [{ key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" }] }
          : {}),
      },
      status: {
        capacity: room,
        allocatable: room,
        addresses: [
          { type: "InternalIP", address: `10.0.1.${10 + index}` },
          { type: "Hostname", address: name },
        ],
        conditions: [
          condition("MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
          condition("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
          condition("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
          condition("Ready", "True", "KubeletReady", "kubelet is posting ready status"),
        ],
        nodeInfo: {
          kubeletVersion: "v1.32.4",
          kubeProxyVersion: "v1.32.4",
          osImage: "Debian GNU/Linux 12 (bookworm)",
          kernelVersion: "6.1.0-31-amd64",
          containerRuntimeVersion: "containerd://1.7.27",
          operatingSystem: "linux",
          architecture: "amd64",
        },
      },
    };
    seed(world, "nodes", node, 41 * days);
  }
}
