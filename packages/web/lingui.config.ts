import { defineConfig } from '@lingui/conf'
import { formatter } from '@lingui/format-po'

const catalog = (folder: string) => ({
  path: `<rootDir>/${folder}/locales/{locale}`,
  include: [`<rootDir>/${folder}`],
  exclude: ['**/*.test.*', '**/locales/**'],
})

/** The source is Dutch; every application has its own catalogue beside the shared one of ui/. */
export default defineConfig({
  rootDir: import.meta.dirname,
  sourceLocale: 'nl',
  locales: ['nl', 'en'],
  catalogs: ['ui', 'dossier', 'autorisatie', 'beheer', 'telefoon'].map(catalog),
  format: formatter({ lineNumbers: false, origins: false }),
  orderBy: 'message',
})
