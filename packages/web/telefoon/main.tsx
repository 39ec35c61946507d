import { messages as shared } from '../ui/locales/nl.po'
import { startPage } from '../ui/shell/start-page.tsx'
import { messages as telefoon } from './locales/nl.po'
import { Screens } from './screens.tsx'

void startPage(
  {
    key: 'telefoon',
    // At its own host it is all there is; while developing it stands beside the others.
    base: import.meta.env.DEV ? '/telefoon' : '/',
    catalogues: {
      nl: { ...shared, ...telefoon },
      en: async () => {
        const [one, two] = await Promise.all([import('../ui/locales/en.po'), import('./locales/en.po')])
        return { ...one.messages, ...two.messages }
      },
    },
  },
  <Screens />,
)
