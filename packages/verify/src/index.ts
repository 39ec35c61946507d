export * from './checkpoint.ts'
export * from './note.ts'
export * from './row.ts'
export * from './tree.ts'
