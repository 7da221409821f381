/** A run whose lease never ends. */
export const mayAlwaysSend = { beforeSending: async (): Promise<void> => undefined };
