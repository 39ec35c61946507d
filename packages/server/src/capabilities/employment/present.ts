import type { HeldItem } from '@hoede/contract'
import { deviceInWords } from '../sign-in/public.ts'
import type { HeldRow } from './queries.ts'

/** A thing that somebody holds as people read it; what the browser called itself becomes "Chrome op Windows". */
export function present({ kind, name, detail, began }: HeldRow): HeldItem {
  const moment = (text: string | null | undefined) => (text ? new Date(text).toISOString() : null)
  return {
    kind: kind as HeldItem['kind'],
    name: kind === 'session' ? deviceInWords(name || null) : name,
    note: detail.computer ?? detail.kind ?? detail.subject ?? null,
    scope: (detail.scope ?? null) as HeldItem['scope'],
    unit: detail.unit ?? null,
    clientNumber: detail.client ?? null,
    exclusive: detail.exclusive ?? false,
    count: detail.count ?? null,
    starts: moment(detail.starts),
    began: moment(began),
  }
}
