/** How long things may take, in minutes of the incident's time. */
export const minutes = { preview: 5, request: 15, grant: 5, silence: 5, review: 24 * 60 } as const;

/** After how long a change comes back by itself, in minutes. */
export const backAfter = { fewest: 5, most: 24 * 60, usual: "1h" } as const;

/** Of an execution, in milliseconds of Postgres's clock: nothing is sent after the deadline, and the lease ends when nothing can be under way. */
export const leaseMs = { deadline: 60_000, until: 90_000, longest: 60 * 60_000 } as const;

export const longestWords = 1500;
export const mostQuestions = 20;

/** Of what is on the card. What is longer is in a file. */
export const longestOnCard = 2500;
