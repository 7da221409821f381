import { z } from "zod";

/**
 * What a manifest says about names, read leniently: it is there even when other parts of the file are wrong, so that
 * a name nobody knows is told in the same breath as a bad time.
 */
export const serviceOutline = (value: unknown) => outline.parse(value);

export type ServiceOutline = z.output<typeof outline>;

const word = () => z.string().catch("");

const items = <Item extends z.ZodType>(item: Item) => z.array(item).catch([]);

const loose = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).catch(z.object(shape).parse({}));

const rule = loose({ risk: word(), environments: items(word()), count: z.number().catch(Number.POSITIVE_INFINITY) });

const timed = items(loose({ environments: items(word()) }));

const outline = loose({
  name: word(),
  aliases: items(word()),
  severities: items(loose({ level: word(), name: word(), responseTime: word() })),
  ladder: items(loose({ name: word(), severities: items(word()), page: items(word()) })),
  contacts: items(loose({ role: word() })),
  thresholds: items(loose({ severity: word() })),
  approvals: items(rule),
  maintenanceWindows: timed,
  deployFreezes: timed,
  access: loose({ approvals: items(rule) }),
  environments: z.record(z.string(), loose({ variables: z.record(z.string(), z.unknown()).catch({}) })).catch({}),
});
