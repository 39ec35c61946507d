import { bulkRoutes } from './capabilities/access/bulk-routes.ts'
import { roleProposalRoutes } from './capabilities/access/role-proposal-routes.ts'
import { routes as access } from './capabilities/access/routes.ts'
import { unitRoutes } from './capabilities/access/unit-routes.ts'
import { whatIfRoutes } from './capabilities/access/what-if-routes.ts'
import { routes as accessReviews } from './capabilities/access-reviews/routes.ts'
import { routes as auditTrail } from './capabilities/audit-trail/routes.ts'
import { routes as backups } from './capabilities/backups/routes.ts'
import { routes as clients } from './capabilities/clients/routes.ts'
import { routes as directory } from './capabilities/directory/routes.ts'
import { routes as duties } from './capabilities/duties/routes.ts'
import { routes as emergency } from './capabilities/emergency/routes.ts'
import { routes as employment } from './capabilities/employment/routes.ts'
import { routes as explanation } from './capabilities/explanation/routes.ts'
import { routes as limits } from './capabilities/limits/routes.ts'
import { routes as logLive } from './capabilities/log-live/routes.ts'
import { routes as logProof } from './capabilities/log-proof/routes.ts'
import { witnessRoutes } from './capabilities/log-proof/witness-routes.ts'
import { routes as logQuestions } from './capabilities/log-questions/routes.ts'
import { routes as measurements } from './capabilities/measurements/routes.ts'
import { deliveryRoutes } from './capabilities/messages/delivery.ts'
import { demoPhoneHost } from './capabilities/messages/public.ts'
import { routes as messages } from './capabilities/messages/routes.ts'
import { routes as organisation } from './capabilities/organisation/routes.ts'
import { routes as reports } from './capabilities/reports/routes.ts'
import { routes as roleModel } from './capabilities/role-model/routes.ts'
import { routes as roster } from './capabilities/roster/routes.ts'
import { rawRoutes as scim } from './capabilities/scim/routes.ts'
import { routes as sharedComputers } from './capabilities/shared-computers/routes.ts'
import { routes as siem } from './capabilities/siem/routes.ts'
import { routes as signIn } from './capabilities/sign-in/routes.ts'
import { rawRoutes as singleSignOnRaw } from './capabilities/single-sign-on/logout.ts'
import { routes as singleSignOn } from './capabilities/single-sign-on/routes.ts'

import type { Endpoint } from './platform/http/endpoint.ts'
import type { RawRoute } from './platform/http/raw-route.ts'

/** The capabilities of Hoede: the literal list. */
export const endpoints: readonly Endpoint[] = [
  ...signIn,
  ...singleSignOn,
  ...sharedComputers,
  ...organisation,
  ...employment,
  ...access,
  ...bulkRoutes,
  ...unitRoutes,
  ...whatIfRoutes,
  ...roleProposalRoutes,
  ...roleModel,
  ...duties,
  ...accessReviews,
  ...limits,
  ...emergency,
  ...explanation,

  ...roster,
  ...directory,
  ...auditTrail,
  ...logLive,
  ...logQuestions,
  ...logProof,
  ...witnessRoutes,
  ...siem,
  ...backups,
  ...clients,
  ...reports,
  ...measurements,
  ...messages,
]

/** What other programs call in their own format: the literal list. */
export const rawRoutes: readonly RawRoute[] = [...deliveryRoutes, ...singleSignOnRaw, ...scim]

/** The browser applications and the pages that open them. */
export const webApplications = [
  { path: '/autorisatie', page: 'autorisatie/index.html' },
  { path: '/beheer', page: 'beheer/index.html' },
  { path: '/', page: 'dossier/index.html' },
  { path: '/', page: 'telefoon/index.html', host: demoPhoneHost },
] as const
