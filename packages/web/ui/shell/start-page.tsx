import './styles.ts'
import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { createQueryClient } from '../api/query-client.ts'
import { chosenLanguage, speak } from '../i18n/languages.ts'
import { ToastProvider } from '../parts/toasts.tsx'
import { type Application, ApplicationContext } from './application.ts'
import { Fault } from './fault.tsx'
import { KeyboardProvider } from './shortcuts.tsx'
import { themeOf } from './theme.ts'

const nonce = () => document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

/** Builds everything once and shows the application, to everybody. */
export async function startPage(application: Application, content: ReactNode): Promise<void> {
  await speak(chosenLanguage(), application.catalogues).catch(() => speak('nl', application.catalogues))
  const root = document.getElementById('root')
  if (!root) throw new Error('the page has no root')
  const queries = createQueryClient()
  const colours = localStorageColorSchemeManager({ key: 'hoede.colours' })
  createRoot(root).render(
    <I18nProvider i18n={i18n}>
      <MantineProvider
        theme={themeOf(application.key)}
        defaultColorScheme="auto"
        colorSchemeManager={colours}
        getStyleNonce={nonce}
      >
        <ApplicationContext value={application}>
          <Fault>
            <QueryClientProvider client={queries}>
              <BrowserRouter basename={application.base}>
                <ToastProvider>
                  <KeyboardProvider>{content}</KeyboardProvider>
                </ToastProvider>
              </BrowserRouter>
            </QueryClientProvider>
          </Fault>
        </ApplicationContext>
      </MantineProvider>
    </I18nProvider>,
  )
}
