import { createContext, use } from 'react'
import type { Catalogues } from '../i18n/languages.ts'

/** What makes one application differ from another. */
export interface Application {
  /** Also the name of its accent colour in the theme. */
  key: 'dossier' | 'autorisatie' | 'beheer' | 'telefoon'
  /** Where its addresses begin: '/' or '/autorisatie'. */
  base: string
  catalogues: Catalogues
}

export const ApplicationContext = createContext<Application | null>(null)

export function useApplication(): Application {
  const application = use(ApplicationContext)
  if (!application) throw new Error('outside of an application')
  return application
}
