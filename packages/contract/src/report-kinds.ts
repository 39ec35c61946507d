export const reportKinds = {
  daily: 'Dagrapportage',
  nursing: 'Verpleegkundig',
  medical: 'Medisch',
  paramedical: 'Paramedisch',
  family: 'Contact met familie',
  night: 'Nacht',
  handover: 'Overdracht',
} as const
export type ReportKind = keyof typeof reportKinds

/** The most characters one report can have. */
export const reportLength = 20_000
