import type { ChangeRequest } from "./request.ts";

/** A message kept true because of a request. Whom a message in private is for stands in the name of its surface. */
export type RequestSurface =
  | `request-${string}`
  | `asked-${string}`
  | `told-${string}`
  | `plan-${string}`
  | `glass-${string}`
  | `review-${string}`
  | "freeze"
  | "audit-head";

type Named = Pick<ChangeRequest, "id">;

/** The card in the incident's channel. */
export const requestSurface = ({ id }: Named): RequestSurface => `request-${id}`;

/** The card as this user has it in private, who may approve it. */
export const askedSurface = ({ id }: Named, user: string): RequestSurface => `asked-${id}-${user}`;

/** What the event of this version means for one user. */
export const toldSurface = ({ id }: Named, version: number, user: string): RequestSurface =>
  `told-${id}-${version}-${user}`;

/** The file of a plan that does not fit the card. */
export const planSurface = ({ id }: Named): RequestSurface => `plan-${id}`;

export const glassSurface = ({ id }: Named): RequestSurface => `glass-${id}`;

export const reviewSurface = ({ id }: Named, dueAt: string): RequestSurface => `review-${id}-${dueAt}`;
