import type { Endpoint } from './platform/http/endpoint.ts'

/** The capabilities of Hoede: the literal list. */
export const endpoints: readonly Endpoint[] = []
