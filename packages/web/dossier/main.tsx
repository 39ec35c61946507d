import { messages as shared } from '../ui/locales/nl.po'
import { startApplication } from '../ui/shell/start.tsx'
import { messages as dossier } from './locales/nl.po'
import { Screens } from './screens.tsx'

/** What is needed for this address is fetched while the server is still asked who this is. */
const ahead: [RegExp, () => Promise<unknown>][] = [
  [/^\/$/, () => import('./caseload/caseload-page.tsx')],
  [/^\/clienten\//, () => Promise.all([import('./record/record-layout.tsx'), import('./timeline/timeline-page.tsx')])],
]
for (const [path, load] of ahead) if (path.test(location.pathname)) void load().catch(() => undefined)

void startApplication(
  {
    key: 'dossier',
    base: '/',
    catalogues: {
      nl: { ...shared, ...dossier },
      en: async () => {
        const [one, two] = await Promise.all([import('../ui/locales/en.po'), import('./locales/en.po')])
        return { ...one.messages, ...two.messages }
      },
    },
  },
  <Screens />,
)
