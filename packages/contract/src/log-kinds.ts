/** Events of the log that belong together, in the order in which a privacy officer asks for them. */
export const logKinds = [
  'record-read',
  'record-change',
  'export',
  'emergency',
  'sign-in',
  'access',
  'people',
  'settings',
  'log',
] as const
export type LogKind = (typeof logKinds)[number]
