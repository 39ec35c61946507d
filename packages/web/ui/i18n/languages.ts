import { i18n, type Messages } from '@lingui/core'
import { type Language, language } from '../formats/language.ts'
import { loadVocabulary } from './vocabulary.ts'

export interface Catalogues {
  /** Dutch comes with the application: it is there before the first screen. */
  nl: Messages
  /** Any other language is fetched when somebody wants it. */
  en: () => Promise<Messages>
}

const remembered = 'hoede.language'

/** The language chosen on this device, Dutch otherwise. */
export const chosenLanguage = (): Language => (localStorage.getItem(remembered) === 'en' ? 'en' : 'nl')

/** Loads a language and shows the page in it. */
export async function speak(wanted: Language, catalogues: Catalogues): Promise<void> {
  const [messages] = await Promise.all([wanted === 'nl' ? catalogues.nl : catalogues.en(), loadVocabulary(wanted)])
  language.set(wanted)
  i18n.loadAndActivate({ locale: wanted, messages })
  document.documentElement.lang = wanted
  localStorage.setItem(remembered, wanted)
}
