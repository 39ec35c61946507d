import type { ReactNode } from 'react'
import { Gate } from '../session/gate.tsx'
import type { Application } from './application.ts'
import { startPage } from './start-page.tsx'

/** Builds everything once and shows the application to who signs in. */
export const startApplication = (application: Application, screens: ReactNode): Promise<void> =>
  startPage(application, <Gate>{screens}</Gate>)
