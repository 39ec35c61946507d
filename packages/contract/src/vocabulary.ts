/** The words and bounds without the schemas: what a browser needs, at no cost of a schema library. */
export * from './emergency-words.ts'
export * from './log-kinds.ts'
export * from './measurement-kinds.ts'
export * from './permissions.ts'
export * from './policy-bounds.ts'
export * from './problems.ts'
export * from './report-kinds.ts'
export * from './settings.ts'
