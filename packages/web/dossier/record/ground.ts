import type { Ground } from '@hoede/contract'
import { clock } from '../../ui/formats/dates.ts'
import { language } from '../../ui/formats/language.ts'
import { scopeName } from '../../ui/i18n/vocabulary.ts'

/** Why a record is open: the server's own sentence in Dutch, and the same from its parts in another language. */
export function groundInWords(
  ground: Ground,
  sentences: { role: (role: string, where: string) => string; emergency: (until: string) => string },
): string {
  if (language.get() === 'nl') return ground.text
  if (ground.emergency) return sentences.emergency(ground.until ? clock(ground.until) : '')
  return sentences.role(ground.role.toLowerCase(), ground.unit ?? scopeName(ground.scope))
}
