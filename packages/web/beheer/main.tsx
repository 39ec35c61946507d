import { messages as shared } from '../ui/locales/nl.po'
import { startApplication } from '../ui/shell/start.tsx'
import { messages as beheer } from './locales/nl.po'
import { Screens } from './screens.tsx'

void startApplication(
  {
    key: 'beheer',
    base: '/beheer',
    catalogues: {
      nl: { ...shared, ...beheer },
      en: async () => {
        const [one, two] = await Promise.all([import('../ui/locales/en.po'), import('./locales/en.po')])
        return { ...one.messages, ...two.messages }
      },
    },
  },
  <Screens />,
)
