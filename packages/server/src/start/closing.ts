import { join } from 'node:path'
import { openControl } from '../capabilities/environments/provision.ts'
import { listEnvironments } from '../capabilities/environments/queries.ts'
import { demoPhoneHost } from '../capabilities/messages/public.ts'
import { createOperator } from '../cli/operator.ts'
import { accountsFile, readAccounts } from '../demo/accounts.ts'
import type { Config } from '../platform/config.ts'

/** What to tell when everything runs: where it is and who can sign in. */
export async function closingWords(config: Config): Promise<string> {
  const control = await openControl(await createOperator(config))
  const environments = await listEnvironments(control).finally(() => control.end())
  const port = config.httpsPort === 443 ? '' : `:${config.httpsPort}`
  const width = Math.max(...environments.map(({ key }) => key.length), 0)
  const addresses = environments.map(({ key, host }) => `  ${key.padEnd(width)}  https://${host}${port}`)
  if (environments.some(({ demo }) => demo))
    addresses.push('', `  Sms, telefoontjes en mail van de demo komen aan op https://${demoPhoneHost}${port}`)
  const people = await peopleToShow(config.dataFolder)
  return [
    '',
    'Hoede draait.',
    '',
    ...(addresses.length
      ? addresses
      : ['  Er zijn nog geen omgevingen: npx hoede customer create, en dan npx hoede environment create.']),
    '',
    ...people,
    ...(config.tls
      ? []
      : [
          `  Uw browser vertrouwt de adressen als u ${join(config.dataFolder, 'tls', 'ca.pem')} toevoegt als certificaatautoriteit.`,
        ]),
    `  Logboeken van de programma's: ${join(config.dataFolder, 'log')}`,
    '',
    'Ctrl-C stopt alles.',
  ].join('\n')
}

/** The people of the demo who have something to show: one for each role and environment. */
async function peopleToShow(dataFolder: string): Promise<string[]> {
  const accounts = await readAccounts(dataFolder)
  if (!accounts.length) return []
  const seen = new Set<string>()
  const first = accounts.filter(({ environment, roles }) => {
    const kind = `${environment} ${roles.map(({ role }) => role).join('+')}`
    return roles.length > 0 && !seen.has(kind) && seen.add(kind)
  })
  const lines = first.map(({ environment, userName, password, roles }) => [
    environment,
    userName,
    password,
    roles.map(({ role, scope }) => `${role} (${scope})`).join(', '),
  ])
  return [
    '  Wie er kan inloggen (wachtwoord, en een code van de sleutel in het bestand):',
    ...columns(lines).map((line) => `    ${line}`),
    `  Alle ${accounts.length} demo-accounts, met de sleutels van hun authenticator: ${accountsFile(dataFolder)}`,
    '',
  ]
}

function columns(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
