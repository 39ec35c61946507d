import type { ProviderVisit } from '@hoede/contract'
import { post } from '../api/client.ts'
import { ApiProblem } from '../api/problem.ts'

/** Where somebody was before a visit to a provider; kept in this tab only. */
const remembered = 'hoede.before-visit'
const told = 'hoede.visited'

/**
 * Goes to a provider's own page and keeps where to come back to. The page is left: what resolves after it is nobody's business.
 * @throws ApiProblem
 */
export async function visitProvider(path: string, options: Parameters<typeof post>[2] = {}): Promise<void> {
  const { url } = await post<ProviderVisit>(path, {}, options)
  if (new URL(url).protocol !== 'https:') {
    throw new ApiProblem({ code: 'unexpected', title: 'Het adres van je organisatie klopt niet. Bel je helpdesk.' })
  }
  sessionStorage.setItem(remembered, location.pathname + location.search)
  location.assign(url)
}

/** Where the visit began: always a path of this very site. */
export function beforeVisit(): string {
  const path = sessionStorage.getItem(remembered) ?? '/'
  const address = new URL(path, location.origin)
  const elsewhere = address.origin !== location.origin || address.pathname.startsWith('/aanmelden/')
  return elsewhere ? '/' : address.pathname + address.search
}

/** What came of a visit, for the page that says so, once. */
type Told = 'linked' | 'proven'
export const rememberOutcome = (outcome: Told) => sessionStorage.setItem(told, outcome)
export function takeOutcome(wanted: Told): boolean {
  const found = sessionStorage.getItem(told) === wanted
  if (found) sessionStorage.removeItem(told)
  return found
}
