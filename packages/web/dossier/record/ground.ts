import type { Ground } from '@hoede/contract'
import { language } from '../../ui/formats/language.ts'
import { scopeName } from '../../ui/i18n/vocabulary.ts'

/** Why a record is open: the server's own sentence in Dutch, and the same from its parts in another language. */
export const groundInWords = (ground: Ground, sentence: (role: string, where: string) => string): string =>
  language.get() === 'nl' ? ground.text : sentence(ground.role.toLowerCase(), ground.unit ?? scopeName(ground.scope))
