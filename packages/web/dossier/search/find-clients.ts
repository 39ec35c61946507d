import type { ClientPage } from '@hoede/contract'
import { post } from '../../ui/api/client.ts'

/** Looks for clients by name, birth date, client number or BSN. */
export const findClients = (q: string, cursor: string | undefined, signal: AbortSignal) =>
  post<ClientPage>('/clients/search', cursor ? { q, cursor } : { q }, { signal })

/** Letters are looked for while typing; a number only when it is complete and sent, as half a BSN is nobody's business. */
export const searchesWhileTyping = (text: string) => /\p{L}.*\p{L}/u.test(text.trim())
