import type { Soep } from '@hoede/contract'

/** What a report says: free text, or the four parts of a SOEP report (zib SOEPVerslag). */
export type ReportContent = { form: 'free'; text: string } | { form: 'soep'; soep: Soep }

/** Reads content from a request; undefined when nothing was written. */
export function readContent(request: { text?: string; soep?: Soep }): ReportContent | undefined {
  if (request.soep && request.text === undefined) {
    return Object.values(request.soep).some((part) => part.trim() !== '')
      ? { form: 'soep', soep: request.soep }
      : undefined
  }
  if (request.text !== undefined && request.soep === undefined && request.text.trim() !== '')
    return { form: 'free', text: request.text }
  return undefined
}

/** Content as the text that is sealed. */
export const contentText = (content: ReportContent) =>
  content.form === 'free' ? content.text : JSON.stringify(content.soep)

export function readStored(form: 'free' | 'soep', stored: string): ReportContent {
  return form === 'free' ? { form, text: stored } : { form, soep: JSON.parse(stored) as Soep }
}

/** Does a text hold every word that is asked for? Both as searchable(). */
export function holdsWords(text: string, words: readonly string[]): boolean {
  const padded = ` ${text}`
  return words.every((word) => padded.includes(` ${word}`))
}

/** A moment of care may be planned work of today, but not lie in the future by more than clocks can differ. */
export const isFuture = (moment: Date, now: Date) => moment.getTime() > now.getTime() + 5 * 60_000
