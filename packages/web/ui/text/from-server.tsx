import { serverText, staysDutch } from '../i18n/vocabulary.ts'

/** What the server says, in the language of the page; what has no other language is read out as Dutch. */
export function FromServer({ children }: { children: string }) {
  return <span lang={staysDutch(children) ? 'nl' : undefined}>{serverText(children)}</span>
}
