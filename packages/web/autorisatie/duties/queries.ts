export const dutiesKey = ['duty-conflicts'] as const
