import { createStore } from '../api/store.ts'

export const languages = { nl: 'Nederlands', en: 'English' } as const
export type Language = keyof typeof languages

/** The language of the page. Dates and numbers follow it in words only: their form stays the Dutch one. */
export const language = createStore<Language>('nl')
