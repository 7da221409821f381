/** The least a Deployment needs, with `spec` over it. */
export const deployment = (name: string, spec: object) => ({
  kind: "Deployment",
  apiVersion: "apps/v1",
  metadata: { name },
  spec: {
    selector: { matchLabels: { app: "x" } },
    template: { metadata: { labels: { app: "x" } }, spec: { containers: [{ name: "a", image: "b" }] } },
    ...spec,
  },
});
