import { z } from "zod";

/** What is read of the things that several methods answer with. */

export const channel = z.object({
  id: z.string(),
  name: z.string(),
  creator: z.string().optional(),
  created: z.number().optional(),
  is_member: z.boolean().optional(),
});
export const nextPage = z.object({ next_cursor: z.string().optional() }).optional();
export const posted = z.object({ ts: z.string(), channel: z.string() });
export const nothing = z.object({});
export const metadata = z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) });
export const user = z.object({
  id: z.string(),
  name: z.string().optional(),
  real_name: z.string().optional(),
  team_id: z.string().optional(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  profile: z.object({ email: z.string().optional() }).optional(),
});
export const usergroup = z.object({ id: z.string(), handle: z.string(), users: z.array(z.string()).optional() });
export const message = z.object({
  ts: z.string(),
  user: z.string().optional(),
  team: z.string().optional(),
  text: z.string().optional(),
  files: z.array(z.object({ name: z.string().optional() })).optional(),
  reactions: z.array(z.object({ name: z.string() })).optional(),
});
export const identity = z.object({
  team_id: z.string(),
  user_id: z.string(),
  bot_id: z.string().optional(),
  url: z.string().optional(),
});
