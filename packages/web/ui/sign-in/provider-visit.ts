import type { ProviderVisit } from '@hoede/contract'
import { post } from '../api/client.ts'
import { ApiProblem } from '../api/problem.ts'

/** Where somebody was before a visit to a provider; kept in this tab only. */
const remembered = 'hoede.before-visit'
const told = 'hoede.linked'

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

/** The account page says that an account was linked, once. */
export const rememberLinked = () => sessionStorage.setItem(told, 'yes')
export function takeLinked(): boolean {
  const linked = sessionStorage.getItem(told) !== null
  sessionStorage.removeItem(told)
  return linked
}
