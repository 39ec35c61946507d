/** Whole minutes until a moment, rounded up; never below zero. */
export const minutesLeft = (until: string, now: number): number =>
  Math.max(0, Math.ceil((Date.parse(until) - now) / 60_000))

/** How long it can be: a few usual lengths within the customer's bound, and the bound itself. */
export const lengthsWithin = (most: number): number[] => [...[15, 30, 45].filter((each) => each < most), most]
