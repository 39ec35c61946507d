import { routes as clients } from './capabilities/clients/routes.ts'
import { routes as measurements } from './capabilities/measurements/routes.ts'
import { routes as reports } from './capabilities/reports/routes.ts'
import type { Endpoint } from './platform/http/endpoint.ts'

/** The capabilities of Hoede: the literal list. */
export const endpoints: readonly Endpoint[] = [...clients, ...reports, ...measurements]
